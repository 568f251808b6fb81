package io.quotakeeper.providers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Lists of items with parameters, as RFC 9651 writes them in headers. */
final class StructuredField {

  /** No provider tells of so many limits. */
  private static final int MOST_ITEMS = 256;

  private static final int LONGEST = 1 << 16;

  private final String text;
  private final boolean lenient;
  private int at;

  private StructuredField(String text, boolean lenient) {
    if (text.length() > LONGEST) {
      throw malformed();
    }
    this.text = text;
    this.lenient = lenient;
  }

  /** What an item is. */
  enum Kind {
    STRING,
    NUMBER,
    OTHER
  }

  /**
   * One item of a list.
   *
   * @param kind what it is
   * @param text its value
   * @param parameters the values of its parameters, by name
   */
  record Item(Kind kind, String text, Map<String, String> parameters) {}

  /**
   * The items of a list.
   *
   * @throws Unreadable if anything in it is malformed, since such a field must be ignored whole
   */
  static List<Item> list(String text) {
    return new StructuredField(text.strip(), false).items();
  }

  /**
   * The same, but an item may have several strings before its parameters, of which the last counts.
   */
  static List<Item> lenient(String text) {
    return new StructuredField(text.strip(), true).items();
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    while (true) {
      items.add(item());
      if (items.size() > MOST_ITEMS) {
        throw malformed();
      }
      skipBlanks();
      if (isAtEnd()) {
        return items;
      }
      expect(',');
      skipBlanks();
    }
  }

  private Item item() {
    Kind kind = kind();
    String value = value();
    Map<String, String> parameters = new LinkedHashMap<>();
    while (!isAtEnd() && text.charAt(at) == ';') {
      at++;
      skipBlanks();
      if (lenient && parameters.isEmpty() && kind() == Kind.STRING) {
        value = string();
        continue;
      }
      String key = run(StructuredField::mayStandInKey);
      boolean hasValue = !isAtEnd() && text.charAt(at) == '=';
      at += hasValue ? 1 : 0;
      parameters.put(key, hasValue ? value() : "?1");
    }
    return new Item(kind, value, parameters);
  }

  private Kind kind() {
    char c = isAtEnd() ? ',' : text.charAt(at);
    if (c == '"') {
      return Kind.STRING;
    }
    return c == '-' || isDigit(c) ? Kind.NUMBER : Kind.OTHER;
  }

  private String value() {
    char c = isAtEnd() ? ',' : text.charAt(at);
    if (c == '"') {
      return string();
    }
    if (c == ':') {
      return bytes();
    }
    return run(StructuredField::mayStandInToken);
  }

  private String string() {
    StringBuilder value = new StringBuilder();
    at++;
    while (!isAtEnd() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
      }
      if (isAtEnd()) {
        break;
      }
      value.append(text.charAt(at++));
    }
    expect('"');
    return value.toString();
  }

  private String bytes() {
    int end = text.indexOf(':', at + 1);
    if (end < 0) {
      throw malformed();
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private String run(IntPredicate mayStand) {
    int from = at;
    while (!isAtEnd() && mayStand.test(text.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw malformed();
    }
    return text.substring(from, at);
  }

  private void expect(char c) {
    if (isAtEnd() || text.charAt(at++) != c) {
      throw malformed();
    }
  }

  private void skipBlanks() {
    while (!isAtEnd() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private boolean isAtEnd() {
    return at >= text.length();
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean mayStandInKey(int c) {
    return (c >= 'a' && c <= 'z') || isDigit(c) || "_-.*".indexOf(c) >= 0;
  }

  private static boolean mayStandInToken(int c) {
    return mayStandInKey(c) || (c >= 'A' && c <= 'Z') || "?!#$%&'+^`|~/".indexOf(c) >= 0;
  }

  private static Unreadable malformed() {
    return new Unreadable("a header is not a structured field");
  }
}
