package io.quotakeeper.cli;

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

  boolean wantsJson() {
    return globals.format == Format.JSON;
  }

  boolean isWide() {
    return globals.format == Format.WIDE;
  }
}
