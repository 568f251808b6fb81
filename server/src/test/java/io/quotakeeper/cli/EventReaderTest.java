package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventReaderTest {

  private static EventReader reader(String text) {
    return new EventReader(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "before");
  }

  @Test
  void next_wholeEvents_areReadInOrderWithTheLastId() throws IOException {
    EventReader reader =
        reader(
            "retry: 70\n\n: beat\n\nevent: a\nid: 7\ndata: {}\n\nevent:b\r\ndata:1\r\ndata:2\r\n\r\n");

    assertThat(reader.next()).contains(new EventReader.Event("a", "7", "{}"));
    assertThat(reader.next()).contains(new EventReader.Event("b", "7", "1\n2"));
    assertThat(reader.next()).isEmpty();
    assertThat(reader.retry()).contains(Duration.ofMillis(70));
  }

  @Test
  void next_emptyId_forgetsTheLast() throws IOException {
    assertThat(reader("event: a\nid:\ndata: {}\n\n").next())
        .contains(new EventReader.Event("a", "", "{}"));
    assertThat(reader("event: a\ndata: {}\n\n").next())
        .contains(new EventReader.Event("a", "before", "{}"));
  }

  @Test
  void next_eventThatIsCutOff_isNone() throws IOException {
    assertThat(reader("event: a\nid: 7\ndata: {}\n").next()).isEmpty();
    assertThat(reader("event: a\nid: 7\nda").next()).isEmpty();
  }

  @Test
  void next_lineWithoutEnd_isRefused() {
    EventReader reader = reader("data: " + "x".repeat(2 * 1024 * 1024));

    assertThatIOException().isThrownBy(reader::next);
  }
}
