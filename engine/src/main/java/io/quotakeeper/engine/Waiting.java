package io.quotakeeper.engine;

import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How callers wait for what goes on without them. */
final class Waiting {

  private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

  /** What was ended needs no longer than it takes to notice. */
  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

  private Waiting() {}

  /** What the future brings; absent if the waiting thread is interrupted, which it then stays. */
  static <T> Optional<T> await(CompletableFuture<T> future) {
    try {
      return Optional.of(future.get());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a sync failed to report", e.getCause());
    }
  }

  /** Waits for what was told to stop, not for ever. */
  static void awaitEnd(Collection<? extends CompletableFuture<?>> ends) {
    try {
      CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
          .get(PATIENCE_AT_STOP.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.error("A sync failed to report", e.getCause());
    } catch (TimeoutException _) {
      LOG.warn("Stopped while syncs had not ended yet");
    }
  }

  /** What is told to a caller who did not wait to the end. */
  static SyncOutcome.Skipped interrupted() {
    return new SyncOutcome.Skipped(
        "stopped", "interrupted while waiting; the sync goes on", Moment.unstated());
  }
}
