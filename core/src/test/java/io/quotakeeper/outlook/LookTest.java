package io.quotakeeper.outlook;

import static io.quotakeeper.ledger.Scene.DOLLARS;
import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.after;
import static io.quotakeeper.ledger.Scene.metered;
import static io.quotakeeper.ledger.Scene.moment;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Moment;
import org.junit.jupiter.api.Test;

class LookTest {

  private static final Evidence POLL =
      polled("12:00", reading(FIVE_HOURS, Amount.counted(80, 100), "17:00"));

  private static QuotaState state(Evidence... evidence) {
    return after(evidence).windows().firstEntry().getValue();
  }

  @Test
  void value_describesItsOwnInstant() {
    assertThat(Look.of(state(POLL), time("12:30")))
        .contains(new Look(time("12:00"), 80, 100, moment("17:00"), 0));
  }

  @Test
  void ownUse_countsFromWhenItWasCounted() {
    QuotaState first = state(POLL, metered("12:05", 3));
    QuotaState second = state(POLL, metered("12:05", 3), metered("12:06", 4));

    assertThat(Look.of(first, second, time("12:06")))
        .contains(new Look(time("12:06"), 73, 100, moment("17:00"), 4));
  }

  @Test
  void ownUse_isNoneOfWhatAProviderTellsAnew() {
    QuotaState counted = state(POLL, metered("12:05", 3));
    QuotaState told = state(polled("12:10", reading(FIVE_HOURS, Amount.counted(70, 100), "17:00")));

    assertThat(Look.of(counted, told, time("12:10")))
        .contains(new Look(time("12:10"), 70, 100, moment("17:00"), 0));
  }

  @Test
  void ownUse_isNoShare() {
    Evidence share = polled("12:00", reading(FIVE_HOURS, Amount.share(0.8), "17:00"));

    assertThat(Look.of(state(share), state(share, metered("12:05", 3)), time("12:05")))
        .contains(new Look(time("12:00"), 0.8, 1, moment("17:00"), 0));
  }

  @Test
  void balance_hasNoLimitAndRunsOutAtItsMinimum() {
    Evidence poll = polled("12:00", reading(DOLLARS, new Amount.Balance(12.5, 0.5)));

    assertThat(Look.of(state(poll), time("12:00")))
        .contains(new Look(time("12:00"), 12, 0, Moment.unstated(), 0));
  }

  @Test
  void whatTellsNothing_isNoLook() {
    assertThat(Look.of(state(polled("12:00", reading(FIVE_HOURS, Amount.cap(100)))), time("12:00")))
        .isEmpty();
    assertThat(Look.of(state(POLL), time("17:00"))).isEmpty();
  }

  @Test
  void look_thatIsNone_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Look(time("12:00"), Double.NaN, 1, Moment.unstated(), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Look(time("12:00"), 1, -1, Moment.unstated(), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Look(time("12:00"), 1, 1, Moment.unstated(), -1));
  }
}
