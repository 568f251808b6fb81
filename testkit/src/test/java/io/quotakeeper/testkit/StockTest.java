package io.quotakeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StockTest {

  private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
  private static final Unit USD = new Unit("usd");
  private static final Scope ALL = Scope.account();

  private final ManualTime time = new ManualTime(START);

  @Test
  void fixedWindow_untouched_hasAFloatingReset() {
    Stock stock = stock(SimulatedWindow.fixed(ALL, "5h", Unit.REQUESTS, 10, Duration.ofHours(5)));

    time.advance(Duration.ofMinutes(7));

    assertThat(only(stock).resetsAt()).isEqualTo(Moment.at(START.plus(Duration.ofMinutes(307))));
  }

  @Test
  void fixedWindow_onceUsed_keepsItsResetAndIsFullAgainThere() {
    Stock stock = stock(SimulatedWindow.fixed(ALL, "5h", Unit.REQUESTS, 10, Duration.ofHours(5)));
    stock.take(ALL, Cost.ONE_REQUEST);
    time.advance(Duration.ofHours(4));
    stock.take(ALL, Cost.ONE_REQUEST);

    assertThat(only(stock).left()).isEqualTo(8);
    assertThat(only(stock).resetsAt()).isEqualTo(Moment.at(START.plus(Duration.ofHours(5))));

    time.advance(Duration.ofHours(1));

    assertThat(only(stock).left()).isEqualTo(10);
    assertThat(only(stock).burnt()).isEqualTo(2);
    assertThat(only(stock).resetsAt()).isEqualTo(Moment.at(START.plus(Duration.ofHours(10))));
  }

  @Test
  void rollingWindow_used_fillsEvenly() {
    Stock stock = stock(SimulatedWindow.rolling(ALL, "rpm", Unit.REQUESTS, 6, minutes(1)));
    for (int i = 0; i < 6; i++) {
      assertThat(stock.take(ALL, Cost.ONE_REQUEST)).isInstanceOf(Taking.Granted.class);
    }
    assertThat(stock.take(ALL, Cost.ONE_REQUEST)).isInstanceOf(Taking.Denied.class);
    assertThat(only(stock).resetsAt()).isEqualTo(Moment.at(START.plusSeconds(60)));

    time.advance(Duration.ofSeconds(10));

    assertThat(stock.take(ALL, Cost.ONE_REQUEST)).isInstanceOf(Taking.Granted.class);
    assertThat(stock.take(ALL, Cost.ONE_REQUEST)).isInstanceOf(Taking.Denied.class);
    time.advance(Duration.ofMinutes(2));
    assertThat(only(stock).left()).isEqualTo(6);
  }

  @Test
  void rollingWindow_whileTheWallClockJumps_keepsItsPace() {
    Stock stock = stock(SimulatedWindow.rolling(ALL, "rpm", Unit.REQUESTS, 6, minutes(1)));
    stock.exhaust(only(stock).of().window());

    time.jumpWall(Duration.ofDays(1));

    assertThat(only(stock).left()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "DAY, 2026-03-05T00:00:00Z",
    "WEEK, 2026-03-09T00:00:00Z",
    "MONTH, 2026-04-01T00:00:00Z"
  })
  void calendarWindow_used_isFullAgainAtTheNextBoundary(Renewal.Period period, Instant boundary) {
    Stock stock = stock(SimulatedWindow.calendar(ALL, "x", USD, 50, period));
    stock.burn(ALL, USD, 20);
    assertThat(only(stock).resetsAt()).isEqualTo(Moment.at(boundary));

    time.advance(Duration.between(START, boundary).minusSeconds(1));
    assertThat(only(stock).left()).isEqualTo(30);
    time.advance(Duration.ofSeconds(1));
    assertThat(only(stock).left()).isEqualTo(50);
  }

  @Test
  void balance_used_onlyBurnsUntilSomebodyPays() {
    Stock stock = stock(SimulatedWindow.balance(ALL, "credits", USD, 50));
    stock.burn(ALL, USD, 200);
    time.advance(Duration.ofDays(400));

    assertThat(only(stock).left()).isZero();
    assertThat(only(stock).resetsAt()).isEqualTo(Moment.unstated());

    stock.refill(only(stock).of().window());
    assertThat(only(stock).left()).isEqualTo(50);
  }

  @Test
  void request_coveredByASpentWindow_isTakenFromNone() {
    Window small = new Window(ALL, "rpm", Unit.REQUESTS);
    Window large = new Window(ALL, "daily", Unit.REQUESTS);
    Stock stock =
        stock(
            SimulatedWindow.fixed(ALL, "rpm", Unit.REQUESTS, 1, minutes(1)),
            SimulatedWindow.fixed(ALL, "daily", Unit.REQUESTS, 10, Duration.ofDays(1)));

    stock.take(ALL, Cost.ONE_REQUEST);
    Taking second = stock.take(ALL, Cost.ONE_REQUEST);

    assertThat(second)
        .isInstanceOfSatisfying(
            Taking.Denied.class, d -> assertThat(d.spent().of().window()).isEqualTo(small));
    assertThat(stock.read(large).left()).isEqualTo(9);
  }

  @Test
  void request_refusedByTwoWindows_namesTheOneThatLastsLonger() {
    Stock stock =
        stock(
            SimulatedWindow.balance(ALL, "credits", Unit.CREDITS, 0),
            SimulatedWindow.fixed(ALL, "daily", Unit.REQUESTS, 0, Duration.ofDays(1)));

    assertThat(stock.take(ALL, Cost.ONE_REQUEST))
        .isInstanceOfSatisfying(
            Taking.Denied.class,
            d -> assertThat(d.spent().of().window().id()).isEqualTo("credits"));
  }

  @Test
  void concurrentRequests_moreThanThereIs_neverOverspend() throws InterruptedException {
    Stock stock = stock(SimulatedWindow.fixed(ALL, "daily", Unit.REQUESTS, 1000, minutes(1)));
    AtomicInteger granted = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3000; i++) {
        threads.execute(() -> {
          if (stock.take(ALL, Cost.ONE_REQUEST) instanceof Taking.Granted) {
            granted.incrementAndGet();
          }
        });
      }
    }

    assertThat(granted).hasValue(1000);
    assertThat(only(stock).left()).isZero();
  }

  @Test
  void eachModel_hasAWindowOfItsOwn() {
    Stock stock =
        stock(
            SimulatedWindow.rolling(
                SimulatedWindow.EACH_MODEL, "rpm", Unit.REQUESTS, 10, minutes(1)));

    stock.take(Scope.model("gpt-5"), Cost.ONE_REQUEST);

    assertThat(stock.read())
        .extracting(r -> r.of().window().scope() + " " + r.left())
        .containsExactly("model:gpt-5 9.0", "model:gpt-5-mini 10.0");
  }

  @Test
  void window_thatIsNotThere_isRefusedByName() {
    Stock stock = stock();
    assertThatThrownBy(() -> stock.exhaust(new Window(ALL, "rpm", Unit.REQUESTS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("account/rpm/requests");
    assertThatThrownBy(() -> stock.burn(ALL, USD, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("usd");
  }

  private Stock stock(SimulatedWindow... windows) {
    return new Stock(SimulatedAccount.of("a", "openai").windows(windows), new OpenAi(), time);
  }

  private static Remaining only(Stock stock) {
    return stock.read().getFirst();
  }

  private static Duration minutes(int n) {
    return Duration.ofMinutes(n);
  }
}
