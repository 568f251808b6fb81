package io.quotakeeper.engine;

import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Learns from answers to ordinary requests. A 401 alone marks nobody: a sync confirms it first.
 * Thread-safe; never blocks.
 */
final class Traffic {

  private static final String UNAUTHENTICATED = RefusalClass.UNAUTHENTICATED.word();

  /** A caller that hammers with a wrong request must not make us hammer the quota call. */
  private static final Duration BETWEEN_CONFIRMATIONS = Duration.ofSeconds(30);

  private final QuotaLedger ledger;
  private final Flights flights;
  private final Time time;
  private final Witnesses witnesses;
  private final Logins logins;

  Traffic(QuotaLedger ledger, Flights flights, Time time, Witnesses witnesses, Logins logins) {
    this.ledger = ledger;
    this.flights = flights;
    this.time = time;
    this.witnesses = witnesses;
    this.logins = logins;
  }

  /**
   * An ordinary exchange.
   *
   * @param model what was asked for, empty if not known
   * @param reply what came
   * @param sentAt when the request left
   * @param lease the name of the lease that the request was of, empty if of none
   */
  record Exchange(String model, Reply reply, Instant sentAt, String lease) {}

  /** What was understood of it, and is known from now on. */
  Understanding observe(Watched watched, Exchange exchange) {
    var context = new Context(exchange.model, watched.account().baseUrl());
    Understanding meaning = watched.adapter().read(exchange.reply, context);
    Scope subject = watched.adapter().subject(exchange.reply, context);
    var sighting =
        new Sighting(
            watched.id(), watched.holder().owner(), exchange.sentAt, exchange.reply.receivedAt());
    witnesses.tell(() ->
        new RawEvidence.Replied(
            sighting, context, exchange.reply, logins.known(watched), exchange.lease));
    Optional<Refusal> refusal = meaning.refusal();
    boolean served = isServed(exchange.reply, meaning);
    if (served || !meaning.readings().isEmpty()) {
      ledger.record(new Evidence.Observed(sighting, subject, served, meaning.readings()));
    }
    if (!meaning.readings().isEmpty()) {
      flights.told(watched);
    }
    refusal
        .map(refused -> new Evidence.Refused(sighting, refused))
        .ifPresent(refused -> refused(watched, refused));
    return meaning;
  }

  /** Whether a request got what it asked for. */
  static boolean isServed(Reply reply, Understanding meaning) {
    return meaning.refusal().isEmpty() && reply.status() / 100 == 2 && !meaning.isHiddenError();
  }

  private void refused(Watched watched, Evidence.Refused refused) {
    boolean doubtful =
        refused.refusal().kind() == RefusalClass.UNAUTHENTICATED
            && !watched.progress().isMarked()
            && (Eligibility.refusal(watched, time).isEmpty()
                || Eligibility.tooSoon(watched, time).isPresent());
    if (doubtful) {
      confirm(watched, refused);
    } else {
      ledger.record(refused);
    }
  }

  private void confirm(Watched watched, Evidence.Refused refused) {
    if (watched.hasLandedWithin(BETWEEN_CONFIRMATIONS, time.nanos())) {
      return;
    }
    long now = time.nanos();
    Duration closed = watched.closed(now);
    if (!closed.isZero()) {
      // Its next sync confirms it, as soon as the provider allows one.
      watched.progress(known -> known.notAfter(Due.in(closed, now)));
      return;
    }
    var _ =
        flights
            .start(watched)
            .result()
            .thenAccept(report -> {
              if (report.outcome().cause().equals(UNAUTHENTICATED) && !watched.isDropped()) {
                ledger.record(refused);
              }
            });
  }
}
