package io.quotakeeper.engine;

import io.quotakeeper.engine.LoginException.Kind;
import io.quotakeeper.engine.LoginStore.Kept;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an account's refresh token has grown to, whichever keeper renews its login: one that is
 * replaced may still be at it, and a token that rotates is good for one use. A rotated token is
 * saved before the access token beside it goes to anybody; if it cannot be saved, it is used from
 * memory, that is said, and saving is tried again. Thread-safe.
 */
final class Rotation {

  private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final AccountId account;
  private final Tools tools;

  /** Held from the choice of a refresh token until what came of it is kept. */
  private final ReentrantLock turn = new ReentrantLock();

  /** Never held while a provider is asked. */
  private final ReentrantLock saving = new ReentrantLock();

  private @Nullable Kept held;
  private volatile boolean unsaved;
  private volatile boolean closed;

  /**
   * What it works with.
   *
   * @param store keeps what was rotated
   * @param timer repeats what failed
   * @param random salts fingerprints, thread-safe
   * @param executor runs what blocks
   */
  record Tools(LoginStore store, Timer timer, RandomGenerator random, Executor executor) {}

  /** Asks for an access token. */
  @FunctionalInterface
  interface Renewal {
    TokenCalls.Received by(Secret refreshToken) throws LoginException;
  }

  Rotation(AccountId account, Tools tools) {
    this.account = account;
    this.tools = tools;
  }

  /**
   * Renews by the newest refresh token that grew from the configured one, when no other renewal of
   * the account is under way. Blocks.
   *
   * @throws LoginException as the renewal does, or if the thread is interrupted while it waits, or
   *     this is closed
   */
  TokenCalls.Received renewed(Secret configured, Renewal renewal) throws LoginException {
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
    try {
      if (closed) {
        throw stopped();
      }
      Secret refresh = newest(configured);
      TokenCalls.Received received = renewal.by(refresh);
      received
          .tokens()
          .refresh()
          .filter(rotated -> !rotated.equals(refresh))
          .ifPresent(rotated -> keep(Kept.of(configured, rotated, tools.random)));
      return received;
    } finally {
      turn.unlock();
    }
  }

  private static LoginException stopped() {
    return new LoginException(
        Kind.TRANSIENT, "stopped", "stopped before an access token was asked for");
  }

  /** No renewal begins any more. Never blocks. */
  void close() {
    closed = true;
  }

  /** Waits for the renewal that is under way, and tries once more to save what is not saved yet. */
  void settle() {
    turn.lock();
    try {
      saving.lock();
      try {
        if (unsaved && held != null) {
          save(held, LONGEST_PAUSE);
        }
      } finally {
        saving.unlock();
      }
    } finally {
      turn.unlock();
    }
  }

  /** What the operator should know; empty if nothing. Never blocks. */
  String note() {
    return unsaved
        ? "its login was rotated and could not be saved: after a restart it would be lost; see the log"
        : "";
  }

  /** Whether nothing is lost when it is forgotten. */
  boolean isAtRest() {
    return !turn.isLocked() && !unsaved;
  }

  private Secret newest(Secret configured) throws LoginException {
    saving.lock();
    try {
      if (held == null || !held.isGrownFrom(configured)) {
        held = loaded();
        // What grew from a login that was replaced is worth nothing.
        unsaved = false;
      }
      return held != null && held.isGrownFrom(configured) ? held.refreshToken().read() : configured;
    } finally {
      saving.unlock();
    }
  }

  /** To go on without it would be to use a token twice. */
  private @Nullable Kept loaded() throws LoginException {
    try {
      return tools.store.load(account).orElse(null);
    } catch (SecretUnavailableException damage) {
      throw damage;
    } catch (RuntimeException trouble) {
      throw new LoginException(
          Kind.TRANSIENT,
          "internal",
          "what is kept of its login cannot be read now (" + trouble.getClass().getName() + ")");
    }
  }

  private void keep(Kept rotated) {
    saving.lock();
    try {
      held = rotated;
      save(rotated, FIRST_PAUSE);
    } finally {
      saving.unlock();
    }
  }

  private void save(Kept rotated, Duration pause) {
    try {
      tools.store.save(account, rotated);
      if (unsaved) {
        LOG.info("Saved the rotated login account={}", account);
      }
      unsaved = false;
    } catch (RuntimeException trouble) {
      unsaved = true;
      LOG.error(
          "Cannot save the rotated login account={} trouble={} retryIn={}: if this program ends now, somebody must log in again",
          account,
          trouble.getClass().getName(),
          pause);
      Duration next = Spans.shorter(pause.plus(pause), LONGEST_PAUSE);
      tools.timer.after(pause, () -> aside(rotated, next));
    }
  }

  private void aside(Kept rotated, Duration pause) {
    try {
      tools.executor.execute(() -> again(rotated, pause));
    } catch (RejectedExecutionException _) {
      LOG.error("Stopped before the rotated login could be saved account={}", account);
    }
  }

  private void again(Kept rotated, Duration pause) {
    saving.lock();
    try {
      // A newer one has been saved, or is being tried.
      if (unsaved && rotated.equals(held)) {
        save(rotated, pause);
      }
    } finally {
      saving.unlock();
    }
  }
}
