package io.quotakeeper.cli;

import io.quotakeeper.config.ConfigurationLoader;
import io.quotakeeper.providers.Adapters;

/**
 * What one run of a command works with.
 *
 * @param context the world
 * @param globals the options that all commands take, filled in before the command runs
 * @param screen where it writes
 */
record Session(CliContext context, Globals globals, Screen screen) {

  /** A client of the server that the options, the environment or the machine name. */
  ServerClient server() {
    return new ServerClient(
        new ServerFinder(context, screen).find(globals.server, globals.tokenFile));
  }

  /** What loads configurations, with this process's environment. */
  ConfigurationLoader loader() {
    return new ConfigurationLoader(context.environment(), Adapters.shipped(), context.time());
  }

  boolean wantsJson() {
    return globals.format == Format.JSON;
  }

  boolean isWide() {
    return globals.format == Format.WIDE;
  }

  /** What a table may use: where all of it is wanted, its lines may have any length. */
  Look look() {
    return isWide() ? screen.look().unbounded() : screen.look();
  }
}
