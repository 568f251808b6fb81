package io.quotakeeper.cli;

import io.quotakeeper.time.Time;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
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

  /** The zone in which a person reads the clock: that of {@code TZ}, else the machine's. */
  ZoneId zone() {
    try {
      return variable("TZ").isEmpty() ? ZoneId.systemDefault() : ZoneId.of(variable("TZ"));
    } catch (DateTimeException notOfJava) {
      // POSIX also knows forms such as ":Europe/Berlin", which the JVM has understood by itself.
      return ZoneId.systemDefault();
    }
  }

  /** Without the environment, which may hold credentials. */
  @Override
  public String toString() {
    return "CliContext[" + home + "]";
  }
}
