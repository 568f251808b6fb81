package io.quotakeeper.providers;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few forms of Markdown that pages need, as lines. Not thread-safe. */
final class Markdown {

  private static final int WIDTH = 120;

  /** A word, with the blanks in its code spans, which no line break may divide. */
  private static final Pattern WORD = Pattern.compile("(?:`[^`]*`|[^\\s`])+");

  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return List.copyOf(lines);
  }

  void heading(int level, String text) {
    apart("#".repeat(level) + " " + text);
  }

  void paragraph(String text) {
    apart("");
    lines.removeLast();
    wrap("", "", text);
  }

  /** Points of a list; nothing if there are none. */
  void points(List<String> texts) {
    if (!texts.isEmpty()) {
      apart("");
      lines.removeLast();
      texts.forEach(text -> wrap("- ", "  ", text));
    }
  }

  /** A table; nothing if it has no rows. */
  void table(List<String> head, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      apart(row(head));
      lines.add("|" + " --- |".repeat(head.size()));
      rows.forEach(cells -> lines.add(row(cells)));
    }
  }

  void code(String language, List<String> code) {
    apart("```" + language);
    lines.addAll(code);
    lines.add("```");
  }

  static String code(String text) {
    return "`" + text + "`";
  }

  private void apart(String line) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(line);
  }

  private void wrap(String first, String rest, String text) {
    StringBuilder line = new StringBuilder(first);
    int indent = first.length();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      boolean isFirst = line.length() == indent;
      if (!isFirst && line.length() + 1 + word.group().length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(rest);
        indent = rest.length();
        isFirst = true;
      }
      line.append(isFirst ? "" : " ").append(word.group());
    }
    lines.add(line.toString());
  }

  private static String row(List<String> cells) {
    StringBuilder row = new StringBuilder("|");
    cells.forEach(cell -> row.append(' ').append(cell.replace("|", "\\|")).append(" |"));
    return row.toString();
  }
}
