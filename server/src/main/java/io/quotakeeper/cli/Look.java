package io.quotakeeper.cli;

/**
 * What the output may use.
 *
 * @param colour escape sequences for colour
 * @param bars bars of block characters
 * @param unicode more than ASCII
 * @param width how many characters a line may have, {@link Integer#MAX_VALUE} if any number
 */
record Look(boolean colour, boolean bars, boolean unicode, int width) {

  /** For pipes and files: everything in full, nothing but text. */
  static Look plain(boolean unicode) {
    return new Look(false, false, unicode, Integer.MAX_VALUE);
  }

  /** This look with lines of any length. */
  Look unbounded() {
    return new Look(colour, bars, unicode, Integer.MAX_VALUE);
  }

  /** This look with lines of that length. */
  Look within(int columns) {
    return new Look(colour, bars, unicode, columns);
  }

  String paint(Style style, String text) {
    return colour ? style.paint(text) : text;
  }

  /** Stands where text was cut. */
  String ellipsis() {
    return unicode ? "…" : "..";
  }

  /** Stands between two things said in one line. */
  String dot() {
    return unicode ? " · " : " - ";
  }
}
