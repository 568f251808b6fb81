package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.AccountStatus.State;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What users see of an account: its state, why, and what is left of its tightest limit. */
class StatusesTest {

  private static final Owner TEAM = new Owner("github", "team");

  private final Rig rig = Rig.with(ofTeam("a"), ofTeam("b"), ofTeam("off").withEnabled(false));

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void switchedOff_isDisabledAndNeverDue() {
    AccountStatus status = rig.quotas.status(id("off"));

    assertThat(status.state()).isEqualTo(State.DISABLED);
    assertThat(status.reason()).isEqualTo("switched off");
    assertThat(status.nextSync()).isEqualTo(Moment.unstated());
  }

  @Test
  void syncFails_isDegradedWithTheReasonAndTheNextTry() {
    rig.transport.answer("a", FakeTransport.status(503));
    rig.quotas.syncAccountQuota(id("a"));

    AccountStatus status = rig.quotas.status(id("a"));

    assertThat(status.state()).isEqualTo(State.DEGRADED);
    assertThat(status.reason())
        .isEqualTo("syncs fail (server-error): github answered 503 to rateLimit");
    assertThat(status.nextSync().instant())
        .hasValueSatisfying(
            next -> assertThat(next).isBetween(Rig.START, Rig.START.plus(Rig.INTERVAL)));
    assertThat(rig.quotas.status(id("b")).state()).isEqualTo(State.OK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | '' | model:x is refused: money-exhausted",
        "pay first | '' | model:x is refused: money-exhausted, pay first",
        "'' | https://a.example/pay | model:x is refused: money-exhausted; see https://a.example/pay"
      })
  void requestsAreRefused_isDegradedForAllOfTheOwnerWithTheWordsOfTheProvider(
      String message, String url, String reason) {
    refuse(RefusalClass.MONEY_EXHAUSTED, Moment.unstated(), message, url);

    for (String account : List.of("a", "b")) {
      assertThat(rig.quotas.status(id(account)).state()).isEqualTo(State.DEGRADED);
      assertThat(rig.quotas.status(id(account)).reason()).isEqualTo(reason);
    }
  }

  @Test
  void refusalIsOver_isToldNoMore() {
    refuse(RefusalClass.THROTTLED, Moment.at(Rig.START.plusSeconds(60)), "", "");
    assertThat(rig.quotas.status(id("a")).state()).isEqualTo(State.DEGRADED);

    rig.time.advance(Duration.ofMinutes(1));
    assertThat(rig.quotas.status(id("a")).state()).isEqualTo(State.OK);
    assertThat(rig.quotas.status(id("a")).reason()).isEmpty();
  }

  @Test
  void credentialIsRefused_needsAPersonForThatAccountAlone() {
    refuse(RefusalClass.UNAUTHENTICATED, Moment.unstated(), "", "");

    assertThat(rig.quotas.status(id("a")).state()).isEqualTo(State.ACTION_REQUIRED);
    assertThat(rig.quotas.status(id("a")).state().word()).isEqualTo("action-required");
    assertThat(rig.quotas.status(id("b")).state()).isEqualTo(State.OK);
  }

  static Stream<Arguments> headrooms() {
    Amount balance = Amount.balance(20);
    return Stream.of(
        Arguments.of(List.of(), Amount.unknown()),
        Arguments.of(List.of(Amount.notEntitled()), Amount.unknown()),
        Arguments.of(List.of(Amount.cap(100)), Amount.unknown()),
        Arguments.of(List.of(Amount.cap(100), Amount.unlimited()), Amount.unlimited()),
        Arguments.of(List.of(Amount.unlimited(), balance), balance),
        Arguments.of(List.of(balance, Amount.share(0.9)), Amount.share(0.9)),
        Arguments.of(
            List.of(Amount.share(0.9), Amount.counted(1, 4), Amount.notEntitled()),
            Amount.counted(1, 4)),
        Arguments.of(List.of(Amount.share(0.9), Amount.balance(0)), Amount.balance(0)));
  }

  @ParameterizedTest
  @MethodSource("headrooms")
  void headroom_isTheLeastShareThatIsLeftElseWhatElseIsKnown(List<Amount> limits, Amount tightest) {
    List<Reading> readings = new ArrayList<>();
    for (Amount limit : limits) {
      var window = new Window(Scope.account(), "w" + readings.size(), Unit.REQUESTS);
      readings.add(Reading.limit(window, limit, Moment.unstated()));
    }
    observe(readings);

    assertThat(rig.quotas.status(id("a")).headroom()).isEqualTo(tightest);
  }

  @Test
  void headroom_whatComesOnTopOfThePlanIsSpent_isNotTighter() {
    var credits =
        new Reading(
            new Window(Scope.account(), "add-on", Unit.CREDITS),
            Role.EXTRA,
            Amount.share(0),
            Moment.unstated(),
            Moment.unstated(),
            Refill.UNTOLD);
    observe(List.of(credits, Reading.limit(Rig.HOURLY, Amount.share(0.5), Moment.unstated())));

    assertThat(rig.quotas.status(id("a")).headroom()).isEqualTo(Amount.share(0.5));
  }

  @Test
  void stats_countEachWindowOnceAndTellSpentAndForgottenOnes() {
    observe(
        List.of(
            Reading.limit(Rig.HOURLY, Amount.share(0), Moment.unstated()),
            Reading.limit(
                new Window(Scope.account(), "daily", Unit.REQUESTS),
                Amount.share(1),
                Moment.unstated()),
            Reading.limit(
                new Window(Scope.account(), "monthly", Unit.REQUESTS),
                Amount.unlimited(),
                Moment.unstated())));
    assertThat(rig.quotas.monitorStats())
        .returns(3, MonitorStats::cachedQuotas)
        .returns(1, MonitorStats::exhaustedQuotas)
        .returns(0, MonitorStats::expiredEntries);

    rig.time.advance(Duration.ofHours(25));

    assertThat(rig.quotas.monitorStats())
        .returns(0, MonitorStats::exhaustedQuotas)
        .returns(2, MonitorStats::expiredEntries);
  }

  private void observe(List<Reading> readings) {
    rig.quotas
        .engine()
        .ledger()
        .record(new Evidence.Observed(sighting(), Scope.account(), false, readings));
  }

  private void refuse(RefusalClass kind, Moment until, String message, String url) {
    var refusal =
        new Refusal(kind, Refusal.Target.REQUEST, Scope.model("x"), "", until, message, url);
    rig.quotas.engine().ledger().record(new Evidence.Refused(sighting(), refusal));
  }

  private Sighting sighting() {
    return new Sighting(id("a"), TEAM, rig.time.now(), rig.time.now());
  }

  private static Account ofTeam(String id) {
    Account plain = Rig.account(id);
    return new Account(
        plain.id(),
        plain.provider(),
        TEAM.name(),
        "",
        Plan.NONE,
        Map.of(),
        true,
        "",
        List.of(),
        plain.secret());
  }
}
