package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.outlook.History;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoriesTest {

  private static final Owner OWNER = new Owner("acme", "team");
  private static final AccountId ANNA = new AccountId("anna");
  private static final Window DAILY = new Window(Scope.account(), "daily", Unit.REQUESTS);
  private static final Window WEEKLY = new Window(Scope.account(), "weekly", Unit.REQUESTS);
  private static final Window MINUTE = new Window(Scope.account(), "rpm", Unit.REQUESTS);

  private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T10:00:00Z"));
  private final QuotaLedger ledger = new QuotaLedger(Groups.none());
  private final Histories histories = new Histories(ledger, time);

  @BeforeEach
  void listen() {
    ledger.subscribe(histories::changed);
  }

  private void poll(double left, Window... windows) {
    time.advance(Duration.ofMinutes(1));
    List<Reading> readings = new ArrayList<>();
    for (Window window : windows) {
      readings.add(Reading.limit(window, Amount.counted(left, 100), Moment.unstated()));
    }
    ledger.record(new Evidence.Polled(seen(), "quota", "usage", readings, false, Duration.ZERO));
  }

  private Sighting seen() {
    return new Sighting(ANNA, OWNER, time.now(), time.now());
  }

  private double left(Window window) {
    return histories.of(OWNER, window).map(History::last).orElseThrow().left();
  }

  @Test
  void history_beginsWithTheFirstDrop() {
    poll(100, DAILY, WEEKLY);
    assertThat(histories.size()).isZero();

    poll(90, DAILY, WEEKLY);

    assertThat(histories.size()).isEqualTo(2);
    assertThat(left(DAILY)).isEqualTo(90);
    assertThat(left(WEEKLY)).isEqualTo(90);
  }

  @Test
  void windowThatRefillsWithinMinutes_hasNone() {
    poll(100, DAILY, MINUTE);
    poll(90, DAILY, MINUTE);

    assertThat(histories.of(OWNER, MINUTE)).isEmpty();
    assertThat(histories.of(OWNER, DAILY)).isPresent();
  }

  @Test
  void windowThatTheLedgerForgets_isForgotten() {
    poll(100, DAILY, WEEKLY);
    poll(90, DAILY, WEEKLY);
    for (int i = 0; i < 3; i++) {
      poll(80, WEEKLY);
    }
    assertThat(histories.of(OWNER, DAILY)).isEmpty();
    assertThat(left(WEEKLY)).isEqualTo(80);

    ledger.cleanUp(Set.of(), time.now());
    assertThat(histories.size()).isZero();
  }

  @Test
  void forecast_isMadeAnewAfterALookOrAWhile() {
    for (int i = 0; i < 6; i++) {
      poll(100 - 5 * i, DAILY);
    }
    Forecast first = forecast();
    time.advance(Duration.ofSeconds(5));
    assertThat(forecast()).isSameAs(first);

    time.advance(Duration.ofSeconds(5));
    Forecast later = forecast();
    assertThat(later).isNotSameAs(first);

    poll(60, DAILY);
    assertThat(forecast()).isNotEqualTo(later);
  }

  private Forecast forecast() {
    return histories.forecast(OWNER, DAILY, time.now()).orElseThrow();
  }

  @Test
  void ownUse_isFollowedBetweenLooks() {
    poll(100, DAILY);
    poll(90, DAILY);
    time.advance(Duration.ofMinutes(1));

    ledger.record(new Evidence.Metered(seen(), Scope.account(), Unit.REQUESTS, 7));

    assertThat(left(DAILY)).isEqualTo(83);
    assertThat(histories.of(OWNER, DAILY).orElseThrow().last().own()).isEqualTo(7);
  }
}
