package io.quotakeeper.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaMetricsTest {

  private static final String LIMIT = "quotakeeper_quota_limit";
  private static final String RESET = "quotakeeper_quota_reset_timestamp_seconds";
  private static final String AGE = "quotakeeper_quota_age_seconds";

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", Rig.OPEN_METRICS})
  void window_known_hasAllItsSamples(String accept) {
    rig.windows.add(
        Rig.view(
            "team-a",
            new Window(Scope.model("m-1"), "daily", Unit.REQUESTS),
            Amount.counted(250, 1000),
            Moment.at(Rig.NOON.plusMillis(1500))));

    Scraped scraped = rig.scrape(accept);

    String[] labels = {
      "provider",
      "acme",
      "account",
      "team-a",
      "scope",
      "model:m-1",
      "window",
      "daily",
      "unit",
      "requests"
    };
    assertThat(scraped.value(Rig.RATIO, labels)).isEqualTo(0.25);
    assertThat(scraped.value(LIMIT, labels)).isEqualTo(1000);
    assertThat(scraped.value(AGE, labels)).isEqualTo(90.5);
    assertThat(scraped.value(RESET, labels))
        .isCloseTo(Rig.NOON.getEpochSecond() + 1.5, within(1e-6));
    assertThat(List.of(Rig.RATIO, LIMIT, AGE, RESET))
        .allSatisfy(name -> assertThat(scraped.types()).containsEntry(name, "gauge"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", Rig.OPEN_METRICS})
  void window_notKnown_hasNoSampleOfWhatIsNotKnown(String accept) {
    List<Amount> amounts =
        List.of(
            Amount.unknown(),
            Amount.cap(1500),
            Amount.unlimited(),
            Amount.notEntitled(),
            Amount.share(0.5),
            Amount.balance(12),
            Amount.balance(0));
    for (int i = 0; i < amounts.size(); i++) {
      rig.windows.add(
          Rig.view(
              "team-a",
              new Window(Scope.account(), "w" + i, Unit.TOKENS),
              amounts.get(i),
              Moment.unstated()));
    }

    Scraped scraped = rig.scrape(accept);

    assertThat(windowsOf(scraped, Rig.RATIO)).containsExactly("w4", "w6");
    assertThat(windowsOf(scraped, LIMIT)).containsExactly("w1");
    assertThat(windowsOf(scraped, AGE)).containsExactly("w0", "w1", "w2", "w3", "w4", "w5", "w6");
    assertThat(scraped.samples(RESET)).isEmpty();
    assertThat(scraped.samples(Rig.RATIO).values())
        .as("neither unknown nor unlimited is a number")
        .containsExactlyInAnyOrder(0.5, 0.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", Rig.OPEN_METRICS})
  void label_withOddCharacters_isEscaped(String accept) {
    String odd = "we\"ird\\mo\ndel, {a=\"b\"} ü\ud83d\ude80";
    rig.windows.add(
        Rig.view(
            "team-a",
            new Window(Scope.model(odd), "5h", Unit.PERCENT),
            Amount.share(0.5),
            Moment.unstated()));

    assertThat(rig.scrape(accept).samples(Rig.RATIO).keySet())
        .singleElement()
        .satisfies(labels -> assertThat(labels).containsEntry("scope", "model:" + odd));
  }

  @Test
  void window_gone_isGoneFromTheNextScrape() {
    WindowView gone = Rig.share("team-a", 0.5);
    rig.windows.add(gone);
    rig.windows.add(Rig.share("team-b", 0.5));
    assertThat(rig.scrape("").samples(Rig.RATIO)).hasSize(2);

    rig.windows.remove(gone);

    assertThat(rig.scrape("").samples(Rig.RATIO)).hasSize(1);
  }

  @Test
  void window_toldTwice_doesNotVoidTheScrape() {
    rig.windows.add(Rig.share("team-a", 0.5));
    rig.windows.add(Rig.share("team-a", 0.4));

    assertThat(rig.scrape("").samples(Rig.RATIO).values()).containsExactly(0.4);
  }

  private static List<String> windowsOf(Scraped scraped, String name) {
    return scraped.samples(name).keySet().stream()
        .map(labels -> labels.getOrDefault("window", "?"))
        .sorted()
        .toList();
  }
}
