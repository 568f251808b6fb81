package io.quotakeeper.outlook;

/**
 * Several ways to say how fast it will go: means that remember for so long, the mean of all, and
 * straight lines through what the longer ones remember. Each is judged by what it would have said
 * of what has come since, and counts by how right it would have been. So no way has to be chosen
 * beforehand: steady use is averaged over all of it, use that changes over what is recent. Not
 * thread-safe.
 */
final class Panel {

  /** After so many blocks what went counts half. */
  private static final double[] HALF_LIVES = {1.5, 3, 6, 12, 24, 48, Double.POSITIVE_INFINITY};

  private static final int ALL = HALF_LIVES.length - 1;

  /** The memories that are long enough to be followed along their line, too. */
  private static final int FIRST_TREND = 3;

  private static final int TRENDS = HALF_LIVES.length - FIRST_TREND;
  private static final int WAYS = HALF_LIVES.length + TRENDS;

  /** Ways are judged by what came in this part of the time that is left, and of what is known. */
  private static final double PART_AHEAD = 0.5;

  private static final int PART_KNOWN = 8;

  /**
   * How much more the better way counts: an error of half as much counts 4 to the power of this.
   */
  private static final double SHARPNESS = 16;

  /** A judgement is half forgotten after this part of the blocks. */
  private static final double FADING = 0.5;

  /** What is believed of the errors beforehand counts as so many judgements. */
  private static final double PRIOR = 2;

  /** Nobody foretells better than this, as a squared share. */
  private static final double UNSURE = 0.01;

  /** The end of a line is known as well as the mean of so many times fewer blocks. */
  private static final int LEVER = 3;

  private final Blocks blocks;
  private final int horizon;
  private final Memory[] memories = new Memory[HALF_LIVES.length];
  private final double[] says = new double[WAYS];
  private final double[] errors = new double[WAYS];
  private double judgements;

  /**
   * What all say together.
   *
   * @param perBlock how much goes in a block
   * @param error how wrong that is, as a share: of all ways, as they count
   */
  record Verdict(double perBlock, double error) {}

  private Panel(Blocks blocks, double ahead) {
    this.blocks = blocks;
    double most = Math.min((double) blocks.count() / PART_KNOWN, ahead * PART_AHEAD);
    horizon = (int) Math.max(1, most);
    for (int i = 0; i < memories.length; i++) {
      memories[i] = new Memory(HALF_LIVES[i]);
    }
  }

  /**
   * What is to be expected.
   *
   * @param left how much is left
   * @param usual how much goes in a block on average over all that is known, which may be more than
   *     the blocks
   */
  static Verdict of(Blocks blocks, double left, double usual) {
    var panel = new Panel(blocks, left / blocks.mean());
    int start = blocks.lastChange();
    panel.judge(start);
    if (start == 0) {
      // Long ago it went as it does now, as far as one sees.
      panel.says[ALL] = (panel.says[ALL] + usual) / 2;
    }
    return panel.verdict();
  }

  private void judge(int start) {
    int count = blocks.count();
    double fade = Math.pow(0.5, 1 / (FADING * count));
    double mean = blocks.mean();
    for (int i = start; i < count; i++) {
      speak(blocks.burnt(i));
      if (i + horizon < count && i >= start + 2) {
        double came = blocks.mean(i + 1, i + 1 + horizon);
        for (int way = 0; way < WAYS; way++) {
          double error = (says[way] - came) / mean;
          errors[way] = fade * errors[way] + error * error;
        }
        judgements = fade * judgements + 1;
      }
    }
  }

  private void speak(double burnt) {
    for (int i = 0; i < memories.length; i++) {
      memories[i].add(burnt);
      says[i] = memories[i].mean();
    }
    for (int i = 0; i < TRENDS; i++) {
      says[memories.length + i] = memories[FIRST_TREND + i].ahead(horizon);
    }
  }

  private Verdict verdict() {
    double irregularity = blocks.irregularity();
    double weights = 0;
    double perBlock = 0;
    double squares = 0;
    for (int way = 0; way < WAYS; way++) {
      // Of ways that were as right, the one that averages the most is the least moved by chance.
      double chance = irregularity / memory(way);
      double judged = errors[way] + PRIOR * (UNSURE + chance);
      double square = judged / (judgements + PRIOR) + chance;
      double weight = Math.pow(square, -SHARPNESS);
      weights += weight;
      perBlock += weight * says[way];
      squares += weight * square;
    }
    return new Verdict(perBlock / weights, Math.sqrt(squares / weights));
  }

  /** Over how many blocks a way averages. */
  private double memory(int way) {
    int trend = way - HALF_LIVES.length;
    double halfLife = HALF_LIVES[trend < 0 ? way : FIRST_TREND + trend];
    double blocksOf = Math.min(2 / Math.log(2) * halfLife, blocks.count());
    return trend < 0 ? blocksOf : blocksOf / LEVER;
  }
}
