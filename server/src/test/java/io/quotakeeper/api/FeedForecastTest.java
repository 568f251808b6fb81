package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.api.Events.Event;
import io.quotakeeper.api.Events.Subscription;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the feed tells of run-outs. */
class FeedForecastTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant RESET = START.plus(Duration.ofHours(1));

  private final ManualTime time = new ManualTime(START);
  private final EngineQuotas quotas = new EngineQuotas(time, time, "ann");
  private final Feed feed =
      new Feed(quotas, new Feed.Tools(time, time, Runnable::run, new Random(11)));

  @BeforeEach
  void use() {
    quotas.manager.onChange(feed);
    for (int minute = 0; minute < 10; minute++) {
      quotas.left("ann", 5000 - 300 * minute, RESET);
      time.advance(Duration.ofMinutes(1));
    }
  }

  @AfterEach
  void close() {
    quotas.close();
  }

  private Subscription listen() {
    return feed.subscribe(_ -> true, "").orElseThrow();
  }

  private static List<JsonNode> forecasts(Subscription listener) {
    List<JsonNode> forecasts = new ArrayList<>();
    for (Optional<Event> next = listener.poll(); next.isPresent(); next = listener.poll()) {
      EventJson json = EventJson.of(next.get().news());
      if (json.name().equals("quota")) {
        forecasts.add(json.data().get("forecast"));
      }
    }
    return forecasts;
  }

  @Test
  void runOut_isToldWithItsWindow() {
    Subscription listener = listen();

    assertThat(forecasts(listener)).singleElement().matches(f -> f.get("beforeReset").asBoolean());
  }

  @Test
  void runOutOfWhichNothingIsNew_isNotToldAgain() {
    Subscription listener = listen();
    forecasts(listener);

    time.advance(Duration.ofSeconds(50));

    assertThat(forecasts(listener)).isEmpty();
  }

  @Test
  void runOutAfterAnotherLook_isToldWithIt() {
    Subscription listener = listen();
    JsonNode first = forecasts(listener).getFirst();

    quotas.left("ann", 1000, RESET);
    time.advance(Duration.ofSeconds(1));

    JsonNode second = forecasts(listener).getFirst();
    assertThat(Instant.parse(second.get("runsOutAt").asText()))
        .isBefore(Instant.parse(first.get("runsOutAt").asText()));
  }
}
