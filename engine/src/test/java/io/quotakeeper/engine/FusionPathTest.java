package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.testkit.Calls;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who wins where evidence disagrees, from the wire to what is decided (RF-1, RF-2, EV-2, EV-4). */
class FusionPathTest {

  private static final Scope FLASH = Scope.model("gemini-3-flash");
  private static final Scope PRO = Scope.model("gemini-3-pro");
  private static final Scope CORE = Scope.group("core");
  private static final String SPENT =
      """
      {"error": {"status": "RESOURCE_EXHAUSTED", "message": "m", "details": [{
        "reason": "QUOTA_EXHAUSTED", "metadata": {"quotaResetDelay": "161h"}}]}}\
      """;
  private static final String SERVED = "{\"choices\": []}";
  private static final Duration LONG = Duration.ofHours(161);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void ev2_rosyPoll_doesNotLiftARefusalAndItsTimeIsKeptForDays() {
    try (Wire wire = new Wire("cloud-code", "cloud-code")) {
      assertThat(wire.sync().isSuccess()).isTrue();
      refused(wire, FLASH.id());

      wire.pass(MINUTE);
      assertThat(wire.sync().isSuccess()).isTrue();

      assertThat(wire.check(FLASH).word()).isEqualTo("exhausted");
      assertThat(wire.check(FLASH).resetTime()).isEqualTo(Moment.at(Wire.START.plus(LONG)));
      assertThat(wire.check(PRO).word()).as("one model is refused").isEqualTo("proceed");

      wire.pass(LONG.minus(MINUTE).minusMillis(1));
      wire.sync();
      assertThat(wire.word(FLASH)).isEqualTo("exhausted");
      wire.pass(Duration.ofMillis(1));
      wire.sync();
      assertThat(wire.word(FLASH)).isEqualTo("proceed");
    }
  }

  @Test
  void rf1_successSentAfterTheRefusal_liftsItAtOnce() {
    try (Wire wire = new Wire("cloud-code", "cloud-code")) {
      wire.sync();
      refused(wire, FLASH.id());

      wire.pass(MINUTE);
      served(wire, PRO.id());
      assertThat(wire.word(FLASH)).as("another model proves nothing").isEqualTo("exhausted");
      served(wire, FLASH.id());

      assertThat(wire.word(FLASH)).isEqualTo("proceed");
      assertThat(wire.refusals()).isEmpty();
    }
  }

  @Test
  void rf1_successSentBeforeTheRefusal_liftsNothingThoughItComesLater() {
    try (Wire wire = new Wire("cloud-code", "cloud-code")) {
      wire.sync();
      Instant before = wire.time.now();
      wire.answers(Calls.traffic(), 200, Headers.none(), SERVED);
      Reply slow = wire.exchange(FLASH.id());
      wire.pass(MINUTE);
      refused(wire, FLASH.id());

      wire.observe(FLASH.id(), slow, before);

      assertThat(wire.word(FLASH)).isEqualTo("exhausted");
    }
  }

  @Test
  void errorWithStatus200_isNoSuccessThatLifts() {
    try (Wire wire = new Wire("cloud-code", "cloud-code")) {
      wire.sync();
      refused(wire, FLASH.id());

      wire.pass(MINUTE);
      wire.answers(
          Calls.traffic(), 200, Headers.none(), "{\"error\": {\"message\": \"Something broke.\"}}");
      wire.request(FLASH.id());

      assertThat(wire.word(FLASH)).isEqualTo("exhausted");
    }
  }

  @Test
  void rf1_namedWindowThatVisiblyStartedAnew_liftsItsRefusal() {
    try (Wire wire = Wire.of("github")) {
      Instant reset = Wire.START.plus(Duration.ofMinutes(30));
      polled(wire, 10, reset);
      wire.pass(MINUTE);
      wire.answers(
          Calls.all(),
          403,
          Wire.headers("x-ratelimit-remaining: 0", "x-ratelimit-resource: core", at(reset)),
          "");
      wire.request("");
      assertThat(wire.check(CORE).word()).isEqualTo("exhausted");

      wire.pass(MINUTE);
      polled(wire, 4_000, reset);
      assertThat(wire.word(CORE)).as("a rosy poll of the same period").isEqualTo("exhausted");

      wire.pass(MINUTE);
      polled(wire, 5_000, reset.plus(Duration.ofHours(1)));
      assertThat(wire.word(CORE)).as("the window has started anew").isEqualTo("proceed");
    }
  }

  @Test
  void f07_refusalWithoutATime_expiresSoonLaterEachTimeAndSoonAgainAfterASuccess() {
    try (Wire wire = Wire.of("openai")) {
      assertThat(pause(wire)).isEqualTo(Duration.ofSeconds(30));
      assertThat(pause(wire)).isEqualTo(Duration.ofMinutes(1));
      assertThat(pause(wire)).isEqualTo(Duration.ofMinutes(2));
      for (int i = 0; i < 10; i++) {
        pause(wire);
      }
      assertThat(pause(wire)).as("the longest").isEqualTo(Duration.ofMinutes(10));

      served(wire, "m1");
      wire.pass(Duration.ofSeconds(1));
      assertThat(pause(wire)).isEqualTo(Duration.ofSeconds(30));
    }
  }

  @Test
  void aSpentBucket_servesAgainLongBeforeItIsFull() {
    try (Wire wire = Wire.of("openai")) {
      wire.answers(
          Calls.all(),
          200,
          Wire.headers(
              "x-ratelimit-limit-requests: 60",
              "x-ratelimit-remaining-requests: 0",
              "x-ratelimit-reset-requests: 1m0s"),
          SERVED);
      wire.request("m1");
      assertThat(wire.word(Scope.model("m1"))).isEqualTo("exhausted");
      assertThat(wire.decision(Scope.model("m1")).resetTime())
          .as("one of sixty is back after a sixtieth of the minute")
          .isEqualTo(Moment.at(wire.time.now().plusSeconds(1)));

      wire.pass(Duration.ofSeconds(3));
      assertThat(wire.word(Scope.model("m1"))).isEqualTo("low");
      wire.pass(Duration.ofSeconds(27));
      assertThat(wire.word(Scope.model("m1"))).isEqualTo("proceed");
    }
  }

  @Test
  void rf2_secondRefusal_takesTheLaterTimeAndKeepsItWhereAThirdTellsNone() {
    try (Wire wire = Wire.of("openai")) {
      String body = "{\"error\": {\"code\": \"rate_limit_exceeded\"}}";
      wire.answers(Calls.all(), 429, Wire.headers("Retry-After: 60"), body).request("m1");
      wire.pass(Duration.ofSeconds(1));
      wire.answers(Calls.all(), 429, Wire.headers("Retry-After: 600"), body).request("m1");
      wire.pass(Duration.ofSeconds(1));
      wire.answers(Calls.all(), 429, Headers.none(), body).request("m1");

      assertThat(wire.check(Scope.model("m1")).resetTime())
          .isEqualTo(Moment.at(Wire.START.plusSeconds(601)));
    }
  }

  @Test
  void rf3_throttle_doesNotShortenNorOutlastTheSpentWindowBesideIt() {
    try (Wire wire = Wire.of("cloud-code")) {
      refused(wire, FLASH.id());
      wire.pass(Duration.ofSeconds(1));
      wire.answers(
          Calls.all(),
          429,
          Headers.none(),
          SPENT.replace("QUOTA_EXHAUSTED", "RATE_LIMIT_EXCEEDED").replace("161h", "36s"));
      wire.request(FLASH.id());

      assertThat(wire.decision(FLASH).resetTime()).isEqualTo(Moment.at(Wire.START.plus(LONG)));
    }
  }

  @Test
  void f11_balanceThatIsPositiveAgain_endsTheLackOfMoney() {
    try (Wire wire = Wire.of("deepseek")) {
      balance(wire, "5.00");
      wire.pass(MINUTE);
      wire.answers(Calls.all(), 402, Headers.none(), "").request("m1");
      wire.pass(Duration.ofDays(2));
      assertThat(wire.word(Scope.model("m2"))).isEqualTo("exhausted");

      balance(wire, "0.00");
      assertThat(wire.word(Scope.model("m2"))).isEqualTo("exhausted");
      wire.pass(MINUTE);
      balance(wire, "7.00");
      assertThat(wire.word(Scope.model("m2"))).isEqualTo("proceed");
    }
  }

  @Test
  void ev4_minuteThatWasSpentWithoutAStatedReset_isNotKnownAMinuteLater() {
    try (Wire wire = Wire.of("azure-openai")) {
      wire.answers(
          Calls.all(),
          200,
          Wire.headers("x-ratelimit-limit-requests: 10", "x-ratelimit-remaining-requests: 0"),
          SERVED);
      wire.request("m1");
      assertThat(wire.word(Scope.model("m1"))).isEqualTo("exhausted");

      wire.pass(Duration.ofSeconds(59));
      assertThat(wire.word(Scope.model("m1"))).isEqualTo("exhausted");
      wire.pass(Duration.ofSeconds(1));
      assertThat(wire.word(Scope.model("m1"))).isEqualTo("unknown");
    }
  }

  @Test
  void rf7_throttleOfAModel_leavesOthersAloneAndThatOfAnAccountDoesNot() {
    try (Wire byModel = Wire.of("mistral");
        Wire byAccount = Wire.of("moonshot")) {
      for (Wire wire : new Wire[] {byModel, byAccount}) {
        wire.answers(Calls.all(), 429, Wire.headers("Retry-After: 60"), "").request("m1");
        assertThat(wire.word(Scope.model("m1"))).isEqualTo("exhausted");
      }
      assertThat(byModel.word(Scope.model("m2"))).isEqualTo("unknown");
      assertThat(byAccount.word(Scope.model("m2"))).isEqualTo("exhausted");
    }
  }

  @Test
  void rf7_oneOfSeveralPoolsIsSpent_blocksThatPool() {
    try (Wire wire = Wire.of("huggingface")) {
      wire.answers(
          Calls.all(),
          429,
          Wire.headers("RateLimit: \"api\";r=400;t=60, \"resolvers\";r=0;t=60", "Retry-After: 60"),
          "");
      wire.request("");

      assertThat(wire.word(Scope.group("resolvers"))).isEqualTo("exhausted");
      assertThat(wire.word(Scope.group("api"))).isEqualTo("proceed");
    }
  }

  private static Duration pause(Wire wire) {
    wire.answers(Calls.all(), 429, Headers.none(), "").request("m1");
    StandingRefusal standing = wire.refusals().getFirst();
    Duration pause = Duration.between(wire.time.now(), standing.endsAt().instant().orElseThrow());
    wire.pass(pause.minusMillis(1));
    assertThat(wire.word(Scope.model("m1"))).isEqualTo("exhausted");
    wire.pass(Duration.ofMillis(1));
    assertThat(wire.word(Scope.model("m1"))).isEqualTo("unknown");
    return pause;
  }

  private static void refused(Wire wire, String model) {
    wire.answers(Calls.traffic(), 429, Headers.none(), SPENT);
    wire.request(model);
  }

  private static void served(Wire wire, String model) {
    wire.answers(Calls.traffic(), 200, Headers.none(), SERVED);
    wire.request(model);
  }

  private static void polled(Wire wire, int left, Instant reset) {
    String body =
        """
        {"resources": {"core": {"limit": 5000, "remaining": %d, "used": %d, "reset": %d}}}\
        """
            .formatted(left, 5_000 - left, reset.getEpochSecond());
    wire.answers(Calls.all(), 200, Headers.none(), body);
    assertThat(wire.sync().isSuccess()).isTrue();
  }

  private static void balance(Wire wire, String total) {
    String body =
        """
        {"is_available": true, "balance_infos": [{"currency": "USD", "total_balance": "%s"}]}\
        """
            .formatted(total);
    wire.answers(Calls.all(), 200, Headers.none(), body);
    assertThat(wire.sync().isSuccess()).isTrue();
  }

  private static String at(Instant reset) {
    return "x-ratelimit-reset: " + reset.getEpochSecond();
  }
}
