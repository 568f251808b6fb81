package io.quotakeeper.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpareTest {

  private static final Instant START = Tape.START;

  private final Spare spare = new Spare();

  @Test
  void by_countsWhatWasSparedUntilThen() {
    spare.add(START, 3);
    spare.add(START.plusSeconds(60), -1);

    assertThat(spare.by(START.minusSeconds(1))).isZero();
    assertThat(spare.by(START)).isEqualTo(3);
    assertThat(spare.by(START.plusSeconds(60))).isEqualTo(2);
  }

  @Test
  void add_ofEarlier_isPutInItsPlace() {
    spare.add(START.plusSeconds(60), 1);
    spare.add(START, 2);

    assertThat(spare.by(START)).isEqualTo(2);
    assertThat(spare.by(Instant.MAX)).isEqualTo(3);
  }

  @Test
  void add_moreThanItKeeps_losesNothingButTheTimesOfTheOldest() {
    for (int i = 0; i < 1_000; i++) {
      spare.add(START.plusSeconds(60L * i), 1);
    }

    assertThat(spare.by(Instant.MAX)).isEqualTo(1_000);
    assertThat(spare.by(START.plusSeconds(60L * 900))).isEqualTo(901);
  }

  @Test
  void forgetBefore_leavesWhatCameLater() {
    spare.add(START, 3);
    spare.add(START.plusSeconds(60), 1);

    spare.forgetBefore(START.plusSeconds(30));

    assertThat(spare.by(Instant.MAX)).isEqualTo(1);
  }
}
