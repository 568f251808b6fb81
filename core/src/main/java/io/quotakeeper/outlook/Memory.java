package io.quotakeeper.outlook;

/**
 * What went in blocks, of which each counts less the longer ago it is: its mean, and the straight
 * line through it (discounted least squares). Not thread-safe.
 */
final class Memory {

  /** A line leads the pace to so many times its mean at most, and to as small a part at least. */
  private static final double MOST_TREND = 3;

  /**
   * A line is the flatter the less it is drawn through, so that three blocks are none: half as
   * steep where blocks spread by so much, as squared blocks, which eleven blocks do.
   */
  private static final double FLAT = 10;

  private final double keep;
  private double weight;
  private double ages;
  private double squaredAges;
  private double sum;
  private double sumOfAges;

  /** A memory in which what went counts half after so many blocks, which may be infinite. */
  Memory(double halfLife) {
    keep = Math.pow(0.5, 1 / halfLife);
  }

  /** Remembers the next block. */
  void add(double burnt) {
    squaredAges = keep * (squaredAges + 2 * ages + weight);
    ages = keep * (ages + weight);
    weight = keep * weight + 1;
    sumOfAges = keep * (sumOfAges + sum);
    sum = keep * sum + burnt;
  }

  /** How much went in a block. There must be one. */
  double mean() {
    return sum / weight;
  }

  /** How much goes in a block on average, in so many to come, along the line. */
  double ahead(int blocks) {
    double mean = mean();
    double age = ages / weight;
    double spread = squaredAges / weight - age * age;
    double slope = (sumOfAges / weight - age * mean) / (spread + FLAT);
    double along = mean - slope * (age + (blocks + 1) / 2.0);
    return Math.clamp(along, mean / MOST_TREND, mean * MOST_TREND);
  }
}
