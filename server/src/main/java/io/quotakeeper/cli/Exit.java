package io.quotakeeper.cli;

/** The exit codes, the same for all commands. */
final class Exit {

  static final int DONE = 0;
  static final int FAILED = 1;

  /** Wrong use, or a wrong configuration. */
  static final int USAGE = 2;

  static final int LOW = 10;
  static final int EXHAUSTED = 11;
  static final int UNKNOWN = 12;

  /** As in sysexits: the service is not there. */
  static final int UNREACHABLE = 69;

  private Exit() {}
}
