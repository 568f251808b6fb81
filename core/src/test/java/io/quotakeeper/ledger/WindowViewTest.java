package io.quotakeeper.ledger;

import static io.quotakeeper.ledger.Scene.ANNA;
import static io.quotakeeper.ledger.Scene.BEN;
import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.FLASH;
import static io.quotakeeper.ledger.Scene.HOLDER;
import static io.quotakeeper.ledger.Scene.OF_ACCOUNT;
import static io.quotakeeper.ledger.Scene.OF_GROUP;
import static io.quotakeeper.ledger.Scene.OWNER;
import static io.quotakeeper.ledger.Scene.POLICY;
import static io.quotakeeper.ledger.Scene.WEEKLY;
import static io.quotakeeper.ledger.Scene.after;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.refusal;
import static io.quotakeeper.ledger.Scene.refused;
import static io.quotakeeper.ledger.Scene.time;
import static io.quotakeeper.quota.Amount.share;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WindowViewTest {

  private static final Evidence ALL =
      polled(
          "12:00",
          reading(FIVE_HOURS, share(0.5)),
          reading(WEEKLY, share(0.5)),
          reading(OF_GROUP, share(0.5)),
          reading(OF_ACCOUNT, share(0.5)));

  private static Map<Window, WindowView> views(Holder holder, String now, Evidence... evidence) {
    return WindowView.of(holder, after(evidence), POLICY, time(now)).stream()
        .collect(Collectors.toMap(view -> view.reading().window(), Function.identity()));
  }

  private static List<Window> exhausted(Map<Window, WindowView> views) {
    return views.values().stream()
        .filter(view -> view.level() == Level.EXHAUSTED)
        .map(view -> view.reading().window())
        .sorted()
        .toList();
  }

  static Stream<Arguments> levels() {
    return Stream.of(
        arguments(share(0), Level.EXHAUSTED, "nothing left"),
        arguments(share(0.0999), Level.LOW, "9.9 % left"),
        arguments(share(0.1), Level.OK, "10.0 % left"),
        arguments(share(1 - 0.9), Level.OK, "10.0 % left"),
        arguments(share(1), Level.OK, "100.0 % left"),
        arguments(Amount.counted(1, 10), Level.OK, "10.0 % left"),
        arguments(Amount.counted(0.99, 10), Level.LOW, "9.9 % left"),
        arguments(Amount.counted(-1, 10), Level.EXHAUSTED, "nothing left"),
        arguments(Amount.balance(0.01), Level.OK, "no limit is stated"),
        arguments(Amount.balance(0), Level.EXHAUSTED, "nothing left"),
        arguments(new Amount.Balance(4, 5), Level.EXHAUSTED, "nothing left"),
        arguments(Amount.unknown(), Level.UNKNOWN, "not known"),
        arguments(Amount.cap(10), Level.UNKNOWN, "not known"),
        arguments(Amount.unlimited(), Level.OK, "unlimited"),
        arguments(Amount.notEntitled(), Level.EXHAUSTED, "not in the plan"));
  }

  @ParameterizedTest
  @MethodSource("levels")
  void amount_atTenPercent_hasItsLevelAndCause(Amount amount, Level level, String cause) {
    WindowView view =
        views(HOLDER, "12:01", polled("12:00", reading(FIVE_HOURS, amount))).get(FIVE_HOURS);
    assertThat(view).isNotNull();
    assertThat(view.level()).isEqualTo(level);
    assertThat(view.cause()).isEqualTo(cause);
  }

  @Test
  void threshold_isThatOfTheAccountAndWindow() {
    Thresholds weeklyOfAnna =
        (owner, account, window) -> account.equals(ANNA) && window.equals(WEEKLY) ? 0.6 : 0.1;
    var policy = new Policy(Scene.GROUPS, weeklyOfAnna, Scene.FRESHNESS);
    assertThat(WindowView.of(HOLDER, after(ALL), policy, time("12:01")))
        .filteredOn(view -> view.level() == Level.LOW)
        .extracting(view -> view.reading().window())
        .containsExactly(WEEKLY);
    assertThat(WindowView.of(new Holder(BEN, OWNER), after(ALL), policy, time("12:01")))
        .allMatch(view -> view.level() == Level.OK);
  }

  @Test
  void views_areInTheOrderOfNames() {
    assertThat(WindowView.of(HOLDER, after(ALL), POLICY, time("12:01")))
        .extracting(view -> view.reading().window())
        .containsExactly(OF_ACCOUNT, OF_GROUP, FIVE_HOURS, WEEKLY);
  }

  @Test
  void refusal_ofAModel_exhaustsItsWindowsAlone() {
    var views =
        views(HOLDER, "12:02", ALL, refused("12:01", refusal(RefusalClass.THROTTLED, "12:30")));
    assertThat(exhausted(views)).containsExactly(FIVE_HOURS, WEEKLY);
    assertThat(views.get(WEEKLY))
        .extracting(WindowView::cause)
        .isEqualTo("refused: throttled until 2026-03-01T12:30:00Z");
  }

  @Test
  void refusal_thatNamesAWindow_exhaustsThatAlone() {
    Evidence spent = refused("12:01", refusal(RefusalClass.WINDOW_EXHAUSTED, FLASH, "5h", ""));
    var views = views(HOLDER, "12:02", ALL, spent);
    assertThat(exhausted(views)).containsExactly(FIVE_HOURS);
    assertThat(views.get(FIVE_HOURS))
        .extracting(WindowView::cause)
        .isEqualTo("refused: window-exhausted");
  }

  @Test
  void refusal_ofTheAccount_exhaustsWindowsOfTheAccountAlone() {
    Evidence spent =
        refused("12:01", refusal(RefusalClass.MONEY_EXHAUSTED, Scope.account(), "", ""));
    assertThat(exhausted(views(HOLDER, "12:02", ALL, spent))).containsExactly(OF_ACCOUNT);
  }

  @Test
  void refusedCredential_ofAnotherAccount_leavesWindowsAlone() {
    Evidence rejected =
        refused("12:01", refusal(RefusalClass.UNAUTHENTICATED, Scope.account(), "", ""));
    assertThat(exhausted(views(HOLDER, "12:02", ALL, rejected))).containsExactly(OF_ACCOUNT);
    assertThat(exhausted(views(new Holder(BEN, OWNER), "12:02", ALL, rejected))).isEmpty();
  }

  @Test
  void refusal_thatHasEnded_leavesWindowsAlone() {
    Evidence throttled = refused("12:01", refusal(RefusalClass.THROTTLED, "12:02"));
    assertThat(exhausted(views(HOLDER, "12:02", ALL, throttled))).isEmpty();
  }

  @Test
  void twoRefusals_ofOneScope_theOneThatEndsLastIsTheCause() {
    var views =
        views(
            HOLDER,
            "12:02",
            ALL,
            refused("12:01", refusal(RefusalClass.THROTTLED, "12:30")),
            refused("12:01", refusal(RefusalClass.WINDOW_EXHAUSTED, "23:00")));
    assertThat(views.get(WEEKLY))
        .extracting(WindowView::cause)
        .isEqualTo("refused: window-exhausted until 2026-03-01T23:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLED, 0.5, true",
    "AMBIGUOUS, 0.5, true",
    "THROTTLED, 0, false",
    "WINDOW_EXHAUSTED, 0.5, false",
    "MONEY_EXHAUSTED, 0.5, false",
    "UNAUTHENTICATED, 0.5, false"
  })
  void window_isPaused_whereOnlyAShortWaitStandsInItsWay(
      RefusalClass kind, double left, boolean paused) {
    var views =
        views(
            HOLDER,
            "12:02",
            polled("12:00", reading(FIVE_HOURS, share(left))),
            refused("12:01", refusal(kind, "12:30")));
    assertThat(views.get(FIVE_HOURS)).extracting(WindowView::isPaused).isEqualTo(paused);
  }

  @Test
  void age_isThatOfWhatTheValueDescribes_andNeverNegative() {
    Evidence lagged =
        Scene.polledWithLag("12:00", Duration.ofMinutes(5), reading(FIVE_HOURS, share(0.5)));
    assertThat(views(HOLDER, "12:10", lagged).get(FIVE_HOURS))
        .satisfies(view -> assertThat(view.age()).isEqualTo(Duration.ofMinutes(15)))
        .satisfies(view -> assertThat(view.observedAt()).isEqualTo(time("11:55")))
        .satisfies(view -> assertThat(view.stale()).isTrue());
    assertThat(views(HOLDER, "11:00", lagged).get(FIVE_HOURS))
        .satisfies(view -> assertThat(view.age()).isZero());
  }

  @ParameterizedTest
  @CsvSource({"0, OK", "1e-9, OK", "2e-9, LOW"})
  void share_thatIsLessOnlyByWhatBinaryRounds_isNotLow(double less, Level level) {
    assertThat(Level.of(share(0.1 - less), 0.1)).isEqualTo(level);
  }

  @Test
  void threshold_ofAll_isTheSameForEach() {
    Thresholds low = Thresholds.of(0.3);
    assertThat(low.low(OWNER, ANNA, WEEKLY)).isEqualTo(0.3);
    assertThat(low.low(OWNER, BEN, FIVE_HOURS)).isEqualTo(0.3);
  }

  @Test
  void levelsAndSources_haveTheWordsThatUsersSee() {
    assertThat(Level.values())
        .extracting(Level::word)
        .containsExactly("ok", "unknown", "low", "exhausted");
    assertThat(Source.values())
        .extracting(Source::word)
        .containsExactly("observed", "polled", "computed", "metered", "stated");
  }
}
