package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.HOURLY;
import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.ledger.Thresholds;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuotaWarningsTest {

  private final ManualTime time = new ManualTime(Rig.START);
  private final QuotaLedger ledger = new QuotaLedger(Groups.none());
  private final LinesLogger log = new LinesLogger();
  private Watched watched =
      new Watched(
          Rig.account("team-a"),
          Adapters.shipped().find("github").orElseThrow(),
          Rig.settings(1),
          Progress.start(Due.never()));
  private boolean isGone;
  private final QuotaWarnings warnings =
      new QuotaWarnings(_ -> isGone ? Optional.empty() : Optional.of(watched), ledger, time, log);

  @Test
  void look_goesLowAndStaysLow_isSaidOnce() {
    see(HOURLY, 0.042);
    see(HOURLY, 0.041);
    see(HOURLY, 0.040);

    assertThat(log.lines())
        .containsExactly("WARN Low quota account=team-a scope=group:core window=hourly left=4.2%");
  }

  @Test
  void look_goesDownAndUpAgain_saysEachCrossing() {
    for (double left : new double[] {0.5, 0.09, 0, 0.12, 1, 0.05}) {
      see(HOURLY, left);
    }

    assertThat(log.lines())
        .extracting(line -> line.substring(0, line.indexOf(" account")))
        .containsExactly(
            "WARN Low quota", "WARN Exhausted quota", "INFO Recovered quota", "WARN Low quota");
  }

  @Test
  void look_knownBeforeARestart_isNotRepeated() {
    record(HOURLY, 0.05);
    warnings.prime(watched, ledger.state(watched.holder().owner()));
    warnings.look(watched.id());
    assertThat(log.lines()).isEmpty();

    see(HOURLY, 0);
    assertThat(log.lines()).hasSize(1).first().asString().startsWith("WARN Exhausted");
  }

  @Test
  void look_otherThresholds_saysWhatIsNewlyLowOnceAndRepeatsNothing() {
    see(HOURLY, 0.08);
    judge(0.05);
    judge(0.10);
    judge(0.07);
    assertThat(log.lines()).as("low under 10 %, and never recovered").hasSize(1);

    see(HOURLY, 0.30);
    assertThat(log.lines()).hasSize(2).last().asString().startsWith("INFO Recovered");
    judge(0.35);
    judge(0.35);
    assertThat(log.lines()).hasSize(3).last().asString().startsWith("WARN Low");
  }

  @Test
  void look_accountThatIsGone_remembersNothingOfIt() {
    see(HOURLY, 0.05);
    isGone = true;
    warnings.look(watched.id());
    isGone = false;
    warnings.look(watched.id());

    assertThat(log.lines()).as("said anew, as of a new account").hasSize(2);
  }

  @Test
  void look_windowThatIsNotMentionedForAWhile_isNotSaidAgainWhenItComesBackAsBad() {
    Reading spent =
        Reading.limit(HOURLY, Amount.share(0), Moment.at(Rig.START.plus(Duration.ofHours(1))));
    poll(spent);
    for (int i = 0; i < 4; i++) {
      poll();
    }
    assertThat(ledger.state(watched.holder().owner()).windows()).doesNotContainKey(HOURLY);
    poll(spent);
    assertThat(log.lines()).hasSize(1).first().asString().startsWith("WARN Exhausted");

    poll(Reading.limit(HOURLY, Amount.share(1), Moment.unstated()));
    assertThat(log.lines()).hasSize(2).last().asString().startsWith("INFO Recovered");
  }

  @Test
  void look_windowThatIsNotMentionedForLong_isForgotten() {
    Reading spent = Reading.limit(HOURLY, Amount.share(0), Moment.unstated());
    poll(spent);
    for (int i = 0; i < 4; i++) {
      poll();
    }
    time.advance(watched.policy().freshness().maxAge());
    poll();
    poll(spent);

    assertThat(log.lines()).hasSize(2);
  }

  @Test
  void look_nameWithALineBreak_staysOneLine() {
    see(new Window(Scope.model("x\nWARN forged"), "5h", Unit.REQUESTS), 0.01);

    assertThat(log.lines()).hasSize(1).first().asString().doesNotContain("\n");
  }

  @Test
  void retain_accountIsGone_startsAnew() {
    see(HOURLY, 0.05);
    warnings.retain(Set.of(id("other")));
    see(HOURLY, 0.04);

    assertThat(log.lines()).hasSize(2);
  }

  private void judge(double low) {
    MonitorSettings usual = Rig.settings(1);
    var other =
        new MonitorSettings(
            usual.interval(),
            usual.timeout(),
            usual.slotsPerHost(),
            usual.freshness(),
            Thresholds.of(low));
    watched = watched.with(watched.account(), other);
    warnings.look(watched.id());
  }

  private void see(Window window, double left) {
    record(window, left);
    warnings.look(watched.id());
  }

  private void record(Window window, double left) {
    record(
        Reading.limit(window, Amount.share(left), Moment.at(Rig.START.plus(Duration.ofHours(1)))));
  }

  @Test
  void look_balanceIsSpentAndPaidUp_saysHowMuchIsLeftOfIt() {
    Window credit = new Window(Scope.account(), "credit", Unit.CREDITS);
    see(Reading.limit(credit, Amount.balance(0), Moment.unstated()));
    see(Reading.limit(credit, Amount.balance(12.5), Moment.unstated()));

    assertThat(log.lines())
        .hasSize(2)
        .last()
        .isEqualTo("INFO Recovered quota account=team-a scope=account window=credit left=12.5");
  }

  @Test
  void look_limitIsLifted_saysThatItIsUnlimited() {
    see(HOURLY, 0);
    see(Reading.limit(HOURLY, Amount.unlimited(), Moment.unstated()));

    assertThat(log.lines()).hasSize(2).last().asString().endsWith("left=unlimited");
  }

  @Test
  void look_whatComesOnTopOfThePlanIsSpent_saysNothing() {
    see(
        new Reading(
            HOURLY,
            Role.EXTRA,
            Amount.share(0),
            Moment.unstated(),
            Moment.unstated(),
            Refill.UNTOLD));

    assertThat(log.lines()).isEmpty();
  }

  private void see(Reading reading) {
    record(reading);
    warnings.look(watched.id());
  }

  private void record(Reading reading) {
    time.advance(Duration.ofSeconds(1));
    var sighting = new Sighting(watched.id(), watched.holder().owner(), time.now(), time.now());
    ledger.record(
        new Evidence.Observed(sighting, reading.window().scope(), false, List.of(reading)));
  }

  private void poll(Reading... readings) {
    time.advance(Duration.ofSeconds(1));
    var sighting = new Sighting(watched.id(), watched.holder().owner(), time.now(), time.now());
    ledger.record(
        new Evidence.Polled(
            sighting, "quota", "rateLimit", List.of(readings), false, Duration.ZERO));
    warnings.look(watched.id());
  }
}
