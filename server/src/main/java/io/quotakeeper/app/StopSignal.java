package io.quotakeeper.app;

import java.util.concurrent.CompletableFuture;

/**
 * Waits for the process to be told to stop. The first signal asks for an orderly stop, a second one
 * ends the process at once. Thread-safe.
 */
final class StopSignal {

  private static final int OF_SIGNALS = 128;
  private static final int INTERRUPT = 2;
  private static final int TERMINATE = 15;

  private final CompletableFuture<Integer> code = new CompletableFuture<>();

  private StopSignal() {}

  /**
   * Listens from now on: to Ctrl-C, after which 130 is the exit code, and to SIGTERM, after which 0
   * is.
   */
  static StopSignal listen() {
    var stop = new StopSignal();
    Signals.handle("INT", () -> stop.told(OF_SIGNALS + INTERRUPT, INTERRUPT));
    Signals.handle("TERM", () -> stop.told(0, TERMINATE));
    return stop;
  }

  private void told(int exitCode, int number) {
    if (!code.complete(exitCode)) {
      Runtime.getRuntime().halt(OF_SIGNALS + number);
    }
  }

  /** It has stopped for another reason. */
  void stopped() {
    code.complete(0);
  }

  /** Blocks until it is told, or has stopped; gives the exit code. */
  int await() {
    return code.join();
  }
}
