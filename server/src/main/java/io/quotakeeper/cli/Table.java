package io.quotakeeper.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under headings. Widths follow the content; columns that may be cut give way if asked. */
final class Table {

  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  /**
   * One column.
   *
   * @param heading its name
   * @param least how narrow it may be cut; {@link Integer#MAX_VALUE} if never
   */
  record Column(String heading, int least) {

    /** A column that is never cut. */
    static Column whole(String heading) {
      return new Column(heading, Integer.MAX_VALUE);
    }
  }

  Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row, with one cell for each column. */
  void add(List<Cell> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(row.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(List.copyOf(row));
  }

  /** The table as lines, headings first. */
  List<String> lines(Look look) {
    return blocks(look).stream().flatMap(List::stream).toList();
  }

  /** The headings, then each row, with the lines that belong to it. */
  List<List<String>> blocks(Look look) {
    int[] widths = widths(look);
    List<List<String>> blocks = new ArrayList<>();
    List<Cell> headings = columns.stream().map(c -> new Cell(c.heading(), Style.STRONG)).toList();
    blocks.add(List.of(line(headings, widths, look)));
    for (List<Cell> row : rows) {
      List<String> block = new ArrayList<>();
      block.add(line(row, widths, look));
      block.addAll(below(row, widths, look));
      blocks.add(block);
    }
    return blocks;
  }

  /** The details that found no room, each on a line of its own. */
  private static List<String> below(List<Cell> row, int[] widths, Look look) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Cell cell = row.get(i);
      if (cell.overflows(widths[i], look)) {
        String detail = Cell.cut(cell.detail(), look.width() - GAP.length(), look);
        lines.add(GAP + look.paint(cell.style(), detail));
      }
    }
    return lines;
  }

  private String line(List<Cell> row, int[] widths, Look look) {
    StringBuilder line = new StringBuilder();
    int owed = 0;
    for (int i = 0; i < row.size(); i++) {
      String text = row.get(i).within(widths[i], look);
      if (!text.isEmpty()) {
        line.repeat(' ', owed).append(look.paint(row.get(i).style(), text));
        owed = 0;
      }
      owed += widths[i] - Cell.width(text) + GAP.length();
    }
    return line.toString();
  }

  private int[] widths(Look look) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          rows.stream()
              .mapToInt(row -> Cell.width(row.get(column).full(look)))
              .reduce(columns.get(i).heading().length(), Math::max);
    }
    int room = look.width() - GAP.length() * (widths.length - 1);
    while (Arrays.stream(widths).asLongStream().sum() > room && narrowWidest(widths)) {
      // Each turn takes one character from the column that has most of them.
    }
    return widths;
  }

  private boolean narrowWidest(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean mayGive = widths[i] > columns.get(i).least();
      if (mayGive && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    if (widest >= 0) {
      widths[widest]--;
    }
    return widest >= 0;
  }
}
