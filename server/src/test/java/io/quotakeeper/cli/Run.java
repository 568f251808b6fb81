package io.quotakeeper.cli;

import io.quotakeeper.config.OutboundPolicy;
import io.quotakeeper.time.Time;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands in a world of a test's own. */
final class Run {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";
  private boolean terminal;
  private Examination examination = new Healthy();
  private Charset charset = StandardCharsets.UTF_8;

  Run(Path home) {
    this.home = home;
  }

  /** What a command left behind. */
  record Outcome(int exit, String out, String err) {}

  Run with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Run examinedBy(Examination other) {
    examination = other;
    return this;
  }

  Run reading(String text) {
    input = text;
    return this;
  }

  /** On a terminal of 80 columns. */
  Run onTerminal() {
    terminal = true;
    return this;
  }

  Run inAscii() {
    charset = StandardCharsets.US_ASCII;
    return this;
  }

  Outcome of(String... args) {
    return of(new Object[0], args);
  }

  Outcome of(Object[] further, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    var streams =
        new Terminal(
            in,
            new PrintStream(out, true, charset),
            new PrintStream(err, true, charset),
            terminal,
            terminal,
            80,
            24);
    var context = new CliContext(streams, environment, home, new Noon());
    int exit = QuotakeeperCommand.run(context, examination, List.of(further), args);
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Finds nothing wrong, anywhere. */
  private final class Healthy implements Examination {
    @Override
    public Path usualDataFolder() {
      return home.resolve("data");
    }

    @Override
    public Data data(Path folder) {
      return new Data(Data.State.READY, "");
    }

    @Override
    public List<String> reach(List<URI> targets, OutboundPolicy policy, Duration within) {
      return targets.stream().map(_ -> "").toList();
    }
  }

  /** Stands still at {@link #NOW}. */
  private static final class Noon implements Time {
    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public long nanos() {
      return 0;
    }
  }
}
