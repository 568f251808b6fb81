package io.quotakeeper.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.select.Need;
import io.quotakeeper.select.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What would have become of a request, and of windows, had accounts been used more or less. */
class ExpectationTest {

  private static final Moment RESET = Moment.at(Tape.START.plus(Duration.ofHours(5)));
  private static final Window FIVE_HOURS = new Window(Scope.account(), "5h", Unit.REQUESTS);
  private static final Outcome SERVED = new Outcome(Optional.empty(), true, Map.of());

  private final World world = new World(Tape.cast(Tape.pool("p", "a", "b")));
  private final Periods periods = new Periods(world, 1);
  private final Expectation expectation = new Expectation(world, periods, 0);

  @BeforeEach
  void start() {
    world.time().goTo(Tape.START);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Account account(String id) {
    return world.account(new AccountId(id)).orElseThrow();
  }

  private Owner owner(String id) {
    return account(id).holder().owner();
  }

  private Sighting sighting(String id) {
    return new Sighting(new AccountId(id), owner(id), world.now(), world.now());
  }

  private void told(String id, Reading... readings) {
    tell(id, new Evidence.Observed(sighting(id), Scope.account(), true, List.of(readings)));
  }

  private void tell(String id, Evidence evidence) {
    periods.told(owner(id), evidence);
    world.record(evidence);
  }

  private static Reading limit(Window window, Amount amount) {
    return Reading.limit(window, amount, RESET);
  }

  /** A request that really went to {@code a}. */
  private Demand demand() {
    return new Demand("r", "r", LeaseRequest.of("p", ""), account("a"), world.now());
  }

  private Optional<Refusal> at(String id, Outcome real) {
    return expectation.of(demand(), account(id), real);
  }

  private void spared(String id, double requests) {
    var need =
        new Need(Scope.account(), Map.of(Unit.REQUESTS, Math.abs(requests)), Purpose.INTERACTIVE);
    periods.spared(0, owner(id), need, requests < 0 ? -1 : 1, world.now());
  }

  private Amount left(String id) {
    QuotaState known = world.state(owner(id)).windows().get(FIVE_HOURS);
    return periods.left(0, owner(id), FIVE_HOURS, Objects.requireNonNull(known));
  }

  /** What was told, how much less was used, and what would have been told. */
  static Stream<Arguments> adjustments() {
    return Stream.of(
        arguments(Amount.counted(3, 10), 2.0, Amount.counted(5, 10)),
        arguments(Amount.counted(3, 10), 9.0, Amount.counted(10, 10)),
        arguments(Amount.counted(3, 10), -9.0, Amount.counted(0, 10)),
        arguments(Amount.counted(-3, 10), -9.0, Amount.counted(-3, 10)),
        arguments(new Amount.Balance(3, 1), 2.0, new Amount.Balance(5, 1)),
        arguments(Amount.cap(10), 2.0, Amount.cap(10)),
        arguments(Amount.unlimited(), 2.0, Amount.unlimited()),
        arguments(Amount.notEntitled(), 2.0, Amount.notEntitled()),
        arguments(Amount.unknown(), 2.0, Amount.unknown()),
        arguments(Amount.share(0.4), 2.0, Amount.share(0.4)));
  }

  @ParameterizedTest
  @MethodSource("adjustments")
  void whatWouldBeLeft_isMoreByWhatWasSpared_withinTheLimit(
      Amount told, double spared, Amount adjusted) {
    told("b", limit(FIVE_HOURS, told));
    spared("b", spared);
    assertThat(left("b")).isEqualTo(adjusted);
    assertThat(periods.unpriced().isEmpty()).isEqualTo(!(told instanceof Amount.Share));
    assertThat(periods.adjusted(0, owner("b"), limit(FIVE_HOURS, told), Instant.MAX).amount())
        .isEqualTo(adjusted);
  }

  @Test
  void aReadingOfAWindowThatIsNotKnown_isAsItWasTold() {
    Reading reading = limit(FIVE_HOURS, Amount.counted(1, 10));
    assertThat(periods.adjusted(0, owner("b"), reading, Instant.MAX)).isEqualTo(reading);
    assertThat(periods.spare(0, owner("b"), FIVE_HOURS, Instant.MAX)).isZero();
    spared("b", 1);
    assertThat(periods.hasSpare(0, owner("b"), Scope.account(), "")).isFalse();
  }

  @Test
  void whatIsSpared_isOfTheWindowsThatARefusalMayBeAbout() {
    told("b", limit(FIVE_HOURS, Amount.counted(1, 10)));
    spared("b", 1);
    assertThat(periods.hasSpare(0, owner("b"), Scope.account(), "")).isTrue();
    assertThat(periods.hasSpare(0, owner("b"), Scope.account(), "5h")).isTrue();
    assertThat(periods.hasSpare(0, owner("b"), Scope.account(), "weekly")).isFalse();
    assertThat(periods.hasSpare(0, owner("b"), Scope.model("m"), "")).isFalse();
  }

  @Test
  void aLateReading_andOneOfTheSamePeriod_beginNoPeriod() {
    told("b", limit(FIVE_HOURS, Amount.counted(5, 10)));
    spared("b", 1);
    told("b", Reading.limit(FIVE_HOURS, Amount.counted(5, 10), Moment.unstated()));
    var late = new Sighting(new AccountId("b"), owner("b"), Tape.START.minusSeconds(9), Tape.START);
    Reading fresh =
        Reading.limit(
            FIVE_HOURS, Amount.counted(10, 10), Moment.at(Tape.START.plus(Duration.ofHours(10))));
    tell("b", new Evidence.Observed(late, Scope.account(), true, List.of(fresh)));
    assertThat(periods.lapses(owner("b"))).isEmpty();
    assertThat(periods.spare(0, owner("b"), FIVE_HOURS, Instant.MAX)).isOne();
  }

  @Test
  void aPeriodOfWhichNothingIsKnown_lapsesWithoutAFigure() {
    told("b", limit(FIVE_HOURS, Amount.unlimited()));
    world.time().goTo(Tape.START.plus(Duration.ofHours(6)));
    periods.look();
    assertThat(periods.lapses(owner("b"))).isEmpty();
  }

  /** What another account had left, and whether it would have refused. */
  static Stream<Arguments> elsewhere() {
    Window other = new Window(Scope.model("else"), "5h", Unit.REQUESTS);
    Window tokens = new Window(Scope.account(), "daily", Unit.TOKENS);
    Window money = new Window(Scope.account(), "balance", new Unit("usd"));
    return Stream.of(
        arguments(limit(FIVE_HOURS, Amount.counted(0, 10)), true),
        arguments(limit(FIVE_HOURS, Amount.counted(0.5, 10)), true),
        arguments(limit(FIVE_HOURS, Amount.counted(1, 10)), false),
        arguments(limit(FIVE_HOURS, Amount.share(0)), true),
        arguments(limit(FIVE_HOURS, Amount.share(0.01)), false),
        arguments(limit(FIVE_HOURS, Amount.notEntitled()), true),
        arguments(limit(FIVE_HOURS, Amount.unlimited()), false),
        arguments(limit(FIVE_HOURS, Amount.unknown()), false),
        arguments(limit(tokens, Amount.counted(0, 10)), true),
        arguments(limit(tokens, Amount.counted(0.5, 10)), false),
        arguments(limit(money, Amount.balance(0)), false),
        arguments(limit(other, Amount.counted(0, 10)), false),
        arguments(
            new Reading(
                FIVE_HOURS,
                Role.EXTRA,
                Amount.counted(0, 10),
                RESET,
                Moment.unstated(),
                Refill.FULL),
            false));
  }

  @ParameterizedTest
  @MethodSource("elsewhere")
  void elsewhere_itWouldHaveBeenRefused_whereALimitThatCoversItWasSpent(
      Reading reading, boolean isRefused) {
    told("b", reading);
    Optional<Refusal> refusal = at("b", SERVED);
    assertThat(refusal.isPresent()).isEqualTo(isRefused);
    refusal.ifPresent(it -> {
      assertThat(it.kind()).isEqualTo(RefusalClass.WINDOW_EXHAUSTED);
      assertThat(it.window()).isEqualTo(reading.window().id());
      assertThat(it.until()).isEqualTo(RESET);
    });
  }

  @Test
  void aSpentWindowWithoutAReset_wouldHaveRefusedWithoutAnEnd() {
    told("b", Reading.limit(FIVE_HOURS, Amount.counted(0, 10), Moment.unstated()));
    assertThat(at("b", SERVED).orElseThrow().until()).isEqualTo(Moment.unstated());
  }

  @Test
  void whereItWasServed_itWouldHaveBeen_unlessMoreOfTheAccountWereUsed() {
    told("a", limit(FIVE_HOURS, Amount.counted(0, 10)));
    assertThat(at("a", SERVED)).as("it was served, whatever was told").isEmpty();
    spared("a", -1);
    assertThat(at("a", SERVED)).isPresent();
  }

  private static Refusal refusal(RefusalClass kind, Scope scope, String window) {
    return new Refusal(kind, Refusal.Target.REQUEST, scope, window, RESET, "", "");
  }

  @ParameterizedTest
  @CsvSource({
    "WINDOW_EXHAUSTED, 5h, true",
    "WINDOW_EXHAUSTED, weekly, false",
    "THROTTLED, 5h, false",
  })
  void whereItWasRefused_itWouldNotHaveBeen_ifWhatWasSpentHadBeenSpared(
      RefusalClass kind, String window, boolean isGone) {
    told("a", limit(FIVE_HOURS, Amount.counted(0, 10)));
    spared("a", 1);
    Refusal refusal = refusal(kind, Scope.account(), window);
    var refused = new Outcome(Optional.of(refusal), false, Map.of());
    assertThat(at("a", refused)).isEqualTo(isGone ? Optional.empty() : Optional.of(refusal));
  }

  /** What another account refused at that time, and whether that would have stood in the way. */
  static Stream<Arguments> standing() {
    return Stream.of(
        arguments(refusal(RefusalClass.THROTTLED, Scope.account(), ""), true),
        arguments(refusal(RefusalClass.WINDOW_EXHAUSTED, Scope.account(), "5h"), false),
        arguments(refusal(RefusalClass.THROTTLED, Scope.model("else"), ""), false));
  }

  @ParameterizedTest
  @MethodSource("standing")
  void elsewhere_aRefusalThatStood_wouldHaveStoodInTheWay(Refusal refusal, boolean isInTheWay) {
    told("b", limit(FIVE_HOURS, Amount.counted(3, 10)));
    tell("b", new Evidence.Refused(sighting("b"), refusal));
    spared("b", 1);
    assertThat(at("b", SERVED)).isEqualTo(isInTheWay ? Optional.of(refusal) : Optional.empty());
    world.time().goTo(Tape.START.plus(Duration.ofHours(6)));
    assertThat(at("b", SERVED)).as("it is over").isEmpty();
  }
}
