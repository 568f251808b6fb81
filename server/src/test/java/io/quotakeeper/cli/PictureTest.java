package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.cli.Picture.Meaning;
import io.quotakeeper.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PictureTest {

  private static final Instant HERE = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant THERE = HERE.plusSeconds(3600);

  private final ManualTime time = new ManualTime(HERE);
  private final Picture picture = new Picture(time);

  private static JsonNode json(String text) {
    return Json.parse(text).orElseThrow();
  }

  private static JsonNode quota(String window) {
    return json(
        "{\"account\":\"a\",\"scope\":\"account\",\"window\":\"%s\",\"unit\":\"u\",\"observedAt\":\"%s\"}"
            .formatted(window, THERE));
  }

  private static JsonNode at() {
    return json("{\"at\":\"" + THERE + "\"}");
  }

  @Test
  void now_isTheServersAndGoesOn() {
    picture.take("reset", at());
    time.advance(Duration.ofSeconds(5));

    assertThat(picture.now()).isEqualTo(THERE.plusSeconds(5));
    assertThat(picture.silence()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void age_goesOnBetweenEvents() {
    picture.take("reset", at());
    picture.take("quota", quota("w"));
    picture.take("ready", at());
    time.advance(Duration.ofSeconds(42));

    assertThat(picture.known().quotas(picture.now()))
        .singleElement()
        .extracting(q -> q.get("ageSeconds").asLong())
        .isEqualTo(42L);
  }

  @Test
  void stateToldAnew_takesThePlaceOfTheOldWhenItIsWhole() {
    picture.take("reset", at());
    picture.take("quota", quota("old"));
    assertThat(picture.take("ready", at())).isEqualTo(Meaning.STATE);

    picture.take("reset", at());
    assertThat(picture.take("quota", quota("new"))).isEqualTo(Meaning.NOTHING);
    assertThat(picture.known().quotas(HERE))
        .extracting(q -> q.get("window").asText())
        .containsExactly("old");
    picture.take("ready", at());
    assertThat(picture.known().quotas(HERE))
        .extracting(q -> q.get("window").asText())
        .containsExactly("new");
  }

  @Test
  void whatWasMissed_areChangesAndReadyIsNone() {
    picture.take("reset", at());
    picture.take("ready", at());

    assertThat(picture.take("quota", quota("w"))).isEqualTo(Meaning.CHANGE);
    assertThat(picture.take("ready", at())).isEqualTo(Meaning.NOTHING);
  }
}
