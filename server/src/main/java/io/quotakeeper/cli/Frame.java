package io.quotakeeper.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A table cut to the height of a terminal. What finds no room is counted, so nothing is hidden
 * silently. Pure.
 *
 * @param columns the width of the terminal, at least 1
 * @param rows its height, at least 1
 * @param ellipsis stands where something is left out
 */
record Frame(int columns, int rows, String ellipsis) {

  /**
   * The lines to show: the heading, as many blocks as there is room for, how many more there are,
   * and the footer.
   *
   * @param heading the lines above the table
   * @param blocks the rows of the table, each with the lines that belong to it
   * @param footer the lines below it
   */
  List<String> fit(List<String> heading, List<List<String>> blocks, List<String> footer) {
    int room = rows - height(heading) - height(footer);
    int whole = blocks.stream().mapToInt(this::height).sum();
    List<String> lines = new ArrayList<>(heading);
    int shown = 0;
    // Where not all fit, one line says so.
    int left = whole <= room ? room : room - 1;
    while (shown < blocks.size() && height(blocks.get(shown)) <= left) {
      left -= height(blocks.get(shown));
      lines.addAll(blocks.get(shown));
      shown++;
    }
    if (shown < blocks.size()) {
      lines.add(ellipsis + " " + (blocks.size() - shown) + " more");
    }
    lines.addAll(footer);
    return lines;
  }

  /**
   * What a terminal is sent to show these lines in place of what it shows: it is overwritten and
   * never cleared first, so it does not flicker.
   */
  static String drawing(List<String> lines) {
    StringBuilder drawing = new StringBuilder("\033[H");
    for (int i = 0; i < lines.size(); i++) {
      drawing.append(lines.get(i)).append("\033[K");
      // A line break after the last line could scroll.
      drawing.append(i < lines.size() - 1 ? "\r\n" : "");
    }
    return drawing.append("\033[J").toString();
  }

  private int height(List<String> lines) {
    return lines.stream().mapToInt(this::height).sum();
  }

  /** A line that is too long goes on in the next row. */
  private int height(String line) {
    int width = Cell.width(line.replaceAll("\033\\[[0-9;]*m", ""));
    return Math.max(1, Math.ceilDiv(width, columns));
  }
}
