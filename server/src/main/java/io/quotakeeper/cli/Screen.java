package io.quotakeeper.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Writes data to standard output, and everything else to standard error. */
final class Screen {

  private final CliContext context;
  private final Globals globals;

  Screen(CliContext context, Globals globals) {
    this.context = context;
    this.globals = globals;
  }

  /** What standard output may use. */
  Look look() {
    Terminal terminal = context.terminal();
    boolean unicode = terminal.isUnicode();
    if (!terminal.outIsTerminal()) {
      return Look.plain(unicode);
    }
    boolean smart = !context.variable("TERM").equals("dumb");
    return new Look(isColourful(), smart && unicode, unicode, terminal.columns());
  }

  /** Whether a person sees standard output directly. */
  boolean isWatched() {
    return context.terminal().outIsTerminal();
  }

  /** Whether a person sees standard error on the same terminal, too. */
  boolean isWatchedInFull() {
    return isWatched() && context.terminal().errIsTerminal();
  }

  /** Whether standard output can be drawn over. */
  boolean isDrawable() {
    return isWatched() && !context.variable("TERM").equals("dumb");
  }

  /** Standard output as a place to draw on; closing it gives the terminal back. */
  Canvas canvas() {
    return new Canvas(context.terminal(), look());
  }

  /** Whether whoever read standard output has gone. */
  boolean isAbandoned() {
    return context.terminal().out().checkError();
  }

  /** Whether standard output may have colours. */
  boolean isColourful() {
    return context.terminal().outIsTerminal()
        && !globals.noColor
        && context.variable("NO_COLOR").isEmpty()
        && !context.variable("TERM").equals("dumb");
  }

  /** Prints lines that are safe for a terminal. */
  void print(List<String> lines) {
    lines.forEach(context.terminal().out()::println);
    context.terminal().out().flush();
  }

  /** Prints a JSON document as it is, in UTF-8, and a line break after it. */
  void json(String document) {
    byte[] bytes = (Plain.json(document).stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8);
    context.terminal().out().write(bytes, 0, bytes.length);
    context.terminal().out().flush();
  }

  /** Says something beside the data. */
  void note(String text) {
    context.terminal().err().println("quotakeeper: " + Plain.line(text));
  }

  /** Says that the connection to the server was lost, and what is done about it. */
  void lost(Duration pause) {
    String wait = pause.toSeconds() == 0 ? "" : " in " + Amounts.span(pause);
    note("the connection to the server is lost; trying again" + wait);
  }

  /** Says what is going on, to a person only. */
  void progress(String text) {
    if (context.terminal().errIsTerminal()) {
      note(text);
    }
  }

  /** Says why a command ends. */
  void failure(Failure failure) {
    note(failure.getMessage());
    if (!failure.hint().isEmpty()) {
      context.terminal().err().println(Plain.line(failure.hint()));
    }
    if (globals.verbose) {
      causes(failure);
    }
  }

  /** The classes alone: the texts of exceptions may hold anything. */
  private void causes(Throwable failure) {
    Throwable cause = failure.getCause();
    for (int depth = 0; cause != null && depth < 8; depth++) {
      context.terminal().err().println("cause: " + cause.getClass().getName());
      cause = cause.getCause();
    }
  }
}
