package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotakeeper.ledger.LedgerChange;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.outlook.PoolForecast;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class OutlookTest {

  /** Uses so many a minute for ten minutes, of 5,000 that come back after 30. */
  private static void use(Rig rig, String account, int each) {
    for (int minute = 0; minute < 10; minute++) {
      int left = 5000 - each * minute;
      rig.quotas.observe(id(account), "", rig.traffic(200, left), rig.time.now());
      rig.time.advance(Duration.ofMinutes(1));
    }
  }

  private static WindowView view(Rig rig, String account) {
    return rig.quotas.quotas(id(account)).getFirst();
  }

  @Test
  void windowThatIsUsed_isForetold() {
    try (var rig = Rig.of("a")) {
      use(rig, "a", 300);

      Forecast forecast = rig.quotas.outlook().of(view(rig, "a"));
      assertThat(forecast).isInstanceOf(Forecast.Expected.class);
      var expected = (Forecast.Expected) forecast;
      assertThat(expected.perHour()).isCloseTo(18_000, Percentage.withPercentage(2));
      assertThat(expected.runsOut().likely())
          .isCloseTo(Rig.START.plusSeconds(1000), within(Duration.ofSeconds(20)));
      assertThat(expected.isBeforeReset()).isTrue();
    }
  }

  @Test
  void windowThatNobodyUses_hasNoHistoryAndNoForecast() {
    try (var rig = Rig.of("a")) {
      use(rig, "a", 0);

      assertThat(rig.quotas.outlook().of(view(rig, "a")))
          .isEqualTo(new Forecast.Unsaid(Forecast.Reason.UNUSED));
      assertThat(rig.quotas.engine().histories().size()).isZero();
    }
  }

  @Test
  void windowThatIsSpent_needsNoForecast() {
    try (var rig = Rig.of("a")) {
      use(rig, "a", 555);
      rig.quotas.observe(id("a"), "", rig.traffic(403, 0), rig.time.now());

      assertThat(rig.quotas.outlook().of(view(rig, "a")))
          .isEqualTo(new Forecast.Unsaid(Forecast.Reason.SPENT));
    }
  }

  @Test
  void windowOfWhichNothingIsKnownAnyMore_isNotForetold() {
    try (var rig = Rig.of("a")) {
      use(rig, "a", 300);
      rig.time.advance(Duration.ofHours(30));

      assertThat(rig.quotas.outlook().of(view(rig, "a")))
          .isEqualTo(new Forecast.Unsaid(Forecast.Reason.UNKNOWN));
    }
  }

  @Test
  void accountThatIsGone_leavesNoHistory() {
    try (var rig = Rig.of("a", "b")) {
      use(rig, "a", 300);
      assertThat(rig.quotas.engine().histories().size()).isEqualTo(1);

      rig.quotas.replaceAccounts(List.of(Rig.account("b")));

      assertThat(rig.quotas.engine().histories().size()).isZero();
    }
  }

  @Test
  void pool_lastsUntilItsLastAccountHasRunOut() {
    try (var rig = Rig.of("a", "b")) {
      rig.quotas.observe(id("b"), "", rig.traffic(200, 5000), rig.time.now());
      use(rig, "a", 300);

      var alone = (PoolForecast.RunsOut) rig.quotas.outlook().ofPool(List.of(id("a")));
      PoolForecast together = rig.quotas.outlook().ofPool(List.of(id("a"), id("b"), id("nobody")));

      assertThat(alone.runsOut().likely())
          .isCloseTo(Rig.START.plusSeconds(1000), within(Duration.ofSeconds(30)));
      assertThat(together).isInstanceOf(PoolForecast.RunsOut.class);
      assertThat(((PoolForecast.RunsOut) together).runsOut().likely())
          .isAfter(alone.runsOut().likely());
    }
  }

  @Test
  void pool_countsLimitsOnceThatItsAccountsShareAndNoneOfWhatIsSwitchedOff() {
    Account shared = owned("a", "us");
    Account other = owned("b", "us");
    Account off = Rig.account("c").withEnabled(false);
    try (var rig = Rig.with(shared, other, off)) {
      use(rig, "a", 300);
      Outlook outlook = rig.quotas.outlook();

      assertThat(outlook.ofPool(List.of(id("a"), id("b"), id("c"))))
          .isEqualTo(outlook.ofPool(List.of(id("a"))));
    }
  }

  private static Account owned(String id, String owner) {
    Account own = Rig.account(id);
    return new Account(
        own.id(),
        own.provider(),
        owner,
        own.project(),
        own.declared(),
        own.labels(),
        true,
        own.baseUrl(),
        own.limits(),
        own.secret());
  }

  @Test
  void changesThatArriveInTheOtherOrder_makeTheSameHistory() {
    try (var rig = Rig.of("a")) {
      use(rig, "a", 300);
      Histories histories = rig.quotas.engine().histories();
      var owner = view(rig, "a").holder().owner();
      var before = histories.of(owner, Rig.HOURLY).orElseThrow();

      histories.changed(
          new LedgerChange(owner, rig.quotas.ledger().state(owner), OwnerState.EMPTY));

      assertThat(histories.of(owner, Rig.HOURLY)).containsSame(before);
    }
  }
}
