package io.quotakeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.testkit.Misbehaviour.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every misbehaviour that has an answer, at every quota call. */
class AdaptersSurviveTest {

  private static final List<String> CALLS =
      List.of(
          "cloud-code quotaSummary",
          "cloud-code retrieveUserQuota",
          "cloud-code fetchAvailableModels",
          "github rateLimit",
          "openrouter key",
          "openrouter credits");

  private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T12:00:00Z"));
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time);
  private final Client client = new Client(upstream);
  private final Reader reader = new Reader(client, upstream, time);

  static Stream<Arguments> malformed() {
    return CALLS.stream()
        .flatMap(call ->
            Stream.of(Form.values())
                .filter(form -> !isAnAnswer(call, form))
                .map(form -> Arguments.of(call, form)));
  }

  /** Where nothing is metered, this call says just that. */
  private static boolean isAnAnswer(String call, Form form) {
    return call.endsWith(" retrieveUserQuota") && form == Form.EMPTY_OBJECT;
  }

  static Stream<String> calls() {
    return CALLS.stream();
  }

  @AfterEach
  void close() {
    client.close();
    upstream.close();
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void body_malformed_isAProblemAndNoReading(String call, Form form) {
    Understanding understanding = sync(call, Misbehaviour.malformed(form));

    assertThat(understanding.readings()).allMatch(r -> r.amount().state().equals("unknown"));
    assertThat(understanding.problem()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cloud-code quotaSummary, 3",
    "cloud-code retrieveUserQuota, 3",
    "cloud-code fetchAvailableModels, 3",
    "github rateLimit, 3",
    "openrouter key, 0",
    "openrouter credits, 0"
  })
  void entry_bad_costsItselfAlone(String call, int good) {
    Understanding understanding = sync(call, Misbehaviour.badEntry());

    assertThat(understanding.readings().stream().filter(r -> r.amount().state().equals("known")))
        .hasSize(good);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void token_refused_isUnauthenticated(String call) {
    assertThat(refusal(call, Misbehaviour.fail(401)).kind())
        .isEqualTo(RefusalClass.UNAUTHENTICATED);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void throttle_withAHint_endsWhenItSays(String call) {
    Refusal refusal = refusal(call, Misbehaviour.throttle(Duration.ofSeconds(30)));

    assertThat(refusal.of()).isEqualTo(Refusal.Target.SYNC);
    assertThat(refusal.until()).hasToString("2026-03-01T12:00:30Z");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void throttle_withoutAHint_statesNoEnd(String call) {
    assertThat(refusal(call, Misbehaviour.throttle()).until()).hasToString("unstated");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void failure_ofTheServer_isNoRefusal(String call) {
    Understanding understanding = sync(call, Misbehaviour.fail(500));

    assertThat(understanding.refusal()).isEmpty();
    assertThat(understanding.readings()).isEmpty();
    assertThat(understanding.problem()).isNotEmpty();
  }

  private Refusal refusal(String call, Misbehaviour misbehaviour) {
    return sync(call, misbehaviour).refusal().orElseThrow();
  }

  private Understanding sync(String call, Misbehaviour misbehaviour) {
    int space = call.indexOf(' ');
    String name = call.substring(space + 1);
    LiveAccount account = upstream.add(SimulatedAccount.of("a", call.substring(0, space)));
    account.misbehave(misbehaviour, Calls.named(name));
    return reader.sync(account, name);
  }
}
