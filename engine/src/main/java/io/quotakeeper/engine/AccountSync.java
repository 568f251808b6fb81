package io.quotakeeper.engine;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * One account's sync: a slot of its provider's host, then the deadline starts, then the credential
 * is read and the calls are made. Whatever may hang is a step of the flight, so that the deadline
 * ends it and the slot is free again. Thread-safe; blocks the thread that runs it.
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
   */
  record Ground(
      Slots credentials,
      Slots slots,
      Supplier<Duration> deadline,
      Timer timer,
      Time time,
      ExecutorService executor) {}

  AccountSync(Ground ground, ChainWalk.Desk desk) {
    this.ground = ground;
    this.desk = desk;
  }

  /** Syncs the account. What a provider does is told in the outcome. */
  Ended sync(Watched watched, Flight flight) {
    Account account = watched.account();
    Adapter adapter = watched.adapter();
    if (adapter.needsProject() && account.project().isEmpty()) {
      return needsPerson(
          watched,
          "missing-project",
          "account " + account.id() + " has no project; name one in its configuration");
    }
    String host;
    try {
      host = QuotaFetcher.host(account, adapter, firstCall(watched), ground.time.now());
    } catch (IllegalArgumentException e) {
      return needsPerson(
          watched, "configuration", "account " + account.id() + ": " + e.getMessage());
    }
    try {
      return withSlot(watched, host, flight);
    } catch (CancellationException _) {
      return cancelled(watched, flight);
    }
  }

  private Ended withSlot(Watched watched, String host, Flight flight) {
    // An account that was just changed may still have a call under way that is being ended.
    try (var _ = permit(ground.credentials.acquire(watched.id().value()), flight);
        var _ = permit(ground.slots.acquire(host), flight)) {
      Duration allowed = ground.deadline.get();
      flight.begin(ground.time.nanos(), allowed);
      var deadline = ground.timer.after(allowed, () -> flight.end(Flight.End.DEADLINE));
      try {
        Secret secret = flight.await(ground.executor.submit(watched.account().secret()::read));
        return new ChainWalk(desk, watched, secret, flight).walk();
      } finally {
        deadline.cancel();
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return withoutSecret(watched, cause == null ? e : cause);
    }
  }

  /** A permit may be granted at the very moment at which the flight ends: then it goes back. */
  private static Permits.Permit permit(CompletableFuture<Permits.Permit> wish, Flight flight)
      throws ExecutionException {
    try {
      return flight.await(wish);
    } catch (CancellationException ended) {
      var _ = wish.thenAccept(Permits.Permit::close);
      throw ended;
    }
  }

  /** Why a credential cannot be read. The message of any other exception may hold the secret. */
  static String whyUnreadable(Throwable trouble) {
    return trouble instanceof SecretUnavailableException
        ? String.valueOf(trouble.getMessage())
        : "its credential cannot be read (" + trouble.getClass().getSimpleName() + ")";
  }

  private static Ended withoutSecret(Watched watched, Throwable trouble) {
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

  private static String firstCall(Watched watched) {
    return watched.chains().getFirst().calls().getFirst();
  }
}
