package io.quotakeeper.app;

import io.quotakeeper.cli.CliContext;
import io.quotakeeper.config.Configuration;
import java.nio.file.Path;

/**
 * What a server is started with.
 *
 * @param configuration what the operator wants
 * @param data the folder for what it must remember
 * @param demo whether its providers are simulated
 * @param context the world of its user
 */
record Launch(Configuration configuration, Path data, boolean demo, CliContext context) {

  /** The same on another port. */
  Launch onPort(int port) {
    return new Launch(configuration.withPort(port), data, demo, context);
  }
}
