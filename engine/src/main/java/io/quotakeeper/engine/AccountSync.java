package io.quotakeeper.engine;

import io.quotakeeper.quota.Secret;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * One account's sync: first its {@link Place}, for which no thread waits, then the deadline starts,
 * the credential is read and the calls are made. Whatever may hang is a step of the flight, so that
 * the deadline ends it and the place is free again. Thread-safe; a sync blocks the thread that runs
 * it.
 */
final class AccountSync {

  private final Ground ground;
  private final ChainWalk.Desk desk;

  /**
   * What a sync stands on.
   *
   * @param credentials let one sync of a credential be under way
   * @param slots bound what is under way at a host
   * @param deadline how long a sync may take that starts now
   * @param timer ends what takes too long
   * @param time measures
   * @param executor reads credentials
   * @param logins give what opens accounts
   */
  record Ground(
      Slots credentials,
      Slots slots,
      Supplier<Duration> deadline,
      Timer timer,
      Time time,
      ExecutorService executor,
      Logins logins) {}

  AccountSync(Ground ground, ChainWalk.Desk desk) {
    this.ground = ground;
    this.desk = desk;
  }

  /** The place that a sync of this account has to wait for; none if it cannot be asked at all. */
  CompletableFuture<Place> place(Watched watched) {
    if (isProjectMissing(watched)) {
      return CompletableFuture.completedFuture(Place.NONE);
    }
    String host;
    try {
      host = host(watched);
    } catch (RuntimeException _) {
      return CompletableFuture.completedFuture(Place.NONE);
    }
    // An account that was just changed may still have a call under way that is being ended.
    return Place.of(
        ground.credentials.acquire(watched.id().value()), () -> ground.slots.acquire(host));
  }

  /**
   * Syncs an account. What a provider does is told in the outcome.
   *
   * @param place the account's, held until this returns; none if it cannot be asked, or was stopped
   */
  Ended sync(Watched watched, Flight flight, Place place) {
    if (place == Place.NONE) {
      return objection(watched).orElseGet(() -> cancelled(watched, flight));
    }
    try {
      flight.check();
      return withinDeadline(watched, flight);
    } catch (CancellationException _) {
      return cancelled(watched, flight);
    }
  }

  /** Why it cannot be asked at all. */
  private Optional<Ended> objection(Watched watched) {
    if (isProjectMissing(watched)) {
      return Optional.of(
          needsPerson(
              watched,
              "missing-project",
              "account " + watched.id() + " has no project; name one in its configuration"));
    }
    try {
      String _ = host(watched);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          needsPerson(watched, "configuration", "account " + watched.id() + ": " + e.getMessage()));
    }
  }

  private static boolean isProjectMissing(Watched watched) {
    return watched.adapter().needsProject() && watched.account().project().isEmpty();
  }

  private Ended withinDeadline(Watched watched, Flight flight) {
    Duration allowed = ground.deadline.get();
    flight.begin(ground.time.nanos(), allowed);
    var deadline = ground.timer.after(allowed, () -> flight.end(Flight.End.DEADLINE));
    try {
      Secret secret = flight.await(ground.logins.opening(watched, ground.executor));
      return new ChainWalk(desk, watched, secret, flight).walk();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return withoutSecret(watched, cause == null ? e : cause);
    } finally {
      deadline.cancel();
    }
  }

  /** Why a credential cannot be read. The message of any other exception may hold the secret. */
  static String whyUnreadable(Throwable trouble) {
    return trouble instanceof SecretUnavailableException
        ? String.valueOf(trouble.getMessage())
        : "its credential cannot be read (" + trouble.getClass().getSimpleName() + ")";
  }

  private static Ended withoutSecret(Watched watched, Throwable trouble) {
    if (trouble instanceof LoginException login) {
      return new Ended(login.outcome(), login.retry(), watched.progress().best());
    }
    return needsPerson(
        watched, "secret", "account " + watched.id() + ": " + whyUnreadable(trouble));
  }

  private Ended cancelled(Watched watched, Flight flight) {
    SyncOutcome outcome =
        flight.end() == Flight.End.DEADLINE
            ? new SyncOutcome.Transient(
                "timeout",
                "account "
                    + watched.id()
                    + ": not done within "
                    + flight.deadline().toMillis()
                    + " ms")
            : Flights.stopped();
    return new Ended(outcome, Retry.SOON, watched.progress().best());
  }

  private static Ended needsPerson(Watched watched, String cause, String detail) {
    return new Ended(
        new SyncOutcome.NeedsPerson(cause, detail), Retry.SOON, watched.progress().best());
  }

  private String host(Watched watched) {
    String firstCall = watched.chains().getFirst().calls().getFirst();
    return QuotaFetcher.host(watched.account(), watched.adapter(), firstCall, ground.time.now());
  }
}
