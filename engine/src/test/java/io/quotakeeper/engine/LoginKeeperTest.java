package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.LoginException.Kind;
import io.quotakeeper.providers.Tokens;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One login under many callers, and its clocks. */
class LoginKeeperTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CALLERS = 8;
  private static final int CALLS = 400;

  private final ManualTime time = new ManualTime(START);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void callersAtRandom_neverMeetTwoRenewalsAtOnce_norATokenThatHadEnded(long seed)
      throws Exception {
    var source = new Source(new Random(seed));
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var keeper =
          new LoginKeeper(
              new AccountId("a"), source, new LoginKeeper.Tools(time, new Random(seed), executor));
      var ended = new CountDownLatch(CALLERS);
      List<CompletableFuture<Integer>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        var random = new Random(seed * CALLERS + i);
        callers.add(
            CompletableFuture.supplyAsync(() -> call(keeper, source, random, ended), executor));
      }
      while (ended.getCount() > 0) {
        // No renewal takes longer than the token that it brings is good for.
        keeper.idle().join();
        time.advance(Duration.ofSeconds(7));
      }
      int served = 0;
      for (CompletableFuture<Integer> caller : callers) {
        served += caller.get();
      }
      assertThat(served).isPositive();
      assertThat(source.mostAtOnce.get()).isEqualTo(1);
    }
  }

  private int call(LoginKeeper keeper, Source source, Random random, CountDownLatch ended) {
    int served = 0;
    try {
      for (int i = 0; i < CALLS; i++) {
        Instant asked = time.now();
        Optional<Secret> given = got(keeper.token());
        if (given.isEmpty()) {
          continue;
        }
        Secret secret = given.get();
        served++;
        assertThat(source.endOf(secret)).isAfter(asked);
        if (random.nextInt(10) == 0) {
          assertThat(got(keeper.insteadOf(secret))).isNotEqualTo(Optional.of(secret));
        }
      }
      return served;
    } finally {
      ended.countDown();
    }
  }

  private static Optional<Secret> got(CompletableFuture<Secret> token) {
    try {
      return Optional.of(token.get());
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(LoginException.class);
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void wallClockSetForward_endsTheToken_andSetBack_doesNotLengthenIt() {
    AccessToken token = AccessToken.of(Secret.of("t"), LIFETIME, new ClockTime(START, 0), 0);

    long nanos = Duration.ofMinutes(5).toNanos();
    assertThat(token.isGood(new ClockTime(START.plus(Duration.ofMinutes(5)), nanos))).isTrue();
    assertThat(token.isGood(new ClockTime(START.plus(Duration.ofHours(8)), nanos))).isFalse();
    assertThat(token.isGood(new ClockTime(START.minus(Duration.ofHours(8)), LIFETIME.toNanos())))
        .isFalse();
  }

  @Test
  void renewals_areSpread_andNeverLaterThanFiveMinutesBeforeTheEnd() {
    Duration hour = Duration.ofHours(1);
    var asked = new ClockTime(START, 0);

    Duration latest = AccessToken.of(Secret.of("t"), hour, asked, 0).leeway();
    Duration earliest = AccessToken.of(Secret.of("t"), hour, asked, 0.999_999_999).leeway();

    assertThat(latest).isEqualTo(Duration.ofMinutes(5));
    assertThat(earliest).isBetween(Duration.ofSeconds(449), Duration.ofSeconds(450));
  }

  @Test
  void endpointThatStatesAnAbsurdTime_leavesNobodyWaiting_andIsAskedAgainWithinADayOrSo()
      throws Exception {
    var never = new Retry(false, Moment.at(Instant.parse("9999-12-31T23:59:59Z")));
    var source =
        new Script(
            () -> {
              throw new LoginException(Kind.TRANSIENT, "throttled", "later", never);
            },
            () -> tokens("t1"));
    LoginKeeper keeper = keeper(source);

    assertThat(keeper.token())
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .withMessageContaining("later");
    time.advance(Duration.ofHours(23));
    assertThat(keeper.token()).failsWithin(PATIENCE);
    assertThat(source.asked()).isEqualTo(1);
    time.advance(Duration.ofHours(6));

    assertThat(keeper.token()).succeedsWithin(PATIENCE).isEqualTo(Secret.of("t1"));
  }

  @Test
  void accessTokenThatIsNotTaken_goesToNobodyAnyMore_thoughItIsNotRenewedYet() {
    var answer = new CompletableFuture<TokenCalls.Received>();
    LoginKeeper keeper = keeper(new Script(() -> tokens("t1"), answer::join));
    assertThat(keeper.token()).succeedsWithin(PATIENCE).isEqualTo(Secret.of("t1"));

    CompletableFuture<Secret> other = keeper.insteadOf(Secret.of("t1"));
    CompletableFuture<Secret> anybodys = keeper.token();

    assertThat(anybodys).isNotDone();
    answer.complete(tokens("t2"));
    assertThat(anybodys).succeedsWithin(PATIENCE).isEqualTo(Secret.of("t2"));
    assertThat(other).succeedsWithin(PATIENCE).isEqualTo(Secret.of("t2"));
    assertThat(keeper.insteadOf(Secret.of("t1"))).isCompletedWithValue(Secret.of("t2"));
  }

  @Test
  void loginThatHasEnded_lets_itsAccessTokenServeToItsEnd() {
    var source =
        new Script(
            () -> tokens("t1"),
            () -> {
              throw new LoginException(Kind.ENDED, "login", "it is over");
            });
    LoginKeeper keeper = keeper(source);
    assertThat(keeper.token()).succeedsWithin(PATIENCE);
    time.advance(LIFETIME.minusMinutes(1));

    assertThat(keeper.token()).isCompletedWithValue(Secret.of("t1"));
    assertThat(keeper.idle()).succeedsWithin(PATIENCE);
    assertThat(keeper.token()).isCompletedWithValue(Secret.of("t1"));
    assertThat(keeper.note()).contains("it is over");

    time.advance(Duration.ofMinutes(1));
    assertThat(keeper.token())
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .withMessageContaining("it is over");
  }

  private LoginKeeper keeper(TokenSource source) {
    return new LoginKeeper(
        new AccountId("a"),
        source,
        new LoginKeeper.Tools(time, new Random(1), task -> Thread.ofVirtual().start(task)));
  }

  private TokenCalls.Received tokens(String access) {
    var tokens = new Tokens(Secret.of(access), Optional.empty(), Optional.of(LIFETIME));
    return new TokenCalls.Received(tokens, ClockTime.now(time));
  }

  /** Does one thing after the other, and the last again and again. */
  private static final class Script implements TokenSource {

    private final List<TokenSource> steps;
    private final AtomicInteger asked = new AtomicInteger();

    Script(TokenSource... steps) {
      this.steps = List.of(steps);
    }

    int asked() {
      return asked.get();
    }

    @Override
    public TokenCalls.Received obtain() throws LoginException {
      return steps.get(Math.min(asked.getAndIncrement(), steps.size() - 1)).obtain();
    }
  }

  /** Gives tokens of ten minutes, sometimes nothing. */
  private final class Source implements TokenSource {

    private final Random random;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();

    Source(Random random) {
      this.random = random;
    }

    Instant endOf(Secret secret) {
      return ends.getOrDefault(secret.reveal(), Instant.MIN);
    }

    @Override
    public TokenCalls.Received obtain() throws LoginException {
      mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      try {
        Thread.onSpinWait();
        if (random.nextInt(5) == 0) {
          throw new LoginException(Kind.TRANSIENT, "network", "no answer");
        }
        var asked = ClockTime.now(time);
        String text = "token-" + issued.incrementAndGet();
        ends.put(text, asked.wall().plus(LIFETIME));
        var tokens = new Tokens(Secret.of(text), Optional.empty(), Optional.of(LIFETIME));
        return new TokenCalls.Received(tokens, asked);
      } finally {
        underWay.decrementAndGet();
      }
    }
  }
}
