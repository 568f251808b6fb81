package io.quotakeeper.ledger;

import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.FRESHNESS;
import static io.quotakeeper.ledger.Scene.metered;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.polledWithLag;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.refilling;
import static io.quotakeeper.ledger.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeteringTest {

  private static QuotaState known(Evidence... evidence) {
    return Scene.after(evidence).windows().firstEntry().getValue();
  }

  @Test
  void aNumberOfAnEarlierInstant_doesNotTellOfWhatWentOutSince() {
    QuotaState known =
        known(
            polled("12:00", reading(FIVE_HOURS, Amount.counted(50, 100), "15:00")),
            metered("12:01", 3),
            metered("12:09", 4),
            polledWithLag(
                "12:10",
                Duration.ofMinutes(5),
                reading(FIVE_HOURS, Amount.counted(47, 100), "15:00")));
    assertThat(known.at(time("12:11"), FRESHNESS).amount()).isEqualTo(Amount.counted(43, 100));
  }

  @Test
  void whatWentOutAfterAWindowRefilled_countsAgainstTheNewPeriod() {
    QuotaState known =
        known(
            polled("14:00", refilling(FIVE_HOURS, Amount.counted(2, 10), "15:00")),
            metered("14:59", 1),
            metered("15:01", 3));
    assertThat(known.at(time("15:02"), FRESHNESS).amount()).isEqualTo(Amount.counted(7, 10));
  }

  @Test
  void whatARequestTakesOfAShare_isLearnedFromWhatWentMeanwhile() {
    QuotaState known =
        known(
            polled("12:00", Scene.left(FIVE_HOURS, 0.9, "15:00")),
            metered("12:01", 20),
            polled("12:05", Scene.left(FIVE_HOURS, 0.8, "15:00")));
    assertThat(known.metering().cost().perRequest().orElse(0)).isCloseTo(0.005, within(1e-9));
    assertThat(known.metering().total()).isZero();
  }

  @Test
  void whatARequestTakes_isNotKnown_fromFewRequests_orWithoutAChange() {
    assertThat(
            known(
                    polled("12:00", Scene.left(FIVE_HOURS, 0.9, "15:00")),
                    metered("12:01", 4),
                    polled("12:05", Scene.left(FIVE_HOURS, 0.8, "15:00")))
                .metering()
                .cost()
                .perRequest())
        .isEmpty();
    assertThat(
            known(
                    polled("12:00", Scene.left(FIVE_HOURS, 0.9, "15:00")),
                    metered("12:01", 40),
                    polled("12:05", Scene.left(FIVE_HOURS, 0.9, "15:00")))
                .metering()
                .cost()
                .perRequest())
        .as("coarse steps")
        .isEmpty();
  }

  @Test
  void aNewPeriod_teachesNothingOfTheCost_butKeepsIt() {
    QuotaState known =
        known(
            polled("12:00", Scene.left(FIVE_HOURS, 0.9, "13:00")),
            metered("12:01", 20),
            polled("12:05", Scene.left(FIVE_HOURS, 0.8, "13:00")),
            metered("12:06", 20),
            polled("13:05", Scene.left(FIVE_HOURS, 1.0, "18:00")));
    assertThat(known.metering().cost()).isEqualTo(new Cost(0.9 - 0.8, 20));
  }

  /** However much is counted, in whatever order it comes. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void counts_stayFew_andAddUp(long seed) {
    var random = new Random(seed);
    Instant start = time("12:00");
    Metering metering = Metering.NONE;
    double sum = 0;
    for (int i = 0; i < 500; i++) {
      double amount = random.nextInt(9);
      sum += amount;
      metering = metering.plus(start.plusSeconds(random.nextInt(3600)), amount);
      assertThat(metering.counts()).hasSizeLessThanOrEqualTo(32);
      assertThat(metering.counts()).isSortedAccordingTo((a, b) -> a.last().compareTo(b.last()));
    }
    assertThat(metering.total()).isEqualTo(sum);
    Instant middle = start.plusSeconds(1800);
    assertThat(metering.after(middle).total()).isEqualTo(metering.totalAfter(middle));
    assertThat(metering.after(start.plusSeconds(3600)).total()).isZero();
  }
}
