package io.quotakeeper.time;

import java.time.Duration;

/** Runs things later, on the monotonic clock. Implementations are thread-safe. */
public interface Timer {

  /**
   * Runs {@code action} once, about {@code delay} from now; a delay of zero or less means as soon
   * as possible. The action must not block: what takes time is to be handed to a thread of its own.
   */
  Task after(Duration delay, Runnable action);

  /** Something that was put off until later. */
  interface Task {

    /**
     * Makes sure that the action does not start any more. No effect if it has started, or was
     * cancelled before.
     */
    void cancel();
  }
}
