package io.quotakeeper.cli;

import io.quotakeeper.fuzz.Parser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The reader of the server's events, as {@code status --watch} uses it. */
enum EventParser implements Parser {

  /** A whole stream. */
  EVENTS {
    @Override
    public void read(String text) {
      var reader =
          new EventReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "");
      try {
        while (reader.next().isPresent()) {
          var _ = reader.retry();
        }
      } catch (IOException e) {
        // A line is longer than any that the server writes.
      }
    }

    @Override
    public List<String> seeds() {
      return List.of(
          "event: quota\nid: 7-1\ndata: {\"a\":1}\n\n: still here\n\n",
          "retry: 2000\n\ndata: a\ndata: b\r\n\r\n",
          "retry: 99999999999999\ndata\n\n");
    }
  }
}
