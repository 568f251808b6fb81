package io.quotakeeper.providers;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Looks at a jq expression before it is compiled, and refuses all that could run without end or
 * grow without bound: definitions, loops, recursion, assignments, repetition and every function
 * that is not listed. What remains does a bounded number of passes over the document.
 */
final class JqCheck {

  /** The functions that an expression may call, with the numbers of arguments they take. */
  static final Map<String, Set<Integer>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("all", Set.of(0, 1)),
          Map.entry("any", Set.of(0, 1)),
          Map.entry("arrays", Set.of(0)),
          Map.entry("ascii_downcase", Set.of(0)),
          Map.entry("contains", Set.of(1)),
          Map.entry("empty", Set.of(0)),
          Map.entry("endswith", Set.of(1)),
          Map.entry("first", Set.of(0)),
          Map.entry("floor", Set.of(0)),
          Map.entry("fromjson", Set.of(0)),
          Map.entry("has", Set.of(1)),
          Map.entry("keys", Set.of(0)),
          Map.entry("last", Set.of(0)),
          Map.entry("length", Set.of(0)),
          Map.entry("ltrimstr", Set.of(1)),
          Map.entry("map", Set.of(1)),
          Map.entry("max", Set.of(0)),
          Map.entry("max_by", Set.of(1)),
          Map.entry("min", Set.of(0)),
          Map.entry("min_by", Set.of(1)),
          Map.entry("not", Set.of(0)),
          Map.entry("numbers", Set.of(0)),
          Map.entry("objects", Set.of(0)),
          Map.entry("round", Set.of(0)),
          Map.entry("rtrimstr", Set.of(1)),
          Map.entry("scalars", Set.of(0)),
          Map.entry("select", Set.of(1)),
          Map.entry("split", Set.of(1)),
          Map.entry("startswith", Set.of(1)),
          Map.entry("strings", Set.of(0)),
          Map.entry("times", Set.of(1)),
          Map.entry("to_entries", Set.of(0)),
          Map.entry("tonumber", Set.of(0)),
          Map.entry("tostring", Set.of(0)),
          Map.entry("type", Set.of(0)),
          Map.entry("values", Set.of(0)));

  /** The variables that every expression sees. */
  static final Set<String> VARIABLES = Set.of("root", "at", "model", "host");

  private static final Set<String> KEYWORDS =
      Set.of(
          "if", "then", "elif", "else", "end", "and", "or", "try", "catch", "null", "true",
          "false");
  private static final int LONGEST = 1_000;
  private static final int MOST_GROWERS = 8;

  private final String text;
  private final Set<String> bound = new HashSet<>(VARIABLES);
  private int at;
  private int growers;

  private JqCheck(String text) {
    this.text = text;
  }

  /**
   * Checks an expression.
   *
   * @throws IllegalArgumentException saying what is not allowed
   */
  static void check(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("expression is longer than " + LONGEST + " characters");
    }
    JqCheck check = new JqCheck(text);
    check.upTo('\0');
  }

  /** Goes on to the closing character; gives the number of semicolons on the way. */
  private int upTo(char close) {
    int semicolons = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == close) {
        return semicolons;
      }
      if (c == ';') {
        semicolons++;
      } else {
        token(c, close);
      }
    }
    if (close != '\0') {
      throw new IllegalArgumentException("'" + close + "' is missing");
    }
    return semicolons;
  }

  private void token(char c, char close) {
    switch (c) {
      case '"' -> string();
      case '(' -> upTo(')');
      case '[' -> bracket();
      case '{' -> upTo('}');
      case '.' -> path();
      case '$' -> variable();
      case '+' -> grows();
      case ',' -> comma(close);
      case '*', '@', '#', ';' -> refuse("'" + c + "'");
      case '=', '!', '<', '>', '|', '/', '?' -> operator(c);
      default -> plain(c);
    }
  }

  private void plain(char c) {
    if (isNameStart(c)) {
      at--;
      name();
    }
  }

  private void comma(char close) {
    if (close != '}') {
      grows();
    }
  }

  private void bracket() {
    if (at < text.length() && text.charAt(at) == ']') {
      grows();
    }
    upTo(']');
  }

  private void operator(char c) {
    boolean isFollowedByEquals = at < text.length() && text.charAt(at) == '=';
    if (c == '?' && text.startsWith("//", at)) {
      refuse("'?//'");
    }
    if (c == '/' && text.startsWith("/=", at)) {
      refuse("'//='");
    }
    boolean isComparison = "=!<>".indexOf(c) >= 0;
    if (isFollowedByEquals && isComparison) {
      at++;
    } else if (isFollowedByEquals || c == '=') {
      refuse("assignment");
    }
  }

  private void string() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return;
      }
      if (c == '\\' && at < text.length() && text.charAt(at++) == '(') {
        grows();
        upTo(')');
      }
    }
    throw new IllegalArgumentException("a string has no end");
  }

  private void path() {
    if (at < text.length() && text.charAt(at) == '.') {
      refuse("'..'");
    }
    word();
  }

  private void variable() {
    String name = word();
    if (!bound.contains(name)) {
      refuse("variable $" + name);
    }
  }

  private void name() {
    String name = word();
    if (next() == ':' || KEYWORDS.contains(name)) {
      return;
    }
    if (name.equals("as")) {
      bind();
      return;
    }
    Set<Integer> arities = FUNCTIONS.get(name);
    int arguments = 0;
    if (next() == '(') {
      at = text.indexOf('(', at) + 1;
      arguments = upTo(')') + 1;
    }
    if (arities == null || !arities.contains(arguments)) {
      refuse("function " + name + "/" + arguments);
    }
  }

  private void bind() {
    if (next() != '$') {
      refuse("a pattern after 'as'");
    }
    at = text.indexOf('$', at) + 1;
    grows();
    bound.add(word());
  }

  private char next() {
    int i = at;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i < text.length() ? text.charAt(i) : '\0';
  }

  private String word() {
    int from = at;
    while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
      at++;
    }
    return text.substring(from, at);
  }

  private void grows() {
    if (++growers > MOST_GROWERS) {
      refuse("more than " + MOST_GROWERS + " of '+', '[]', ',', interpolation and 'as' together");
    }
  }

  private static void refuse(String what) {
    throw new IllegalArgumentException("not allowed in an expression: " + what);
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
