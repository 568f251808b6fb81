package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.Sight.Seen;
import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.Thresholds;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds of every due time, whatever is known and however it went. */
class SyncPlanPropertyTest {

  private static final Instant WALL = Instant.parse("2026-03-01T10:00:00Z");
  private static final int WALKS = 2_000;
  private static final int LOOKS = 30;
  private static final Duration SPREAD = Duration.ofSeconds(92);

  @Test
  void everyDueTime_keepsTheCallsLimitAndTheLongestWait() {
    var random = new Random(20_260_301);
    for (int walk = 0; walk < WALKS; walk++) {
      walk(random);
    }
  }

  private static void walk(Random random) {
    MonitorSettings settings = settings(random);
    var plan = new SyncPlan(() -> settings);
    Progress progress = Progress.start(Due.in(Duration.ZERO, 0));
    Instant wall = WALL;
    long nanos = random.nextLong();
    for (int look = 0; look < LOOKS; look++) {
      Duration closed = random.nextInt(3) == 0 ? seconds(random, 40_000) : Duration.ZERO;
      Sight sight = sight(random, wall);
      var now = new ClockTime(wall, nanos);
      var scene = new SyncPlan.Scene(sight, closed, Duration.ZERO, now, random.nextDouble());
      progress = plan.after(progress, ended(random), scene);
      Duration wait = wait(progress, nanos);

      assertThat(wait).isPositive().isGreaterThanOrEqualTo(closed);
      assertThat(wait).isLessThanOrEqualTo(bound(settings, sight, closed));
      assertThat(progress.next().promise()).isGreaterThanOrEqualTo(Duration.ZERO);
      assertThat(progress.pace().traces().size()).isLessThanOrEqualTo(8);
      wall = wall.plus(wait);
      nanos += wait.toNanos();
    }
  }

  /** An interval has its jitter; what is blocked, or limited, may be left alone for longer. */
  private static Duration bound(MonitorSettings settings, Sight sight, Duration closed) {
    Duration interval = settings.interval().multipliedBy(11).dividedBy(10);
    Duration ttl = settings.freshness().ttl();
    Duration blocked = settings.freshness().maxAge().multipliedBy(11).dividedBy(40);
    Duration bound = longer(longer(interval, settings.quiet()), ttl);
    bound = sight.blocked() ? longer(bound, blocked.plusSeconds(1)) : bound;
    return longer(bound, closed.multipliedBy(11).dividedBy(10)).plusNanos(1000);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  @Test
  void everyWait_afterASuccess_isNoShorterThanTheShortest() {
    var random = new Random(7);
    var settings = MonitorSettings.defaults();
    var plan = new SyncPlan(() -> settings);
    Progress progress = Progress.start(Due.in(Duration.ZERO, 0));
    Instant wall = WALL;
    for (int look = 0; look < WALKS; look++) {
      var now = new ClockTime(wall, 0);
      var scene =
          new SyncPlan.Scene(
              sight(random, wall), Duration.ZERO, Duration.ZERO, now, random.nextDouble());
      progress = plan.after(progress, fresh(), scene);

      assertThat(wait(progress, 0)).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
      wall = wall.plus(wait(progress, 0));
    }
  }

  private static MonitorSettings settings(Random random) {
    Duration interval = seconds(random, 7200);
    Duration quiet = interval.plus(seconds(random, 40_000));
    var freshness =
        new Freshness(
            interval.multipliedBy(2), interval.multipliedBy(2).plus(seconds(random, 200_000)));
    return new MonitorSettings(
        interval, quiet, Duration.ofSeconds(30), 8, freshness, Thresholds.of(0.1));
  }

  private static Sight sight(Random random, Instant now) {
    List<Seen> limits = new ArrayList<>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      double left = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble();
      limits.add(
          new Seen(
              new Window(Scope.account(), "w" + i, Unit.REQUESTS),
              left,
              left >= 0.1 ? 0.1 : 0,
              now.minusSeconds(random.nextInt(100) - 20),
              moment(random, now),
              random.nextBoolean()));
    }
    Moment reset = moment(random, now);
    return new Sight(limits, reset, reset.isAfter(now) && random.nextInt(4) == 0);
  }

  private static Moment moment(Random random, Instant now) {
    return switch (random.nextInt(4)) {
      case 0 -> Moment.unstated();
      case 1 -> Moment.at(Instant.MAX);
      case 2 -> Moment.at(now.minusSeconds(random.nextInt(1000)));
      default -> Moment.at(now.plusSeconds(random.nextInt(100_000)));
    };
  }

  private static Ended ended(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Ended(new SyncOutcome.Transient("network", "broke"), Retry.SOON, Map.of());
      case 1 -> new Ended(new SyncOutcome.Transient("throttled", "slow"), Retry.LATE, Map.of());
      default -> fresh();
    };
  }

  private static Ended fresh() {
    return new Ended(new SyncOutcome.Fresh(1, ""), Retry.SOON, Map.of());
  }

  private static Duration wait(Progress progress, long nanos) {
    return Duration.ofNanos(((Due.At) progress.due()).nanos() - nanos);
  }

  private static Duration seconds(Random random, int most) {
    return Duration.ofSeconds(1 + random.nextInt(most));
  }

  @Test
  void thousandAccountsWithOneReset_areSyncedSpreadOverAMinuteAndMore() {
    var settings = MonitorSettings.defaults();
    var plan = new SyncPlan(() -> settings);
    var random = new Random(36);
    int[] second = new int[200];
    Moment reset = Moment.at(WALL.plusSeconds(100));
    int first = second.length;
    int last = 0;
    for (int i = 0; i < 1000; i++) {
      var sight = new Sight(List.of(), reset, true);
      var now = new ClockTime(WALL, 0);
      var scene = new SyncPlan.Scene(sight, Duration.ZERO, Duration.ZERO, now, random.nextDouble());
      Progress next = plan.after(Progress.start(Due.in(Duration.ZERO, 0)), fresh(), scene);
      int at = (int) wait(next, 0).minusSeconds(100).toSeconds();
      second[at]++;
      first = Math.min(first, at);
      last = Math.max(last, at);
      assertThat(next.next().reason()).isEqualTo(NextSyncReason.AFTER_RESET);
    }
    assertThat(first).as("nobody asks before the reset has settled").isPositive();
    assertThat(last - first).isGreaterThanOrEqualTo(60).isLessThan((int) SPREAD.toSeconds());
    // A fair share is 1,000 in 90 seconds, eleven; by chance it is somewhat more.
    assertThat(IntStream.of(second).max().orElse(0)).isLessThanOrEqualTo(30);
  }
}
