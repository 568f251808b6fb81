package io.quotakeeper.engine;

import io.quotakeeper.engine.QuotaFetcher.Fetched;
import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.providers.Chain;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One account's chains of calls, one after another: at most one call per credential is under way.
 * Used once, by one thread.
 */
final class ChainWalk {

  private static final Duration REST = Duration.ofHours(1);
  private static final Duration LONGEST_REST = Duration.ofDays(1);

  private final Desk desk;
  private final Watched watched;
  private final Flight flight;

  private final Map<String, String> best;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Retry> refusedOptional = new HashMap<>();
  private final List<Evidence> heldBack = new ArrayList<>();
  private Secret secret;
  private boolean renewed;
  private int answers;
  private int windows;
  private CallEnd.@Nullable Failed failure;
  private CallEnd.@Nullable Failed optionalFailure;

  /**
   * What a walk works with.
   *
   * @param fetcher sends
   * @param ledger takes the evidence
   * @param tiers take the plans
   * @param time tells which chains rest
   * @param logins give another access token for one that is not taken
   */
  record Desk(
      QuotaFetcher fetcher, QuotaLedger ledger, TierCache tiers, Time time, Logins logins) {}

  ChainWalk(Desk desk, Watched watched, Secret secret, Flight flight) {
    this.desk = desk;
    this.watched = watched;
    this.secret = secret;
    this.flight = flight;
    this.best = new HashMap<>(watched.progress().best());
  }

  /**
   * Asks them all, those first without which the sync fails.
   *
   * @throws CancellationException if the flight is stopped
   */
  Ended walk() {
    Optional<SyncOutcome.Skipped> tooSoon = Eligibility.tooSoon(watched, desk.time);
    if (tooSoon.isPresent()) {
      return new Ended(tooSoon.get(), Retry.SOON, best);
    }
    long now = desk.time.nanos();
    List<Chain> chains =
        watched.chains().stream()
            .filter(chain -> !chain.optional() || isWorthAsking(chain, now))
            .sorted(Comparator.comparing(Chain::optional))
            .toList();
    for (Chain chain : chains) {
      boolean stops =
          switch (ask(chain)) {
            case CallEnd.Answered answered -> answered(chain, answered);
            case CallEnd.Failed failed -> failed(chain, failed);
          };
      if (stops) {
        break;
      }
    }
    return ended();
  }

  private boolean isWorthAsking(Chain optional, long now) {
    String call = optional.first(best.getOrDefault(optional.name(), ""));
    return !watched.isResting(optional.name(), now) && watched.closed(call, now).isZero();
  }

  private boolean answered(Chain chain, CallEnd.Answered answered) {
    best.put(chain.name(), answered.call());
    answers++;
    windows += answered.windows();
    note(answered.note());
    return false;
  }

  private boolean failed(Chain chain, CallEnd.Failed failed) {
    if (chain.optional()) {
      optionalFailure = optionalFailure == null ? failed : optionalFailure;
      note(chain.name() + ": " + failed.outcome().cause());
      if (failed.retry().late() || failed.retry().until() instanceof Moment.At) {
        refusedOptional.put(chain.name(), failed.retry());
      }
    } else {
      failure = failure == null ? failed : failure;
    }
    return failed.stops();
  }

  private Ended ended() {
    if (failure == null && answers == 0) {
      failure = optionalFailure;
      heldBack.forEach(this::take);
    }
    if (failure != null) {
      return new Ended(failure.outcome(), failure.retry(), best);
    }
    refusedOptional.forEach(this::rest);
    return new Ended(new SyncOutcome.Fresh(windows, String.join("; ", notes)), Retry.SOON, best);
  }

  /**
   * Asking each time for what this credential may not have would look like an attack. A time that
   * the provider states is kept, but for one that is so far away that it may be a typing error.
   */
  private void rest(String chain, Retry retry) {
    Duration pause =
        retry
            .until()
            .instant()
            .map(end -> Duration.between(desk.time.now(), end))
            .filter(stated -> stated.compareTo(REST) > 0)
            .orElse(REST);
    Duration bounded = pause.compareTo(LONGEST_REST) < 0 ? pause : LONGEST_REST;
    watched.rest(chain, Due.in(bounded, desk.time.nanos()));
  }

  /** The call that answered last time, then the others in their order. */
  private CallEnd.Decided ask(Chain chain) {
    List<String> calls = new ArrayList<>(chain.calls());
    String remembered = best.getOrDefault(chain.name(), "");
    if (calls.remove(remembered)) {
      calls.addFirst(remembered);
    }
    for (String call : calls) {
      if (call(chain, call) instanceof CallEnd.Decided end) {
        return end;
      }
    }
    return Judge.missing(watched.account().provider(), chain.name());
  }

  private CallEnd call(Chain chain, String call) {
    String provider = watched.account().provider();
    Duration closed = watched.closed(call, desk.time.nanos());
    if (!closed.isZero()) {
      return Judge.tooSoon(provider, call, desk.time.now().plus(closed));
    }
    try {
      watched.asked(call, desk.time.nanos());
      Fetched fetched = fetch(call);
      // The provider counts from when the request came, which is no later than now.
      watched.asked(call, desk.time.nanos());
      CallEnd end = Judge.answer(provider, watched.account().secret().remedy(), fetched);
      if (end instanceof CallEnd.Answered) {
        polled(chain, fetched);
      } else {
        headersAlone(fetched);
      }
      refused(chain, fetched);
      return end;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return Judge.unanswered(cause == null ? e : cause);
    } catch (CancellationException e) {
      if (flight.end() == Flight.End.STOPPED) {
        throw e;
      }
      return Judge.late(provider, call, flight.deadline());
    }
  }

  /**
   * An access token may be ended before its time. Once in a walk it is got anew: if that one is not
   * taken either, a person must act.
   */
  private Fetched fetch(String call) throws ExecutionException {
    Fetched fetched = desk.fetcher.fetch(watched, call, secret, flight);
    if (renewed || !isUnauthenticated(fetched)) {
      return fetched;
    }
    var other = desk.logins.insteadOf(watched, secret);
    if (other.isEmpty()) {
      return fetched;
    }
    renewed = true;
    secret = flight.await(other.get());
    return desk.fetcher.fetch(watched, call, secret, flight);
  }

  private static boolean isUnauthenticated(Fetched fetched) {
    return fetched
        .meaning()
        .refusal()
        .filter(refusal -> refusal.kind() == RefusalClass.UNAUTHENTICATED)
        .isPresent();
  }

  private void polled(Chain chain, Fetched fetched) {
    var meaning = fetched.meaning();
    take(
        new Evidence.Polled(
            fetched.sighting(),
            chain.name(),
            fetched.call(),
            meaning.readings(),
            meaning.availabilityOnly(),
            watched.adapter().lag(fetched.call())));
    if (meaning.plan().isNamed()) {
      desk.tiers.told(watched.id(), meaning.plan());
    }
  }

  /** What the headers say of windows is true, though the body told nothing. */
  private void headersAlone(Fetched fetched) {
    List<Reading> readings = fetched.meaning().readings();
    if (!readings.isEmpty()) {
      take(new Evidence.Observed(fetched.sighting(), Scope.account(), false, readings));
    }
  }

  private void refused(Chain chain, Fetched fetched) {
    fetched
        .meaning()
        .refusal()
        .map(refusal -> new Evidence.Refused(fetched.sighting(), refusal))
        .ifPresent(evidence -> {
          // Not every credential may make an optional call; that is no refusal of the credential
          // unless nothing else answers.
          if (chain.optional()) {
            heldBack.add(evidence);
          } else {
            take(evidence);
          }
        });
  }

  private void take(Evidence evidence) {
    if (watched.isDropped() || flight.end() == Flight.End.STOPPED) {
      throw new CancellationException();
    }
    desk.ledger.record(evidence);
  }

  private void note(String text) {
    if (!text.isEmpty()) {
      notes.add(text);
    }
  }
}
