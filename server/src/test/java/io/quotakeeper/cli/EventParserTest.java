package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThatIOException;

import io.quotakeeper.fuzz.Bounds;
import io.quotakeeper.fuzz.Large;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever stands in for the server, its events are read within bounds. A stream goes on without
 * end: what counts is what is held at once, which is one line and one event.
 */
class EventParserTest {

  private static final Duration MOST = Duration.ofSeconds(8);

  @Test
  void seed_isReadWithinBounds() {
    EventParser.EVENTS.seeds().forEach(seed -> Bounds.check(EventParser.EVENTS, seed, MOST));
  }

  @Test
  void streamOfTenMebibytes_isReadInTime() {
    Large.texts(Large.SIZE).forEach(text -> Bounds.checkTime(EventParser.EVENTS, text, MOST));
  }

  @ParameterizedTest
  @CsvSource({"data: 0123456789, an event", "0123456789, a line"})
  void eventWithoutEnd_isRefused(String unit, String what) {
    String end = what.equals("an event") ? "\n" : "";
    String endless = (unit + end).repeat(Large.SIZE / unit.length());
    var reader =
        new EventReader(new ByteArrayInputStream(endless.getBytes(StandardCharsets.UTF_8)), "");

    assertThatIOException().isThrownBy(reader::next).withMessageStartingWith(what + " is l");
  }
}
