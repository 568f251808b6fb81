package io.quotakeeper.providers;

import java.util.ArrayList;
import java.util.List;

/** The beginning of a stream of server-sent events, or a fragment of one, as a body holds it. */
final class EventStream {

  /** What went wrong is said in the first events or not at all, as far as we look. */
  private static final int MOST_EVENTS = 16;

  private static final String DATA = "data:";
  private static final List<String> FIELDS = List.of(DATA, "event:", "id:", "retry:", ":");

  private EventStream() {}

  /** Whether {@code body} begins as such streams do. */
  static boolean begins(String body) {
    return FIELDS.stream().anyMatch(body::startsWith);
  }

  /** The data of the first events; that of one that was cut off is among them. */
  static List<String> data(String body) {
    List<String> events = new ArrayList<>();
    StringBuilder data = new StringBuilder();
    int at = 0;
    while (at < body.length() && events.size() < MOST_EVENTS) {
      int end = body.indexOf('\n', at);
      String line = body.substring(at, end < 0 ? body.length() : end).strip();
      at = end < 0 ? body.length() : end + 1;
      if (line.startsWith(DATA)) {
        data.append(line, DATA.length(), line.length()).append('\n');
      } else if (line.isEmpty() && !data.isEmpty()) {
        events.add(data.toString());
        data.setLength(0);
      }
    }
    if (!data.isEmpty() && events.size() < MOST_EVENTS) {
      events.add(data.toString());
    }
    return events;
  }
}
