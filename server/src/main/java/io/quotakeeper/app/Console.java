package io.quotakeeper.app;

import picocli.CommandLine;

/** Where a command that runs a server speaks to whoever started it. */
record Console(CommandLine line) {

  /** On standard output. */
  void say(String text) {
    line.getOut().println(text);
    line.getOut().flush();
  }

  /** On standard error. */
  void note(String text) {
    line.getErr().println("quotakeeper: " + text);
    line.getErr().flush();
  }
}
