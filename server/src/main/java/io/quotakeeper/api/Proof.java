package io.quotakeeper.api;

import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.select.Ground;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The evidence that a decision stands on.
 *
 * @param source who said it: the source of a value, or {@code refused}; empty if nobody did
 * @param refusal the class of a refusal, empty if it is none
 * @param until when the window refills or the refusal ends
 * @param age how long ago it was said; absent if nobody did
 */
record Proof(String source, String refusal, Moment until, Optional<Duration> age) {

  private static final Proof NONE = new Proof("", "", Moment.unstated(), Optional.empty());

  static Proof of(Ground ground, Instant now) {
    return switch (ground) {
      case Ground.Said _ -> NONE;
      case Ground.OfWindow(WindowView view) ->
          new Proof(
              view.source().word(),
              "",
              view.reading().resetsAt(),
              Optional.of(age(view.observedAt(), now)));
      case Ground.OfRefusal(StandingRefusal standing) ->
          new Proof(
              "refused",
              standing.refusal().kind().word(),
              standing.endsAt(),
              Optional.of(age(standing.receivedAt(), now)));
      case Ground.OfPart(var _, Ground ofPart) -> of(ofPart, now);
    };
  }

  private static Duration age(Instant then, Instant now) {
    return then.isBefore(now) ? Duration.between(then, now) : Duration.ZERO;
  }
}
