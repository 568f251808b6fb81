package io.quotakeeper.bench.lab;

/**
 * How one window of one owner truly stands. Times are milliseconds since the start of the run and
 * never go back.
 */
abstract class Meter {

  static final long NEVER = Long.MAX_VALUE;

  /** Sums of fractions must not refuse the last request. */
  private static final double ROUNDING = 1e-6;

  private final WindowRule rule;
  private double lapsedUse;
  private double lapsedOffer;
  private double byOthers;
  private long spentUntil;
  private long knownUntil;
  private long toldUntil;
  private int refills;

  Meter(WindowRule rule) {
    this.rule = rule;
  }

  WindowRule rule() {
    return rule;
  }

  /** How much is left now. */
  abstract double left(long now);

  /** Uses so much, which must be there. */
  abstract void use(double amount, long now);

  /** When so much will be there if nobody uses any; {@link #NEVER} if never. */
  abstract long freeAt(double amount, long now);

  /** What a provider calls its reset; {@link #NEVER} if it does not run. */
  abstract long resetAt(long now);

  /** Makes it full. */
  abstract void refill(long now);

  final boolean has(double amount, long now) {
    return left(now) + ROUNDING >= amount;
  }

  /**
   * Uses so much for the pool. Returns whether nothing of that size is left, for the first time.
   */
  final boolean take(double amount, long now) {
    use(amount, now);
    return !has(amount, now) && isNewlySpent(amount, now);
  }

  /** The owner uses so much beside the pool, or what there is. */
  final void takeForOthers(double amount, long now) {
    double taken = Math.min(amount, left(now));
    use(taken, now);
    byOthers += taken;
  }

  /** Whether nobody noticed before that it has not so much until then. */
  final boolean isNewlySpent(double amount, long now) {
    if (now < spentUntil) {
      return false;
    }
    spentUntil = freeAt(amount, now);
    return true;
  }

  /**
   * A refusal has arrived: until then it is spent, as everybody can know.
   *
   * @param told the end that the refusal itself stated, right or wrong; 0 if none
   */
  final void known(long until, int refillsThen, long told) {
    if (refillsThen == refills) {
      knownUntil = Math.max(knownUntil, until);
      toldUntil = told;
    }
  }

  /** Whether a refusal that arrived before says that it is spent now. */
  final boolean isKnownSpent(long now) {
    return now < knownUntil;
  }

  /** Whether the last refusal that arrived says by its own word that it is spent now. */
  final boolean isToldSpent(long now) {
    return now < toldUntil;
  }

  /** How often it was filled up before its time. */
  final int refills() {
    return refills;
  }

  /** Fills it up before its time. */
  final void refillEarly(long now) {
    refill(now);
    refills++;
    spentUntil = 0;
    knownUntil = 0;
    toldUntil = 0;
  }

  /** So many periods have ended, of which the first was used so far. */
  final void lapse(double used, long periods) {
    lapsedUse += Math.max(0, used - byOthers);
    lapsedOffer += Math.max(0, rule.limit() - byOthers) + rule.limit() * (periods - 1);
    byOthers = 0;
  }

  /** What the pool used of periods that have ended. */
  final double lapsedUse() {
    return lapsedUse;
  }

  /** What periods that have ended offered to the pool. */
  final double lapsedOffer() {
    return lapsedOffer;
  }
}
