package io.quotakeeper.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Runs several commands in one process, so that the JVM can note what all of them need; {@code
 * make-caches.sh} makes a start cache of that. No command of users.
 */
final class Rehearsal {

  /** The exit codes of a command that could not do its work; those of {@code check} are answers. */
  private static final Set<Integer> FAILED = Set.of(1, 2, 69);

  private Rehearsal() {}

  /**
   * Runs each line of standard input as the arguments of one command, parted by single spaces.
   * Stops at the first that fails, and ends the process with its exit code.
   */
  static void main(String[] arguments) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int code = Main.run(line.split(" ", -1));
      if (FAILED.contains(code)) {
        System.err.println("failed with " + code + ": " + line);
        System.exit(code);
      }
    }
    System.exit(0);
  }
}
