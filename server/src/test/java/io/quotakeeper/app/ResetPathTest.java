package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.testkit.Calls;
import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.Misstatement;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From what a provider says of times, in every shape, to what a user sees. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ResetPathTest {

  private static final String HEAD =
      """
      monitor: {interval: 1h, timeout: 30s}
      outbound: {allow: [127.0.0.1, '::1']}
      providers: {cloud-code: {enabled: true}}
      """;
  private static final String CLOUD = "cloud";
  private static final int THROTTLED = 12;
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final SystemTime time = new SystemTime();
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time);
  private int next;
  private Ordeal ordeal;
  private WholePath server;

  @BeforeAll
  void start(@TempDir Path folder, @TempDir Path other) throws Exception {
    ordeal = new Ordeal(folder);
    upstream.add(SimulatedAccount.of(CLOUD, "cloud-code"));
    IntStream.range(0, THROTTLED)
        .forEach(i -> upstream.add(SimulatedAccount.of("t" + i, "github")));
    server = WholePath.start(other, HEAD, WholePath.entries(upstream));
  }

  @AfterAll
  void stop() {
    server.close();
    upstream.close();
    ordeal.close();
    time.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "1",
        "1e18",
        "9223372036854775807",
        "4102444800",
        "null",
        "\"\"",
        "\"soon\"",
        "\"6m0s\"",
        "\"2999-01-01T00:00:00Z\"",
        "true",
        "\"Mon, 05 Aug 2019 09:27:05 GMT\"",
      })
  void f08_resetThatIsNoneOfThisProvider_isNotKnownButTheValueIs(String json) {
    JsonNode seen = ordeal.isUnderstood(new Misstatement.Resets(json));

    assertThat(seen.path("state").asText()).isEqualTo("known");
    assertThat(seen.path("resetsAt").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "[1786000000]"})
  void f21_resetThatIsNoValue_losesItsEntriesAndKeepsWhatIsKnown(String json) throws Exception {
    ordeal.failsAndHeals(
        new Misstatement.Resets(json), "malformed", "no entry of the body makes sense");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%d", "%d.0", "\"%d\"", "\" %d \""})
  void f08_resetInEpochSeconds_isThatInstant(String shape) {
    Instant reset = soon();

    JsonNode seen =
        ordeal.isUnderstood(new Misstatement.Resets(shape.formatted(reset.getEpochSecond())));

    assertThat(Instant.parse(seen.path("resetsAt").asText())).isEqualTo(reset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%d000", "\"%d000\""})
  void f08_resetInMillisWhereSecondsAreMeant_isNotKnown(String shape) {
    JsonNode seen =
        ordeal.isUnderstood(new Misstatement.Resets(shape.formatted(soon().getEpochSecond())));

    assertThat(seen.path("resetsAt").isNull()).isTrue();
  }

  static Stream<Arguments> instants() {
    Instant at = Instant.now().plus(HALF_AN_HOUR).truncatedTo(ChronoUnit.SECONDS);
    return Stream.of(
        Arguments.of("\"" + at + "\"", at),
        Arguments.of("\"" + at.plusNanos(373_329_235) + "\"", at.plusNanos(373_329_235)),
        Arguments.of("\"" + at.atOffset(ZoneOffset.ofHours(5)) + "\"", at),
        Arguments.of("\"" + at.atOffset(ZoneOffset.ofHoursMinutes(-3, -30)) + "\"", at));
  }

  @ParameterizedTest
  @MethodSource("instants")
  void f08_resetInRfc3339_isThatInstant(String json, Instant reset) {
    assertThat(Instant.parse(cloud(json).path("resetsAt").asText())).isEqualTo(reset);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2019-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59Z\"",
        "\"2026-11-24T10:00:00\"",
        "\"2026-11-24\"",
        "\"1970-01-01T00:00:00Z\"",
        "1786000000",
        "\"1786000000\"",
        "\"6m0s\"",
        "\"577210.725405548s\"",
        "\"\"",
        "null",
        "\"+1000000000-12-31T23:59:59Z\"",
      })
  void f08_resetThatIsNoRfc3339OrAbsurd_isNotKnownButTheValueIs(String json) {
    assertThat(cloud(json).path("resetsAt").isNull()).isTrue();
  }

  @Test
  void f08_resetWithoutAZone_isNotKnownButTheValueIs() {
    var local = soon().atOffset(ZoneOffset.UTC).toLocalDateTime();

    assertThat(cloud("\"" + local + "\"").path("resetsAt").isNull()).isTrue();
  }

  /** The pool of the cloud account, of which something is left, with its resets written so. */
  private JsonNode cloud(String json) {
    LiveAccount account = upstream.account(CLOUD);
    account.burn(Scope.model("gemini-3-flash"), Unit.REQUESTS, 1);
    account.misbehave(new Misstatement.Resets(json), Calls.quota());

    assertThat(server.sync(CLOUD).path("result").asText()).isEqualTo("ok");

    JsonNode seen = server.quota(CLOUD, "group:gemini", "5h").orElseThrow();
    assertThat(seen.path("state").asText()).isEqualTo("known");
    assertThat(seen.path("remainingFraction").asDouble()).isBetween(0.01, 0.999);
    return seen;
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT10M", "-PT10M", "PT2H", "-PT2H", "P400D", "-P4000D", "PT5S"})
  void f48_providerWhoseClockIsOff_resetsWhenItSaysByItsOwnClock(Duration skew) {
    ordeal.knowsWhatIsLeft();
    Instant right = Instant.parse(ordeal.core().path("resetsAt").asText());

    JsonNode seen = ordeal.isUnderstood(new Misstatement.Skewed(skew));

    // Below a minute clocks count as one.
    Instant expected = skew.abs().toMinutes() > 0 ? right : right.plus(skew);
    assertThat(Instant.parse(seen.path("resetsAt").asText()))
        .isCloseTo(expected, within(3, ChronoUnit.SECONDS));
  }

  static Stream<Arguments> waits() {
    String past =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.EPOCH.atOffset(ZoneOffset.UTC));
    return Stream.of(
        Arguments.of(429, "0", "throttled"),
        Arguments.of(429, "-5", "throttled"),
        Arguments.of(429, past, "throttled"),
        Arguments.of(429, "soon", "throttled"),
        Arguments.of(429, "120s", "throttled"),
        Arguments.of(429, "99999999999999999999", "throttled"),
        Arguments.of(503, "0", "server-error"),
        Arguments.of(503, "-5", "server-error"),
        Arguments.of(503, "soon", "server-error"));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void f07_f08_retryAfterThatTellsNothing_isAPauseOfOurOwn(int status, String value, String cause) {
    LiveAccount account = throttled(status, value, cause);

    JsonNode seen = server.account(account.account().id().value());
    Duration pause = Duration.between(time.now(), Instant.parse(seen.path("nextSync").asText()));
    assertThat(pause).isBetween(Duration.ofMinutes(5), Duration.ofHours(3));

    account.behave();
    assertThat(server.sync(account.account().id().value()).path("result").asText()).isEqualTo("ok");
  }

  static Stream<Arguments> statedWaits() {
    return Stream.of(
        Arguments.of("7200", Duration.ofHours(2), Duration.ofHours(2).plusMinutes(3)),
        Arguments.of("86400", Duration.ofHours(24), Duration.ofHours(24).plusMinutes(3)),
        // Somebody's typing error blinds nobody for longer than a day.
        Arguments.of("999999999", Duration.ofHours(23), Duration.ofHours(24).plusMinutes(3)));
  }

  @ParameterizedTest
  @MethodSource("statedWaits")
  void f06_retryAfterThatTells_isKeptAndNobodyAsksBefore(String value, Duration from, Duration to) {
    LiveAccount account = throttled(429, value, "throttled");
    String id = account.account().id().value();
    int asked = account.received().count();

    JsonNode line = server.sync(id);

    assertThat(line.path("result").asText()).isEqualTo("skipped");
    assertThat(line.path("reason").asText()).isEqualTo("back-off");
    assertThat(account.received().count()).isEqualTo(asked);
    Duration pause =
        Duration.between(time.now(), Instant.parse(server.account(id).path("nextSync").asText()));
    assertThat(pause).isBetween(from.minusSeconds(20), to);
  }

  /** One more account that was known, and is now told to wait. */
  private LiveAccount throttled(int status, String value, String cause) {
    LiveAccount account = upstream.account("t" + next++);
    String id = account.account().id().value();
    assertThat(server.sync(id).path("result").asText()).isEqualTo("ok");
    account.misbehave(new Misstatement.RetryAfter(status, value), Calls.quota());

    JsonNode line = server.sync(id);

    assertThat(line.path("reason").asText()).isEqualTo(cause);
    JsonNode seen = server.account(id);
    assertThat(seen.path("status").asText()).isEqualTo("degraded");
    assertThat(seen.path("statusReason").asText())
        .startsWith("syncs fail (" + cause + "): github answered " + status + " to rateLimit");
    Ordeal.assertIsForPeople(seen.path("statusReason").asText().replace("Server Error", ""));
    assertThat(server.status(id)).contains("degraded");
    JsonNode core = server.quota(id, "group:core", "hourly").orElseThrow();
    assertThat(core.path("state").asText()).isEqualTo("known");
    assertThat(core.path("remaining").asInt()).isEqualTo(5000);
    return account;
  }

  private Instant soon() {
    return time.now().plus(HALF_AN_HOUR).truncatedTo(ChronoUnit.SECONDS);
  }
}
