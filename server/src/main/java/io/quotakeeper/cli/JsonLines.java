package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.time.Time;
import java.time.Duration;

/**
 * One JSON object a line: {@code {"event", "id", "data"}}. First the state as a whole, then what
 * the server tells, as it tells it.
 */
final class JsonLines implements WatchView {

  private final Screen screen;
  private final Picture picture;

  JsonLines(Screen screen, Time time) {
    this.screen = screen;
    picture = new Picture(time);
  }

  @Override
  public void heard(String name, String id, JsonNode data) {
    switch (picture.take(name, data)) {
      case STATE -> print("state", id, state());
      case CHANGE -> print(name, id, data);
      case NOTHING -> {
        // Comes with the state.
      }
    }
  }

  private ObjectNode state() {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("at", picture.now().toString());
    state.putArray("quotas").addAll(picture.known().quotas(picture.now()));
    state.putArray("accounts").addAll(picture.known().accounts());
    return state;
  }

  private void print(String event, String id, JsonNode data) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("event", event).put("id", id).set("data", data);
    screen.json(Json.write(line));
  }

  @Override
  public void lost(Duration pause) {
    screen.lost(pause);
  }

  @Override
  public void rest() {
    // Time alone prints nothing.
  }

  @Override
  public void close() {
    // Every line was written as it came.
  }
}
