package io.quotakeeper.select;

import io.quotakeeper.ledger.Level;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The windows that bind one subject, being gathered. Balances in several currencies are
 * alternatives: of those the best one stands for all. Used by one thread.
 */
final class Binding {

  private final List<WindowView> views = new ArrayList<>(8);

  void add(WindowView view) {
    if (view.reading().window().isBalance()) {
      for (int i = 0; i < views.size(); i++) {
        if (isAlternative(views.get(i).reading().window(), view.reading().window())) {
          if (isBetter(view, views.get(i))) {
            views.set(i, view);
          }
          return;
        }
      }
    }
    views.add(view);
  }

  List<WindowView> views() {
    return views;
  }

  boolean isEmpty() {
    return views.isEmpty();
  }

  /**
   * The window that decides: of those that are spent the one that comes back last, else the
   * tightest that is known, else any.
   *
   * @throws java.util.NoSuchElementException if none binds
   */
  WindowView decisive() {
    return lastSpent().orElseGet(this::tightest);
  }

  /** Of the windows that have nothing left the one that comes back last, as far as it is stated. */
  Optional<WindowView> lastSpent() {
    Optional<WindowView> last = Optional.empty();
    for (WindowView view : views) {
      if (isSpent(view) && (last.isEmpty() || endsLater(view, last.get()))) {
        last = Optional.of(view);
      }
    }
    return last;
  }

  private WindowView tightest() {
    WindowView tightest = views.getFirst();
    for (WindowView view : views) {
      if (isTighter(view, tightest)) {
        tightest = view;
      }
    }
    return tightest;
  }

  private static boolean endsLater(WindowView a, WindowView b) {
    return Moment.isLater(a.backAt(), b.backAt());
  }

  /** Whether it has nothing left, or nothing was ever granted. */
  static boolean isSpent(WindowView view) {
    Amount amount = view.reading().amount();
    return amount.isSpent() || amount instanceof Amount.NotEntitled;
  }

  private static boolean isAlternative(Window a, Window b) {
    return a.isBalance() && a.scope().equals(b.scope()) && a.id().equals(b.id());
  }

  private static boolean isTighter(WindowView a, WindowView b) {
    int order = urgency(b.level()) - urgency(a.level());
    return order < 0 || (order == 0 && left(a) < left(b));
  }

  private static int urgency(Level level) {
    return switch (level) {
      case UNKNOWN -> 0;
      case OK -> 1;
      case LOW -> 2;
      case EXHAUSTED -> 3;
    };
  }

  /** Of two alternatives a known one that serves is better than one that may serve. */
  private static boolean isBetter(WindowView a, WindowView b) {
    int order = usefulness(a.level()) - usefulness(b.level());
    return order > 0 || (order == 0 && left(a) > left(b));
  }

  private static int usefulness(Level level) {
    return switch (level) {
      case EXHAUSTED -> 0;
      case UNKNOWN -> 1;
      case LOW -> 2;
      case OK -> 3;
    };
  }

  private static double left(WindowView view) {
    return view.reading().amount().fraction().orElse(1);
  }
}
