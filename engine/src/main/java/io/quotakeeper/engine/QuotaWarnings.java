package io.quotakeeper.engine;

import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.LedgerChange;
import io.quotakeeper.ledger.LedgerView;
import io.quotakeeper.ledger.Level;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Crossing;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Window;
import io.quotakeeper.time.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;

/**
 * Says once, and not each cycle, that a window went low, is exhausted, or has recovered.
 * Thread-safe: an account's watches are replaced as a whole; the newest state and thresholds are
 * read inside that step, so that changes that reach us in the other order do no harm. Holds a watch
 * for each window of each account, and for a while for some that are not mentioned any more: one
 * that comes back as bad as it went is no news.
 */
final class QuotaWarnings {

  /** So many windows of an account that nobody mentions any more are remembered at most. */
  private static final int MOST_GONE = 256;

  private final Map<AccountId, Map<Window, Watch>> watches = new ConcurrentHashMap<>();
  private final Function<AccountId, Optional<Watched>> accounts;
  private final LedgerView ledger;
  private final Time time;
  private final Logger log;

  QuotaWarnings(
      Function<AccountId, Optional<Watched>> accounts, LedgerView ledger, Time time, Logger log) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.time = time;
    this.log = log;
  }

  private record Watch(Crossing crossing, Instant seenAt) {}

  private record Seen(WindowView view, Crossing crossing) {}

  /** Looks at an account whose windows, or whose thresholds, may have changed. */
  void look(AccountId account) {
    List<Seen> seen = new ArrayList<>();
    watches.compute(
        account,
        (_, before) -> {
          Optional<Watched> watched = accounts.apply(account);
          if (watched.isEmpty()) {
            return null;
          }
          Map<Window, Watch> known = before == null ? Map.of() : before;
          seen.addAll(seen(watched.get(), known));
          Map<Window, Watch> after = after(seen, known, watched.get().policy().freshness());
          return after.isEmpty() ? null : after;
        });
    seen.forEach(each -> say(account, each));
  }

  /**
   * Looks at an account after a change of its owner. Of each request's use little is news: where
   * nothing is to be recovered from, and nothing that changed is urgent, it is not looked closer.
   */
  void look(Watched watched, LedgerChange change) {
    Map<Window, Watch> known = watches.get(watched.id());
    if (known == null || !isCalm(known) || mayBeNews(watched, change)) {
      look(watched.id());
    }
  }

  private static boolean isCalm(Map<Window, Watch> known) {
    for (Watch watch : known.values()) {
      if (watch.crossing.told() != Level.OK) {
        return false;
      }
    }
    return true;
  }

  private boolean mayBeNews(Watched watched, LedgerChange change) {
    OwnerState after = change.after();
    if (!after.refusals().isEmpty() || after.windows().size() != change.before().windows().size()) {
      return true;
    }
    Instant now = time.now();
    Iterator<QuotaState> before = change.before().windows().values().iterator();
    for (QuotaState state : after.windows().values()) {
      QuotaState last = before.next();
      if (!state.equals(last)
          && (!state.reading().window().equals(last.reading().window())
              || isUrgent(WindowView.of(watched.holder(), after, state, watched.policy(), now)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUrgent(WindowView view) {
    return view.level() == Level.LOW || view.level() == Level.EXHAUSTED;
  }

  private Map<Window, Watch> after(List<Seen> seen, Map<Window, Watch> known, Freshness freshness) {
    Instant now = time.now();
    Map<Window, Watch> after = new HashMap<>();
    seen.forEach(each -> after.put(each.view.reading().window(), new Watch(each.crossing, now)));
    known.entrySet().stream()
        .filter(gone -> !after.containsKey(gone.getKey()))
        .filter(gone -> gone.getValue().crossing.told() != Level.OK)
        .filter(gone -> !gone.getValue().seenAt.isBefore(now.minus(freshness.maxAge())))
        .limit(MOST_GONE)
        .toList()
        .forEach(gone -> after.put(gone.getKey(), gone.getValue()));
    return after;
  }

  private List<Seen> seen(Watched watched, Map<Window, Watch> known) {
    List<Seen> seen = new ArrayList<>();
    for (WindowView view : limits(watched, ledger.state(watched.holder().owner()))) {
      Window window = view.reading().window();
      Watch watch = known.get(window);
      Crossing last = watch == null ? Crossing.start() : watch.crossing;
      seen.add(new Seen(view, last.next(view, low(watched, window))));
    }
    return seen;
  }

  /** Takes what is known of an account as already said. */
  void prime(Watched watched, OwnerState state) {
    Instant now = time.now();
    Map<Window, Watch> primed = new HashMap<>();
    for (WindowView view : limits(watched, state)) {
      primed.put(view.reading().window(), new Watch(Crossing.primed(view), now));
    }
    if (!primed.isEmpty()) {
      watches.putIfAbsent(watched.id(), primed);
    }
  }

  void retain(Set<AccountId> accounts) {
    watches.keySet().retainAll(accounts);
  }

  /** How many accounts are watched. */
  int accounts() {
    return watches.size();
  }

  private List<WindowView> limits(Watched watched, OwnerState state) {
    return WindowView.of(watched.holder(), state, watched.policy(), time.now()).stream()
        .filter(view -> view.reading().role() == Role.LIMIT)
        .toList();
  }

  private static double low(Watched watched, Window window) {
    return watched.policy().thresholds().low(watched.holder().owner(), watched.id(), window);
  }

  private void say(AccountId account, Seen seen) {
    Reading reading = seen.view.reading();
    switch (seen.crossing.news()) {
      case NONE -> {}
      case LOW ->
          log.warn(
              "Low quota account={} scope={} window={} left={}",
              account,
              scope(reading),
              window(reading),
              left(reading.amount()));
      case EXHAUSTED ->
          log.warn(
              "Exhausted quota account={} scope={} window={} resets={} cause=\"{}\"",
              account,
              scope(reading),
              window(reading),
              reading.resetsAt(),
              seen.view.cause());
      case RECOVERED ->
          log.info(
              "Recovered quota account={} scope={} window={} left={}",
              account,
              scope(reading),
              window(reading),
              left(reading.amount()));
    }
  }

  private static String scope(Reading reading) {
    return LogText.clean(reading.window().scope().toString());
  }

  private static String window(Reading reading) {
    return LogText.clean(reading.window().id());
  }

  private static String left(Amount amount) {
    if (amount.fraction().isPresent()) {
      return Math.floor(amount.fraction().getAsDouble() * 1000) / 10 + "%";
    }
    return amount.remaining().isPresent()
        ? String.valueOf(amount.remaining().getAsDouble())
        : amount.state();
  }
}
