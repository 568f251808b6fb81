package io.quotakeeper.providers;

/** Mends a fault that is seen in error documents which came through an event stream. */
final class Commas {

  private Commas() {}

  /** The text with every run of commas outside strings made one, and none after an opening. */
  static String single(String text) {
    StringBuilder mended = new StringBuilder(text.length());
    boolean inString = false;
    boolean escaped = false;
    char lastSolid = ',';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean needless = !inString && c == ',' && ",[{".indexOf(lastSolid) >= 0;
      if (!needless) {
        mended.append(c);
      }
      if (c == '"' && !escaped) {
        inString = !inString;
      }
      escaped = inString && c == '\\' && !escaped;
      if (!Character.isWhitespace(c)) {
        lastSolid = c;
      }
    }
    return mended.toString();
  }
}
