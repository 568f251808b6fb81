package io.quotakeeper.cli;

import io.quotakeeper.time.Time;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the commands need of the world.
 *
 * @param terminal where they read and write
 * @param environment the process's environment variables
 * @param home the user's home folder
 * @param time the clocks
 */
public record CliContext(Terminal terminal, Map<String, String> environment, Path home, Time time) {

  /** Copies the environment. */
  public CliContext {
    environment = Map.copyOf(environment);
  }

  /** The streams, the environment and the home folder of this process. */
  public static CliContext ofProcess(Time time) {
    Map<String, String> environment = System.getenv();
    return new CliContext(
        Terminal.ofProcess(
            environment.getOrDefault("COLUMNS", ""), environment.getOrDefault("LINES", "")),
        environment,
        Path.of(System.getProperty("user.home")),
        time);
  }

  /** A variable's value, empty if it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** Without the environment, which may hold credentials. */
  @Override
  public String toString() {
    return "CliContext[" + home + "]";
  }
}
