package io.quotakeeper.outlook;

import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.FLASH;
import static io.quotakeeper.ledger.Scene.HOLDER;
import static io.quotakeeper.ledger.Scene.POLICY;
import static io.quotakeeper.ledger.Scene.after;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.refused;
import static io.quotakeeper.ledger.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.Scene;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.RefusalClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossingTest {

  private static final double LOW = 0.1;

  private static WindowView view(Evidence... evidence) {
    return WindowView.of(HOLDER, after(evidence), POLICY, time("12:02")).getFirst();
  }

  private static WindowView at(String look) {
    Amount amount =
        switch (look) {
          case "?" -> Amount.unknown();
          case "none" -> Amount.notEntitled();
          case "all" -> Amount.unlimited();
          default -> Amount.share(Double.parseDouble(look) / 100);
        };
    Evidence poll = polled("12:00", reading(FIVE_HOURS, amount));
    return view(poll);
  }

  private static WindowView refusedAs(RefusalClass kind) {
    return view(
        polled("12:00", reading(FIVE_HOURS, Amount.share(0.5))),
        refused("12:01", Scene.refusal(kind, FLASH, "", "13:00")));
  }

  private static List<String> news(Crossing watch, List<WindowView> looks) {
    List<String> news = new ArrayList<>();
    Crossing now = watch;
    for (WindowView look : looks) {
      now = now.next(look, LOW);
      news.add(now.news().name().toLowerCase(Locale.ROOT));
    }
    return news;
  }

  @ParameterizedTest
  @CsvSource({
    // Percent left at each look, and what is said then.
    "100 50 10,            none none none",
    "50 9 8 7,             none low none none",
    "50 9 0 0,             none low exhausted none",
    "50 0 0,               none exhausted none",
    "9 12 9 14.9 9,        low none none none none",
    "9 15 9,               low recovered low",
    "0 5 0 9 0,            exhausted none none none none",
    "0 12 0,               exhausted none none",
    "0 100 0,              exhausted recovered exhausted",
    "9 ? 9 ? 0,            low none none none exhausted",
    "9 ? 50,               low none recovered",
    "? 50 ?,               none none none",
    "? 9,                  none low",
    "none 50 none 9,       none none none low",
    "9 none 9 all,         low none none recovered"
  })
  void crossing_isToldOnce_andAgainOnlyAfterRecovery(String looks, String news) {
    List<WindowView> views = Arrays.stream(looks.split(" ", -1)).map(CrossingTest::at).toList();
    assertThat(news(Crossing.start(), views)).containsExactly(news.split(" ", -1));
  }

  @Test
  void resetThatFloats_isNoNews() {
    List<WindowView> floating =
        List.of(
            view(polled("12:00", Scene.left(FIVE_HOURS, 1, "17:00"))),
            view(polled("12:01", Scene.left(FIVE_HOURS, 1, "17:01"))),
            view(polled("12:02", Scene.left(FIVE_HOURS, 0.05, "17:02"))),
            view(polled("12:02", Scene.left(FIVE_HOURS, 0.05, "17:03"))));
    assertThat(news(Crossing.start(), floating)).containsExactly("none", "none", "low", "none");
  }

  @Test
  void spentWindow_thatAProviderRefuses_isNews_andAShortPauseIsNot() {
    WindowView fine = at("50");
    assertThat(
            news(
                Crossing.start(),
                List.of(
                    refusedAs(RefusalClass.THROTTLED), fine, refusedAs(RefusalClass.AMBIGUOUS))))
        .containsOnly("none");
    assertThat(news(Crossing.start(), List.of(refusedAs(RefusalClass.WINDOW_EXHAUSTED), fine)))
        .containsExactly("exhausted", "recovered");
  }

  @ParameterizedTest
  @CsvSource({
    "50,   9,   low",
    "9,    8,   none",
    "9,    0,   exhausted",
    "0,    0,   none",
    "0,    50,  recovered",
    "?,    9,   low",
    "none, 50,  none",
    "none, 9,   low"
  })
  void primedWatch_takesWhatItSeesFirstAsSaid(String first, String then, String news) {
    Crossing primed = Crossing.primed(at(first));
    assertThat(primed.news()).isEqualTo(Crossing.News.NONE);
    assertThat(news(primed, List.of(at(then)))).containsExactly(news);
  }

  @Test
  void primedWatch_ofAPausedWindow_hasSaidNothing() {
    Crossing primed = Crossing.primed(refusedAs(RefusalClass.THROTTLED));
    assertThat(news(primed, List.of(at("50"), at("9")))).containsExactly("none", "low");
  }

  @ParameterizedTest
  @CsvSource({"0, recovered", "1e-9, recovered", "2e-9, none"})
  void recovery_isMissedByNothingThatBinaryRounds(double less, String news) {
    WindowView clear = view(polled("12:00", reading(FIVE_HOURS, Amount.share(LOW + 0.05 - less))));
    assertThat(news(Crossing.start(), List.of(at("9"), clear))).containsExactly("low", news);
  }
}
