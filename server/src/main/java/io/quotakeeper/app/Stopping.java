package io.quotakeeper.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be stopped, the last started first. One part's trouble keeps no other from stopping.
 * Thread-safe.
 */
final class Stopping {

  private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);

  private final ReentrantLock running = new ReentrantLock();
  private final Deque<Step> steps = new ArrayDeque<>();

  private record Step(String name, Stop stop) {}

  /** How a part is stopped. */
  @FunctionalInterface
  interface Stop {
    void stop() throws Exception;
  }

  /** Has a part stopped before all that were named earlier. */
  void then(String name, Stop stop) {
    running.lock();
    try {
      steps.push(new Step(name, stop));
    } finally {
      running.unlock();
    }
  }

  /** Stops all that has not been stopped yet; a second caller waits for the first. */
  void run() {
    running.lock();
    try {
      while (!steps.isEmpty()) {
        run(steps.pop());
      }
    } finally {
      running.unlock();
    }
  }

  private static void run(Step step) {
    try {
      step.stop.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("Stopping {} failed", step.name, e);
    }
  }
}
