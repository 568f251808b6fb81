package io.quotakeeper.app;

import java.nio.file.Path;
import java.util.Map;

/** Where a server keeps what it must remember, unless its user names another folder. */
final class UserDataHome {

  private UserDataHome() {}

  /** The folder, as the XDG base directory specification has it. */
  static Path of(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
    // The specification: a relative path in the variable is to be ignored.
    Path base =
        xdg.startsWith("/")
            ? Path.of(xdg)
            : Path.of(environment.getOrDefault("HOME", "."), ".local", "share");
    return base.resolve("quotakeeper");
  }
}
