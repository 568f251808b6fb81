package io.quotakeeper.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.LeaseGrant;
import io.quotakeeper.engine.LeaseOutcome;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.engine.Pool;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.RawEvidence;
import io.quotakeeper.engine.Shadow;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.select.Strategy;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the running engine chose, its shadow chooses, too: nothing would have changed. */
class SameStrategyTest {

  private static final Duration PERIOD = Duration.ofHours(5);

  /** A pool under load: what its engine recorded, and how often a request was refused. */
  private static final class Run {

    private final Random random;
    private final ManualTime time = new ManualTime(Tape.START);
    private final List<Happening> record = new ArrayList<>();
    private final Map<AccountId, Integer> left = new HashMap<>();
    private final Deque<LeaseGrant.Granted> underWay = new ArrayDeque<>();
    private final Map<String, LeaseRequest> requests = new HashMap<>();
    private final Shadow.Cast cast;
    private Instant reset = Tape.START.plus(PERIOD);
    private long refusals;

    private Run(Strategy strategy, long seed) {
      random = new Random(seed);
      cast = Tape.cast(Tape.pool("p", "a", "b", "c", "d").withStrategy(strategy));
    }

    private void run(int steps) {
      try (var quotas =
          QuotaManager.builder()
              .adapters(cast.adapters())
              .accounts(cast.accounts())
              .settings(cast.settings())
              .time(time)
              .timer(time)
              .random(new Random(1))
              .build()) {
        quotas.onEvidence(evidence -> record.add(happening(evidence)));
        quotas.leases().pools(cast.pools());
        fill();
        for (int i = 0; i < steps; i++) {
          step(quotas);
        }
      }
    }

    /** One never runs out: a request that finds no account is not recorded. */
    private void fill() {
      cast.accounts().forEach(account -> left.put(account.id(), 5 + random.nextInt(10)));
      left.put(new AccountId("d"), 10_000);
    }

    private void step(QuotaManager quotas) {
      time.advance(Duration.ofSeconds(1 + random.nextInt(120)));
      if (!time.now().isBefore(reset)) {
        reset = reset.plus(PERIOD);
        fill();
      }
      if (underWay.size() < 3 && random.nextInt(3) > 0) {
        String session = random.nextBoolean() ? "s" + random.nextInt(4) : "";
        ask(quotas, LeaseRequest.of("p", "").withSession(session));
      } else if (!underWay.isEmpty()) {
        LeaseGrant.Granted next = underWay.remove();
        if (next.lease().expiresAt().isAfter(time.now())) {
          end(quotas, next);
        }
      }
    }

    private void ask(QuotaManager quotas, LeaseRequest request) {
      if (quotas.leases().lease(request) instanceof LeaseGrant.Granted granted) {
        underWay.add(granted);
        requests.put(granted.lease().id(), request);
      }
    }

    private void end(QuotaManager quotas, LeaseGrant.Granted granted) {
      AccountId account = granted.lease().account();
      String lease = granted.lease().id();
      int rest = left.getOrDefault(account, 0);
      int kind = random.nextInt(12);
      if (kind == 0) {
        var _ = quotas.leases().settle(lease, new LeaseOutcome.Ignored());
      } else if (rest == 0) {
        refusals++;
        var _ = quotas.leases().settle(lease, answered(429, spent()));
        LeaseRequest request = Objects.requireNonNull(requests.get(lease));
        ask(quotas, request.withExcept(Set.of(account)));
      } else if (kind == 1) {
        left.put(account, rest - 1);
        var _ = quotas.leases().settle(lease, new LeaseOutcome.Used(Map.of(Unit.REQUESTS, 1.0)));
      } else {
        left.put(account, rest - 1);
        var _ = quotas.leases().settle(lease, answered(200, ""));
      }
    }

    private String spent() {
      return "{\"error\":\"spent\",\"until\":" + reset.getEpochSecond() + "}";
    }

    private LeaseOutcome answered(int status, String body) {
      return new LeaseOutcome.Answered(
          Reply.ofTraffic(status, Headers.none(), body, time.now()), Map.of());
    }

    private static Happening happening(RawEvidence evidence) {
      return switch (evidence) {
        case RawEvidence.Replied it -> {
          RawEvidence.Clean clean = it.clean();
          yield new Happening.Replied(it.sighting(), clean.context(), clean.reply(), it.lease());
        }
        case RawEvidence.Stated it -> new Happening.Stated(it.sighting(), it.limits());
        case RawEvidence.Leased it -> new Happening.Leased(it.sighting(), it.lease(), it.request());
        case RawEvidence.Ended it ->
            new Happening.Ended(
                it.sighting(), it.lease(), it.end() != RawEvidence.End.IGNORED, it.usage());
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void replay_withTheStrategyThatRan_changesNothing(Strategy strategy) {
    long refusals = 0;
    for (long seed = 1; seed <= 20; seed++) {
      var run = new Run(strategy, seed);
      run.run(400);
      refusals += run.refusals;

      Findings findings = of(run, strategy);

      Findings.OfPool pool = findings.pools().getFirst();
      Findings.OfStrategy found = pool.strategies().getFirst();
      assertThat(found.differences()).as("seed %d", seed).isEmpty();
      assertThat(found.elsewhere()).isZero();
      assertThat(found.avoided()).isZero();
      assertThat(found.added()).isZero();
      assertThat(found.counts().refusals()).isEqualTo(pool.recorded().refusals());
      assertThat(pool.recorded().refusals()).isEqualTo(run.refusals);
      assertThat(pool.requests()).isPositive();
    }
    assertThat(refusals).as("a record in which nothing is refused shows little").isPositive();
  }

  private static Findings of(Run run, Strategy strategy) {
    Pool pool = run.cast.pools().getFirst();
    var task =
        new Replay.Task(
            new Shadow.Cast(
                run.cast.adapters(), run.cast.settings(), run.cast.accounts(), List.of(pool)),
            Set.of(),
            List.of(strategy),
            3);
    try (var replay = new Replay(task)) {
      run.record.forEach(replay::take);
      return replay.findings();
    }
  }
}
