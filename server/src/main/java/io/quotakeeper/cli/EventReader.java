package io.quotakeeper.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Reads server-sent events. Not thread-safe. */
final class EventReader {

  private static final int LONGEST_LINE = 1024 * 1024;
  private static final int LARGEST_EVENT = 1024 * 1024;

  private final InputStream in;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private String lastId;
  private Optional<Duration> retry = Optional.empty();

  /**
   * One event.
   *
   * @param name what it is
   * @param id from where one can go on after it, empty if one cannot
   * @param data its JSON
   */
  record Event(String name, String id, String data) {}

  /**
   * Reads a stream.
   *
   * @param in best buffered
   * @param lastId the id of the event that was read last before
   */
  EventReader(InputStream in, String lastId) {
    this.in = in;
    this.lastId = lastId;
  }

  /** How long the server wants us to wait before we come back, if it said so. */
  Optional<Duration> retry() {
    return retry;
  }

  /**
   * The next event; waits for it. An event that was not sent as a whole is none.
   *
   * @return absent at the end of the stream
   */
  Optional<Event> next() throws IOException {
    String name = "";
    StringBuilder data = new StringBuilder();
    for (Optional<String> line = line(); line.isPresent(); line = line()) {
      String text = line.get();
      if (text.isEmpty() && !data.isEmpty()) {
        return Optional.of(new Event(name, lastId, data.toString()));
      }
      int colon = text.indexOf(':');
      String field = colon < 0 ? text : text.substring(0, colon);
      String value = colon < 0 ? "" : withoutBlank(text.substring(colon + 1));
      switch (field) {
        case "event" -> name = value;
        case "data" -> append(data, value);
        case "id" -> lastId = value;
        case "retry" -> retry = milliseconds(value).or(() -> retry);
        default -> {
          // A comment, or a field of a later version.
        }
      }
    }
    return Optional.empty();
  }

  private static void append(StringBuilder data, String value) throws IOException {
    if (data.length() + value.length() > LARGEST_EVENT) {
      throw new IOException("an event is larger than 1 MiB");
    }
    data.append(data.isEmpty() ? "" : "\n").append(value);
  }

  private static String withoutBlank(String value) {
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  private static Optional<Duration> milliseconds(String text) {
    return text.matches("[0-9]{1,9}")
        ? Optional.of(Duration.ofMillis(Integer.parseInt(text)))
        : Optional.empty();
  }

  private Optional<String> line() throws IOException {
    bytes.reset();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return Optional.empty();
      }
      if (bytes.size() == LONGEST_LINE) {
        throw new IOException("a line is longer than 1 MiB");
      }
      bytes.write(next);
    }
    String line = bytes.toString(StandardCharsets.UTF_8);
    return Optional.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
  }
}
