package io.quotakeeper.bench.lab;

/** A scenario cannot be used. The message has its file, the line and what is wrong. */
final class ScenarioException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ScenarioException(String file, int line, String what) {
    super(line > 0 ? file + ":" + line + ": " + what : file + ": " + what);
  }
}
