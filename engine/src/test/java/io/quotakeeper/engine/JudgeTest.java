package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.QuotaFetcher.Fetched;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

  private static final Understanding NOTHING = Understanding.senseless("no JSON", List.of());
  private static final Reading HALF =
      Reading.limit(Rig.HOURLY, Amount.share(0.5), Moment.unstated());

  @ParameterizedTest
  @CsvSource({
    "101, unexpected-status, false",
    "302, redirect,          false",
    "400, unexpected-status, false",
    "403, forbidden,         true",
    "418, unexpected-status, false",
    "429, throttled,         false",
    "500, server-error,      false",
    "503, server-error,      false"
  })
  void status_withoutAKnownRefusal_failsUnderItsNameAndStopsTheOtherCalls(
      int status, String cause, boolean late) {
    CallEnd end =
        Judge.answer("acme", "replace the credential", fetched(status, Headers.none(), NOTHING));

    assertThat(end)
        .isEqualTo(
            new CallEnd.Failed(
                new SyncOutcome.Transient(cause, "acme answered " + status + " to quota"),
                late ? Retry.LATE : Retry.SOON,
                true));
  }

  @ParameterizedTest
  @CsvSource({"403", "429", "503"})
  void status_withATimeToAskAgain_keepsIt(int status) {
    CallEnd end =
        Judge.answer(
            "acme",
            "replace the credential",
            fetched(status, Headers.none().with("Retry-After", "60"), NOTHING));

    assertThat(((CallEnd.Failed) end).retry())
        .isEqualTo(new Retry(false, Moment.at(Rig.START.plusSeconds(60))));
  }

  @Test
  void notFound_isNoFailureYetSinceTheNextCallMayAnswer() {
    assertThat(
            Judge.answer("acme", "replace the credential", fetched(404, Headers.none(), NOTHING)))
        .isEqualTo(new CallEnd.Missing());
  }

  @ParameterizedTest
  @CsvSource({"200", "204", "299"})
  void success_thatMakesNoSense_isMalformedAndTheOtherCallsAreMade(int status) {
    assertThat(
            Judge.answer(
                "acme", "replace the credential", fetched(status, Headers.none(), NOTHING)))
        .isEqualTo(
            new CallEnd.Failed(
                new SyncOutcome.Transient(
                    "malformed", "acme answered " + status + " to quota: no JSON"),
                Retry.SOON,
                false));
  }

  @Test
  void success_thatTellsInPartOnly_isAnAnswerWithANote() {
    Understanding window =
        Understanding.answer(Plan.NONE, List.of(HALF), false).withProblem("one entry left out");
    Understanding plan =
        Understanding.answer(new Plan("pro-tier", "Pro"), List.of(), false)
            .withProblem("one entry left out");

    assertThat(Judge.answer("acme", "replace the credential", fetched(200, Headers.none(), window)))
        .isEqualTo(new CallEnd.Answered("quota", 1, "one entry left out"));
    assertThat(Judge.answer("acme", "replace the credential", fetched(200, Headers.none(), plan)))
        .isEqualTo(new CallEnd.Answered("quota", 0, "one entry left out"));
  }

  @Test
  void success_thatRefusesRequests_isAnAnswerSinceTheQuotaCallWasServed() {
    Refusal spent = refusal(RefusalClass.MONEY_EXHAUSTED, Refusal.Target.REQUEST, "", "");

    assertThat(
            Judge.answer(
                "acme",
                "replace the credential",
                fetched(200, Headers.none(), Understanding.refused(spent, List.of(HALF)))))
        .isEqualTo(new CallEnd.Answered("quota", 1, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "SYNC,    THROTTLED,       200",
    "REQUEST, CAPACITY,        503",
    "REQUEST, MONEY_EXHAUSTED, 402"
  })
  void refusal_ofTheQuotaCall_failsTheSyncUnderItsClass(
      Refusal.Target of, RefusalClass kind, int status) {
    CallEnd end =
        Judge.answer(
            "acme",
            "replace the credential",
            fetched(
                status,
                Headers.none(),
                Understanding.refused(refusal(kind, of, "not now", ""), List.of())));

    assertThat(((CallEnd.Failed) end).outcome())
        .isEqualTo(
            new SyncOutcome.Transient(
                kind.word(),
                "acme answered " + status + " to quota: " + kind.word() + ", not now"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UNAUTHENTICATED | '' | '' | unauthenticated; replace the credential",
        "UNAUTHENTICATED | expired | https://a.example/keys | unauthenticated, expired; see https://a.example/keys",
        "ACTION_REQUIRED | verify | https://a.example/v | action-required, verify; see https://a.example/v",
        "ACTION_REQUIRED | verify | '' | action-required, verify"
      })
  void refusal_ofTheCredential_tellsAPersonWhatToDoThoughTheStatusIsGood(
      RefusalClass kind, String message, String url, String told) {
    for (int status : new int[] {200, 401}) {
      CallEnd end =
          Judge.answer(
              "acme",
              "replace the credential",
              fetched(
                  status,
                  Headers.none(),
                  Understanding.refused(
                      refusal(kind, Refusal.Target.REQUEST, message, url), List.of())));

      assertThat(((CallEnd.Failed) end).outcome())
          .isEqualTo(
              new SyncOutcome.NeedsPerson(
                  kind.word(), "acme answered " + status + " to quota: " + told));
    }
  }

  @Test
  void unanswered_byATroubleOfOurOwn_namesItsClassAndNotItsWords() {
    CallEnd.Failed end = Judge.unanswered(new IllegalStateException("token-of-a"));

    assertThat(end.outcome())
        .isEqualTo(
            new SyncOutcome.Transient(
                "internal", "internal error: java.lang.IllegalStateException"));
  }

  @ParameterizedTest
  @CsvSource({"NETWORK, network", "DNS, dns", "TLS, tls", "TOO_LARGE, too-large"})
  void unanswered_byATransport_failsUnderTheKindOfTrouble(
      TransportException.Kind kind, String cause) {
    CallEnd.Failed end = Judge.unanswered(new TransportException(kind, "acme.example: broke"));

    assertThat(end.outcome()).isEqualTo(new SyncOutcome.Transient(cause, "acme.example: broke"));
    assertThat(end.stops()).isTrue();
  }

  private static Fetched fetched(int status, Headers headers, Understanding meaning) {
    var sighting = new Sighting(Rig.id("a"), new Owner("acme", "a"), Rig.START, Rig.START);
    return new Fetched(
        "quota", sighting, new Reply("quota", status, headers, "", Rig.START), meaning);
  }

  private static Refusal refusal(
      RefusalClass kind, Refusal.Target of, String message, String actionUrl) {
    return new Refusal(kind, of, Scope.account(), "", Moment.unstated(), message, actionUrl);
  }
}
