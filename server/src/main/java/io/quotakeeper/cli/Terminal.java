package io.quotakeeper.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The streams that a command reads and writes, and what they can show.
 *
 * @param in standard input
 * @param out data, and nothing else
 * @param err hints and errors
 * @param outIsTerminal whether a person sees {@code out} directly
 * @param errIsTerminal whether a person sees {@code err} directly
 * @param columns the width of the terminal in characters, at least 1; of no meaning where {@code
 *     out} is none
 * @param rows its height in lines, at least 1
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    int columns,
    int rows) {

  private static final int USUAL_ROWS = 24;

  /** Where nothing better is known. */
  private static final int USUAL_COLUMNS = 80;

  /** Refuses a width or height below 1. */
  public Terminal {
    if (columns < 1 || rows < 1) {
      throw new IllegalArgumentException("below 1: " + columns + " columns, " + rows + " rows");
    }
  }

  /**
   * The terminal of this process. Java cannot tell which of its streams is one; the launcher can,
   * and says so in the system properties {@code quotakeeper.terminal} ({@code out}, {@code err} or
   * both), {@code quotakeeper.columns} and {@code quotakeeper.rows}. Without it there is no
   * terminal.
   *
   * @param columnsWanted the variable {@code COLUMNS}, empty if it is not set; it wins over the
   *     launcher's measure
   * @param rowsWanted the variable {@code LINES}, likewise
   */
  static Terminal ofProcess(String columnsWanted, String rowsWanted) {
    String terminals = System.getProperty("quotakeeper.terminal", "");
    return new Terminal(
        System.in,
        System.out,
        System.err,
        terminals.contains("out"),
        terminals.contains("err"),
        size(columnsWanted, "quotakeeper.columns", USUAL_COLUMNS),
        size(rowsWanted, "quotakeeper.rows", USUAL_ROWS));
  }

  /** Whether {@code out} can show more than ASCII. */
  boolean isUnicode() {
    return out.charset().newEncoder().canEncode("█·…");
  }

  private static int size(String wanted, String measured, int otherwise) {
    return size(wanted, size(System.getProperty(measured, ""), otherwise));
  }

  private static int size(String text, int otherwise) {
    return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : otherwise;
  }
}
