package io.quotakeeper.engine;

import io.quotakeeper.engine.LoginStore.Kept;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access tokens by a refresh token. One that the provider rotated is saved before the access token
 * beside it goes to anybody; if it cannot be saved, it is used from memory, that is said, and
 * saving is tried again. Thread-safe; the lock is never held while a provider is asked.
 */
final class RefreshedTokens implements TokenSource {

  private static final Logger LOG = LoggerFactory.getLogger(RefreshedTokens.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final AccountId account;
  private final Login.RefreshToken login;
  private final List<String> scopes;
  private final Tools tools;
  private final ReentrantLock saving = new ReentrantLock();
  private @Nullable Kept held;
  private volatile boolean unsaved;

  /**
   * What it works with.
   *
   * @param calls ask
   * @param desk whom
   * @param store keeps what was rotated
   * @param timer repeats what failed
   * @param random salts fingerprints, thread-safe
   * @param executor runs what blocks
   */
  record Tools(
      TokenCalls calls,
      TokenCalls.Desk desk,
      LoginStore store,
      Timer timer,
      RandomGenerator random,
      Executor executor) {}

  RefreshedTokens(AccountId account, Login.RefreshToken login, List<String> scopes, Tools tools) {
    this.account = account;
    this.login = login;
    this.scopes = List.copyOf(scopes);
    this.tools = tools;
  }

  @Override
  public TokenCalls.Received obtain() throws LoginException {
    Secret configured = login.refreshToken().read();
    Secret refresh = newest(configured);
    Map<String, String> values = new HashMap<>();
    values.put("refreshToken", refresh.reveal());
    values.put("clientId", login.clientId().read().reveal());
    login.clientSecret().ifPresent(secret -> values.put("clientSecret", secret.read().reveal()));
    values.put("scopes", String.join(" ", scopes));
    TokenCalls.Received received = tools.calls.ask(tools.desk, values);
    received
        .tokens()
        .refresh()
        .filter(rotated -> !rotated.equals(refresh))
        .ifPresent(rotated -> keep(Kept.of(configured, rotated, tools.random)));
    return received;
  }

  @Override
  public String note() {
    return unsaved
        ? "its login was rotated and could not be saved: after a restart it would be lost; see the log"
        : "";
  }

  /** The one that grew from what is configured, else that. */
  private Secret newest(Secret configured) {
    saving.lock();
    try {
      if (held == null || !held.isGrownFrom(configured)) {
        held = tools.store.load(account).orElse(null);
      }
      return held != null && held.isGrownFrom(configured) ? held.refreshToken().read() : configured;
    } finally {
      saving.unlock();
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
