package io.quotakeeper.engine;

import io.quotakeeper.engine.LoginException.Kind;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One login's access token: got once for all who need it, renewed before it ends while it goes on
 * serving, and served to its end while it cannot be renewed. Thread-safe; never blocks, and holds
 * no lock while anybody is asked.
 */
final class LoginKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(LoginKeeper.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** Somebody's typing error must not lock an account out for ever. */
  private static final Duration LONGEST_STATED = Duration.ofDays(1);

  private static final int MOST_DOUBLINGS = 10;
  private static final double JITTER = 0.20;

  private final AccountId account;
  private final TokenSource source;
  private final Tools tools;
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable AccessToken token;

  /** Whether the provider did not take it. */
  private boolean refused;

  private @Nullable CompletableFuture<Secret> renewal;
  private @Nullable LoginException trouble;
  private int failures;
  private Due retry;

  /**
   * What it works with.
   *
   * @param time the clocks
   * @param random jitter, thread-safe
   * @param executor runs what blocks
   */
  record Tools(Time time, RandomGenerator random, Executor executor) {}

  LoginKeeper(AccountId account, TokenSource source, Tools tools) {
    this.account = account;
    this.source = source;
    this.tools = tools;
    this.retry = Due.in(Duration.ZERO, tools.time.nanos());
  }

  /** The access token; fails with a {@link LoginException}. The caller may cancel what it gets. */
  CompletableFuture<Secret> token() {
    return get(null);
  }

  /** Another one than that, which the provider did not take, and which nobody gets any more. */
  CompletableFuture<Secret> insteadOf(Secret rejected) {
    return get(rejected);
  }

  private CompletableFuture<Secret> get(@Nullable Secret rejected) {
    lock.lock();
    try {
      var now = ClockTime.now(tools.time);
      if (token != null && rejected != null && token.secret().equals(rejected)) {
        refused = true;
      }
      AccessToken known = usable(now);
      boolean wanted = known == null || known.isDue(now);
      if (wanted && renewal == null && mayAsk(known, now)) {
        begin();
      }
      if (known != null) {
        return CompletableFuture.completedFuture(known.secret());
      }
      return renewal == null ? CompletableFuture.failedFuture(waiting()) : renewal.copy();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable AccessToken usable(ClockTime now) {
    AccessToken known = token;
    return known == null || refused || !known.isGood(now) ? null : known;
  }

  private boolean mayAsk(@Nullable AccessToken known, ClockTime now) {
    return retry.isReached(now.nanos()) || (known == null && isForPerson(trouble));
  }

  /** Whether a person may have mended it by now, without that anybody could tell. */
  private static boolean isForPerson(@Nullable LoginException trouble) {
    return trouble != null && trouble.kind() != Kind.TRANSIENT && !trouble.retry().late();
  }

  private LoginException waiting() {
    return trouble == null
        ? new LoginException(Kind.TRANSIENT, "login", "no access token")
        : trouble;
  }

  private void begin() {
    var begun = new CompletableFuture<Secret>();
    renewal = begun;
    try {
      tools.executor.execute(() -> renew(begun));
    } catch (RejectedExecutionException _) {
      renewal = null;
      begun.cancel(false);
    }
  }

  // Whatever a source or a transport throws, an error included, must not leave those waiting.
  private void renew(CompletableFuture<Secret> begun) {
    try {
      TokenCalls.Received received = source.obtain();
      renewed(received);
      begun.complete(received.tokens().access());
    } catch (Throwable thrown) {
      LoginException failure = failure(thrown);
      failed(failure);
      begun.completeExceptionally(failure);
    }
  }

  private static LoginException failure(Throwable thrown) {
    return switch (thrown) {
      case LoginException known -> known;
      case SecretUnavailableException unreadable ->
          new LoginException(Kind.NEEDS_PERSON, "secret", String.valueOf(unreadable.getMessage()));
      // Its message may hold anything; its name does not.
      default ->
          new LoginException(
              Kind.TRANSIENT, "internal", "internal error: " + thrown.getClass().getName());
    };
  }

  private void renewed(TokenCalls.Received received) {
    lock.lock();
    try {
      Duration stated = received.tokens().lifetime().orElse(Duration.ofSeconds(-1));
      token =
          AccessToken.of(
              received.tokens().access(), stated, received.asked(), tools.random.nextDouble());
      refused = false;
      trouble = null;
      failures = 0;
      retry = Due.in(Duration.ZERO, tools.time.nanos());
      renewal = null;
    } finally {
      lock.unlock();
    }
    LOG.info("Renewed the login account={}", account);
  }

  private void failed(LoginException failure) {
    String until;
    boolean isKnown;
    lock.lock();
    try {
      failures++;
      isKnown = isForPerson(failure) && trouble != null && trouble.isAs(failure);
      trouble = failure;
      retry = Due.in(pause(failure), tools.time.nanos());
      renewal = null;
      until = token == null ? "" : token.endsAt().toString();
    } finally {
      lock.unlock();
    }
    if (isKnown) {
      // Each who asks has it tried.
      return;
    }
    LOG.warn(
        "Cannot renew the login account={} kind={} tokenUntil={} reason=\"{}\"",
        account,
        failure.kind(),
        until,
        LogText.clean(String.valueOf(failure.getMessage())));
  }

  private Duration pause(LoginException failure) {
    Duration grown = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration pause = failure.retry().late() ? LONGEST_PAUSE : Spans.shorter(grown, LONGEST_PAUSE);
    if (failure.until() instanceof Moment.At(Instant end)) {
      Duration stated = Duration.between(tools.time.now(), end);
      pause = Spans.longer(Spans.shorter(stated, LONGEST_STATED), pause);
    }
    return Spans.times(pause, 1 + JITTER * tools.random.nextDouble());
  }

  /** The token that is in use, whether or not it is still good. */
  Optional<Secret> known() {
    lock.lock();
    try {
      return Optional.ofNullable(token).map(AccessToken::secret);
    } finally {
      lock.unlock();
    }
  }

  /** What the operator should know of it though it serves; empty if nothing. */
  String note() {
    lock.lock();
    try {
      return trouble == null
          ? source.note()
          : "its login cannot be renewed"
              + (token == null || refused ? "" : " (access token until " + token.endsAt() + ")")
              + ": "
              + trouble.getMessage();
    } finally {
      lock.unlock();
    }
  }

  /** What completes when nothing is under way. */
  CompletableFuture<?> idle() {
    lock.lock();
    try {
      return renewal == null
          ? CompletableFuture.completedFuture(null)
          : renewal.handle((_, _) -> null);
    } finally {
      lock.unlock();
    }
  }
}
