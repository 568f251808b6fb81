package io.quotakeeper.cli;

/**
 * One cell of a table.
 *
 * @param text one line, safe for a terminal
 * @param detail more of it, shown behind a dot where there is room; empty if there is none
 * @param needed whether the detail is to be shown below the row where there is no room
 * @param style how it stands out
 */
record Cell(String text, String detail, boolean needed, Style style) {

  /** What stands where there is nothing to say. */
  static final Cell NONE = new Cell("-", Style.FAINT);

  /** Neutralises the texts. */
  Cell {
    text = Plain.line(text);
    detail = Plain.line(detail);
  }

  Cell(String text, Style style) {
    this(text, "", false, style);
  }

  /** Ordinary text; a dash where it is empty. */
  static Cell of(String text) {
    return text.isEmpty() ? NONE : new Cell(text, Style.PLAIN);
  }

  /** What is told at length: in the column where there is room, else below the row. */
  static Cell atLength(String text) {
    return text.isEmpty() ? NONE : new Cell("", text, true, Style.PLAIN);
  }

  /** The text with its detail. */
  String full(Look look) {
    return text.isEmpty() || detail.isEmpty() ? text + detail : text + look.dot() + detail;
  }

  /** Whether the detail does not fit a column of that width, and has to stand below. */
  boolean overflows(int width, Look look) {
    return needed && !detail.isEmpty() && width(full(look)) > width;
  }

  /** What stands in a column of that width. */
  String within(int width, Look look) {
    String full = full(look);
    return width(full) <= width ? full : cut(text, width, look);
  }

  /** How many columns a text takes. */
  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /** A text cut to a width, with a mark where something is missing. */
  static String cut(String text, int width, Look look) {
    if (width(text) <= width) {
      return text;
    }
    int kept = Math.max(0, width - look.ellipsis().length());
    String start = text.substring(0, text.offsetByCodePoints(0, kept));
    // A separator at the end would only promise something that is not there.
    return start.replaceFirst("[ ·:-]+$", "") + look.ellipsis();
  }
}
