package io.quotakeeper.config;

/**
 * A place in the configuration.
 *
 * @param file the file as the user named it, or {@code environment}
 * @param line counted from 1; 0 where lines mean nothing
 * @param path the key, such as {@code accounts[0].secret}; empty for the whole file
 */
record Spot(String file, int line, String path) {

  static Spot environment(String variable) {
    return new Spot("environment", 0, variable);
  }

  Spot child(String key, int atLine) {
    return new Spot(file, atLine, path.isEmpty() || key.isEmpty() ? path + key : path + "." + key);
  }

  Spot item(int index, int atLine) {
    return new Spot(file, atLine, path + "[" + index + "]");
  }

  /** The file and the line. */
  String place() {
    return line > 0 ? file + ":" + line : file;
  }

  @Override
  public String toString() {
    return path.isEmpty() ? place() : place() + ": " + path;
  }
}
