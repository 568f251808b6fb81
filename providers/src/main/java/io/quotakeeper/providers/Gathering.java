package io.quotakeeper.providers;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The readings of one reply while they are gathered: one for each window, the lowest where a reply
 * says something twice. An entry that makes no sense is counted and left out.
 */
final class Gathering {

  /** The lowest first; what is known before what is not. */
  private static final Comparator<Reading> LOWEST =
      Comparator.<Reading>comparingInt(r -> rank(r.amount()))
          .thenComparingDouble(r -> r.amount().fraction().orElse(2))
          .thenComparingDouble(r -> r.amount().remaining().orElse(Double.MAX_VALUE));

  /** What a decoder puts in the place of bytes that are no UTF-8. */
  private static final char NOT_UTF8 = '\uFFFD';

  private final Map<Window, Reading> readings = new TreeMap<>();
  private int lost;

  /** Adds a reading, unless making it fails. */
  void add(Supplier<Reading> maker) {
    add(maker, why -> {});
  }

  /** Adds a reading; if making it fails, says why. */
  void add(Supplier<Reading> maker, Consumer<String> lament) {
    try {
      Reading reading = maker.get();
      readings.merge(reading.window(), reading, (a, b) -> LOWEST.compare(b, a) < 0 ? b : a);
    } catch (Unreadable | IllegalArgumentException e) {
      lost++;
      lament.accept(String.valueOf(e.getMessage()));
    }
  }

  /** Counts entries that were lost before they could be added. */
  void lose() {
    lost++;
  }

  /** The readings, sorted by window. */
  List<Reading> readings() {
    return new ArrayList<>(readings.values());
  }

  /** How many entries made no sense. */
  int lost() {
    return lost;
  }

  /**
   * The window of that name.
   *
   * @throws Unreadable if a name holds what stands in no name: control characters, or what was not
   *     UTF-8. It would be taken for a window of its own
   */
  static Window window(Scope scope, String name, String unitName) {
    if (!isName(scope.id()) || !isName(name)) {
      throw new Unreadable("a name cannot be read");
    }
    Unit unit = new Unit(unitName.toLowerCase(Locale.ROOT));
    return new Window(scope, WindowNames.id(name, unit), unit);
  }

  private static boolean isName(String text) {
    return text.chars().noneMatch(c -> Character.isISOControl(c) || c == NOT_UTF8);
  }

  private static int rank(Amount amount) {
    return switch (amount) {
      case Amount.Known _ -> 0;
      case Amount.NotEntitled _ -> 1;
      case Amount.Cap _ -> 2;
      case Amount.Untold _ -> 3;
      case Amount.Unlimited _ -> 4;
    };
  }
}
