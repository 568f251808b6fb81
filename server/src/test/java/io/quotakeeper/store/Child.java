package io.quotakeeper.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A Java process of the test's own, whose lines are read. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final List<String> heard = new ArrayList<>();

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a main class with the classes of this test.
   *
   * @param through commands that start it, ending where the program's name goes; may be empty
   */
  static Child start(List<String> through, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(through);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path", ""),
            main.getName()));
    command.addAll(List.of(arguments));
    return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** The next line that {@code wanted} accepts; empty if the process ended before. */
  Optional<String> next(Predicate<String> wanted) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        heard.add(line);
        if (wanted.test(line)) {
          return Optional.of(line);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line that starts so; the test fails if there is none. */
  String expect(String start) {
    return next(line -> line.startsWith(start))
        .orElseThrow(() -> new AssertionError("no " + start + " in " + heard));
  }

  long pid() {
    return process.pid();
  }

  /** As {@code kill -9} does. What it said before can still be read. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** Ends its input, on which it waits, and waits for it to end. */
  int finish() throws IOException, InterruptedException {
    process.outputWriter().close();
    next(_ -> false);
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
