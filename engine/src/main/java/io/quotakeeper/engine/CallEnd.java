package io.quotakeeper.engine;

/** How one call, or one chain of calls, ended. */
sealed interface CallEnd {

  /** How it ended, where no other call of the chain needs to be tried. */
  sealed interface Decided extends CallEnd {}

  /**
   * It told something.
   *
   * @param call which call
   * @param windows of how many windows
   * @param note what could not be understood, empty if all could
   */
  record Answered(String call, int windows, String note) implements Decided {}

  /** The provider has no such call (any more): the next of the chain may answer. */
  record Missing() implements CallEnd {}

  /**
   * It brought nothing.
   *
   * @param outcome what to say of it
   * @param retry when to ask again
   * @param stops whether the account's other calls would fare no better
   */
  record Failed(SyncOutcome outcome, Retry retry, boolean stops) implements Decided {}
}
