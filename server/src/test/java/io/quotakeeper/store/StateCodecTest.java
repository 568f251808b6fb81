package io.quotakeeper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.Source;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {

  static Stream<Amount> amounts() {
    return Stream.of(
        Amount.counted(-3, 100),
        Amount.counted(0.1 + 0.2, 1e300),
        Amount.counted(Double.MIN_VALUE, Double.MAX_VALUE),
        Amount.counted(-0.0, 0),
        Amount.counted(9007199254740994.0, 9007199254740994.0),
        Amount.balance(-1e-300),
        new Amount.Balance(12.34, 0.005),
        Amount.share(0),
        Amount.share(1),
        Amount.share(1 / 3.0),
        Amount.unknown(),
        Amount.cap(1500),
        Amount.unlimited(),
        Amount.notEntitled());
  }

  @Test
  void amounts_ofTheTable_areAllKinds() {
    assertThat(amounts().map(Object::getClass).distinct())
        .as("every record that an amount may be is round-tripped below")
        .hasSize(kinds(Amount.class).size());
  }

  private static List<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(c -> kinds(c).stream()).toList()
        : List.of(type);
  }

  @ParameterizedTest
  @MethodSource("amounts")
  void amount_anyKind_comesBackAsItWas(Amount amount) {
    assertReturns(Samples.state(Samples.known(Samples.left(1).withAmount(amount))));
  }

  static Stream<Scope> scopes() {
    return Stream.of(
        Scope.account(),
        Scope.model("m-1"),
        Scope.model("account"),
        Scope.model("model:group:x"),
        Scope.model("söme/mödel \"quoted\" \\ \n\t\u0000 \ud83d\ude80 \ud83d"),
        Scope.group("chat"));
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void scope_anyKind_comesBackAsItWas(Scope scope) {
    var window = new Window(scope, "5h", new Unit("usd"));
    assertReturns(
        Samples.state(Samples.known(Reading.limit(window, Amount.share(0.5), Moment.unstated()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "+1000000000-12-31T23:59:59.999999999Z",
        "-1000000000-01-01T00:00:00Z"
      })
  void moment_stated_comesBackToTheNanosecond(Instant instant) {
    Reading reading = Samples.left(1).withResetsAt(Moment.at(instant));
    assertReturns(
        Samples.state(
            Samples.known(
                new Reading(
                    reading.window(),
                    Role.EXTRA,
                    reading.amount(),
                    reading.resetsAt(),
                    Moment.at(instant),
                    Refill.FULL))));
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void provenance_anySource_comesBackAsItWas(Source source) {
    assertReturns(Samples.state(Samples.known(Samples.left(1), source)));
  }

  static Stream<StandingRefusal> refusals() {
    return Arrays.stream(RefusalClass.values())
        .flatMap(kind ->
            Arrays.stream(Refusal.Target.values())
                .flatMap(of ->
                    Stream.of(Moment.unstated(), Moment.at(Samples.NOON))
                        .map(until -> Samples.refusal(kind, of, until))));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusal_anyKind_comesBackAsItWas(StandingRefusal refusal) {
    assertReturns(Samples.state(refusal));
  }

  @Test
  void state_empty_comesBackEmpty() {
    assertReturns(OwnerState.EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\":\"counted\"     | \"kind\":\"fuzzy\"",
        "\"left\":1.0             | \"left\":\"1\"",
        "\"left\":1.0             | \"left\":1e999",
        "\"left\":1.0             | \"gone\":1.0",
        "\"role\":\"limit\"       | \"role\":\"oracle\"",
        "\"source\":\"polled\"    | \"source\":\"dreamt\"",
        "\"unit\":\"requests\"    | \"unit\":\"No Unit\"",
        "\"scope\":\"model:m-1\"  | \"scope\":\"planet\"",
        "2026-03-01T12            | yesterday",
        "\"missed\":1             | \"missed\":1.5",
        "\"metered\":2.5          | \"metered\":\"NaN\""
      })
  void window_notUnderstood_costsItselfAlone(String good, String bad) {
    QuotaState other =
        Samples.known(
            Reading.limit(
                new Window(Scope.account(), "rpm", Unit.TOKENS),
                Amount.share(0.5),
                Moment.unstated()));
    String first = StateCodec.encode(Samples.state(1));
    String both =
        StateCodec.encode(Samples.state(other))
            .replace(
                "\"windows\":[",
                "\"windows\":["
                    + first.substring(first.indexOf('[') + 1, first.indexOf(']')).replace(good, bad)
                    + ",");

    StateCodec.Decoded decoded = StateCodec.decode(both);

    assertThat(both).contains(bad);
    assertThat(decoded.state()).isEqualTo(Samples.state(other));
    assertThat(decoded.skipped()).isEqualTo(1);
  }

  @Test
  void document_withFieldsOfALaterProgram_isReadWithoutThem() {
    String text =
        StateCodec.encode(Samples.state(1))
            .replace("\"version\":1", "\"version\":1,\"mood\":{\"deep\":[1,2]}")
            .replace("\"kind\":\"counted\"", "\"kind\":\"counted\",\"shade\":\"blue\"");

    StateCodec.Decoded decoded = StateCodec.decode(text);

    assertThat(text).contains("mood").contains("shade");
    assertThat(decoded).isEqualTo(new StateCodec.Decoded(Samples.state(1), 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "{}", "{\"version\":2,\"windows\":[],\"refusals\":[]}"})
  void document_ofNoKnownVersion_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> StateCodec.decode(text));
  }

  private static void assertReturns(OwnerState state) {
    String text = StateCodec.encode(state);
    assertThat(StateCodec.decode(text)).isEqualTo(new StateCodec.Decoded(state, 0));
    assertThat(text).isPrintable();
  }
}
