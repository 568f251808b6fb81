package io.quotakeeper.outlook;

import io.quotakeeper.ledger.Level;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;

/**
 * Watches one window of one account for crossings: something is said once per downward crossing,
 * and again only after recovery. Immutable; each look at the window gives the next watch.
 *
 * @param told the most urgent level that was said and has not been recovered from
 * @param news what the last look has to say
 */
public record Crossing(Level told, News news) {

  /**
   * So much more than the threshold must be left before a low window counts as recovered, so that
   * it cannot flap.
   */
  private static final double HYSTERESIS = 0.05;

  /** 0.1 + 0.05 is more than 0.15 in binary: so much more is no more. */
  private static final double ROUNDING = 1e-9;

  /** What there is to say. */
  public enum News {
    /** Nothing new. */
    NONE,
    /** It went below the threshold. */
    LOW,
    /** Nothing is left. */
    EXHAUSTED,
    /** After one of the two, there is enough again. */
    RECOVERED
  }

  /** Nothing has been said yet. */
  public static Crossing start() {
    return new Crossing(Level.OK, News.NONE);
  }

  /**
   * A watch that takes what it sees first as already said: after a restart, for what was known
   * before.
   */
  public static Crossing primed(WindowView view) {
    boolean isUrgent = view.level() == Level.LOW || view.level() == Level.EXHAUSTED;
    return new Crossing(isUrgent && !isQuiet(view) ? view.level() : Level.OK, News.NONE);
  }

  /** The watch after a look at the window, whose threshold is {@code low} (0 to 1). */
  public Crossing next(WindowView view, double low) {
    return switch (view.level()) {
      case UNKNOWN -> new Crossing(told, News.NONE);
      case EXHAUSTED -> crossed(view, Level.EXHAUSTED, News.EXHAUSTED);
      case LOW -> crossed(view, Level.LOW, News.LOW);
      case OK -> recovered(view.reading().amount(), low);
    };
  }

  private Crossing crossed(WindowView view, Level level, News said) {
    boolean isNew = level.compareTo(told) > 0 && !isQuiet(view);
    return isNew ? new Crossing(level, said) : new Crossing(told, News.NONE);
  }

  /**
   * What the plan never had cannot run out, and a short pause is over before anybody reads of it.
   */
  private static boolean isQuiet(WindowView view) {
    return view.reading().amount() instanceof Amount.NotEntitled || view.isPaused();
  }

  private Crossing recovered(Amount amount, double low) {
    boolean clear = amount.fraction().orElse(1) >= Math.min(1, low + HYSTERESIS) - ROUNDING;
    if (told == Level.OK || !clear) {
      return new Crossing(told, News.NONE);
    }
    return new Crossing(Level.OK, News.RECOVERED);
  }
}
