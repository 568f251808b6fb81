package io.quotakeeper.app;

import java.nio.file.Path;
import java.util.Map;

/** Where a server keeps what it must remember. */
final class DataFolder {

  private DataFolder() {}

  /** The folder of the user, as the XDG base directory specification has it. */
  static Path ofUser(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
    // The specification: a relative path in the variable is to be ignored.
    Path base =
        xdg.startsWith("/")
            ? Path.of(xdg)
            : Path.of(environment.getOrDefault("HOME", "."), ".local", "share");
    return base.resolve("quotakeeper");
  }
}
