package io.quotakeeper.app;

import io.quotakeeper.config.Configuration;
import io.quotakeeper.config.ConfigurationException;
import io.quotakeeper.config.ConfigurationLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a server's configuration comes from: the file that its user names, or else the usual one if
 * there is one. What the command line says wins each time.
 *
 * @param loader reads it
 * @param named the file that the user names
 * @param port the port that the user names
 */
record ConfigurationFile(ConfigurationLoader loader, Optional<Path> named, Optional<Integer> port) {

  /**
   * Reads it for the first time; without a file, the defaults hold.
   *
   * @throws ConfigurationException with everything that is wrong with it
   */
  Configuration first() {
    return onPort(named.map(loader::load).orElseGet(() -> loader.loadUsual(Path.of(""))));
  }

  /**
   * Reads it again. A file that was there and is gone is a mistake: the accounts are not meant to
   * go with it.
   *
   * @throws ConfigurationException with everything that is wrong with it
   */
  Configuration again(Configuration running) {
    return running.source().isEmpty() ? first() : onPort(loader.load(Path.of(running.source())));
  }

  /** What it is made of as far as is known, whether or not it is there. */
  Set<Path> parts(Configuration running) {
    Set<Path> parts = new TreeSet<>(running.files());
    parts.add(path());
    return parts;
  }

  /** How it looks now, before it is read. */
  FileMarks look(Instant now) {
    return FileMarks.none().next(Set.of(path()), now);
  }

  private Path path() {
    return named.orElse(Path.of(ConfigurationLoader.USUAL_NAME));
  }

  private Configuration onPort(Configuration loaded) {
    return port.map(loaded::withPort).orElse(loaded);
  }
}
