package io.quotakeeper.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program in a process of its own, on the class path of this one. Its standard output is ours to
 * read; it is ended with us.
 */
final class Child implements AutoCloseable {

  private static final int SECONDS_TO_END = 20;

  private final Process process;
  private final BufferedReader out;

  private Child(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts {@code main}; what it writes to standard error is appended to that file. */
  static Child start(Path errors, Class<?> main, String... arguments) throws IOException {
    return start(errors, main.getName(), List.of(arguments));
  }

  static Child start(Path errors, String main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("QUOTAKEEPER_"));
    Path folder = errors.toAbsolutePath().getParent();
    builder.environment().put("XDG_STATE_HOME", folder + "/state");
    builder.environment().put("XDG_DATA_HOME", folder + "/share");
    Child child = new Child(builder.redirectError(Redirect.appendTo(errors.toFile())).start());
    Runtime.getRuntime().addShutdownHook(new Thread(child.process::destroyForcibly));
    return child;
  }

  /** What the launcher gives a server on a small machine, as its own script says it. */
  private static List<String> flags() throws IOException {
    String script;
    try (InputStream in = Child.class.getResourceAsStream("jvm-flags.sh")) {
      if (in == null) {
        throw new IOException("jvm-flags.sh is missing: build with Maven");
      }
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String asked = script + "\nserver_flags 1; printf '%s\\n' \"${flags[@]}\" \"$collector\"";
    Process shell =
        new ProcessBuilder("bash", "-euc", asked).redirectError(Redirect.INHERIT).start();
    try (BufferedReader said = shell.inputReader(StandardCharsets.UTF_8)) {
      List<String> flags = said.readAllLines();
      if (flags.isEmpty()) {
        throw new IOException("jvm-flags.sh names no flags");
      }
      return flags;
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  ProcessFigures figures() throws IOException {
    return ProcessFigures.of(pid());
  }

  /**
   * The next line that it prints.
   *
   * @throws IOException if it ended instead
   */
  String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the process ended: " + process.info());
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
