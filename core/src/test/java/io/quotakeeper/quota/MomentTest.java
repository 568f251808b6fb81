package io.quotakeeper.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MomentTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Moment SOON = Moment.at(NOON.plusSeconds(1));
  private static final Moment LATE = Moment.at(NOON.plusSeconds(2));
  private static final Moment NEVER = Moment.unstated();

  @Test
  void moment_passesWhenItIsReached_andUnstatedNever() {
    assertThat(Moment.at(NOON).hasPassed(NOON)).isTrue();
    assertThat(Moment.at(NOON).isAfter(NOON)).isFalse();
    assertThat(SOON.hasPassed(NOON)).isFalse();
    assertThat(SOON.isAfter(NOON)).isTrue();
    assertThat(NEVER.hasPassed(NOON)).isFalse();
    assertThat(NEVER.isAfter(NOON)).isFalse();
  }

  @Test
  void earlierOfTwo_isTheStatedOne_andTheSooner() {
    assertThat(Moment.earlier(SOON, LATE)).isEqualTo(SOON);
    assertThat(Moment.earlier(LATE, SOON)).isEqualTo(SOON);
    assertThat(Moment.earlier(NEVER, LATE)).isEqualTo(LATE);
    assertThat(Moment.earlier(LATE, NEVER)).isEqualTo(LATE);
    assertThat(Moment.earlier(NEVER, NEVER)).isEqualTo(NEVER);
  }

  @Test
  void laterOfTwo_isTheUnstatedOne_whichHasNoEnd() {
    assertThat(Moment.later(SOON, LATE)).isEqualTo(LATE);
    assertThat(Moment.later(LATE, SOON)).isEqualTo(LATE);
    assertThat(Moment.later(NEVER, LATE)).isEqualTo(NEVER);
    assertThat(Moment.later(LATE, NEVER)).isEqualTo(NEVER);
    assertThat(Moment.later(NEVER, NEVER)).isEqualTo(NEVER);
  }

  @Test
  void later_isStrict() {
    assertThat(Moment.isLater(LATE, SOON)).isTrue();
    assertThat(Moment.isLater(SOON, LATE)).isFalse();
    assertThat(Moment.isLater(SOON, SOON)).isFalse();
    assertThat(Moment.isLater(NEVER, SOON)).isTrue();
    assertThat(Moment.isLater(SOON, NEVER)).isFalse();
    assertThat(Moment.isLater(NEVER, NEVER)).isFalse();
  }

  @Test
  void moment_showsItself() {
    assertThat(Moment.at(NOON)).hasToString("2026-03-01T12:00:00Z");
    assertThat(NEVER).hasToString("unstated");
    assertThat(NEVER.instant()).isEmpty();
    assertThat(Moment.at(NOON).instant()).contains(NOON);
  }
}
