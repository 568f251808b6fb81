package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of text for each window as it stands, then one for each change that a person would see.
 * The columns are parted by tabs: time, account, scope, window, what is left, when it resets,
 * state.
 */
final class TextLines implements WatchView {

  private static final String GONE = "gone";

  /** What makes a window's line another one; that it was seen again, or floats, does not. */
  private static final List<String> NEWS =
      List.of("state", "level", "remaining", "remainingFraction", "limit", "stale");

  private final Screen screen;
  private final Picture picture;
  private final Map<String, String> said = new HashMap<>();

  TextLines(Screen screen, Time time) {
    this.screen = screen;
    picture = new Picture(time);
  }

  @Override
  public void heard(String name, String id, JsonNode data) {
    switch (picture.take(name, data)) {
      case STATE -> printAll();
      case CHANGE -> print(name, data);
      case NOTHING -> {
        // Comes with the state.
      }
    }
  }

  private void printAll() {
    said.clear();
    picture.known().accounts().forEach(account -> print("account", account));
    picture.known().quotas(picture.now()).forEach(quota -> print("quota", quota));
  }

  private void print(String event, JsonNode data) {
    switch (event) {
      case "quota" -> {
        String news = NEWS.stream().map(data::path).map(JsonNode::toString).collect(joined());
        if (!news.equals(said.put(key(data), news))) {
          print(row(data).line(screen.look()));
        }
      }
      case "account" -> {
        String news = Json.text(data, "status") + Json.text(data, "statusReason");
        if (!news.equals(said.put(Json.text(data, "id"), news))) {
          print(account(data));
        }
      }
      case "quota-gone" -> {
        said.remove(key(data));
        print(gone(data, "account"));
      }
      case "account-gone" -> {
        said.remove(Json.text(data, "id"));
        print(gone(data, "id"));
      }
      default -> {
        // A sweep changes nothing by itself.
      }
    }
  }

  private QuotaRow row(JsonNode quota) {
    JsonNode account =
        picture.known().account(Json.text(quota, "account")).orElse(MissingNode.getInstance());
    return QuotaRow.ofWindow(quota, account, picture.now());
  }

  private static List<Cell> account(JsonNode data) {
    String status = Json.text(data, "status");
    return List.of(
        Cell.of(Json.text(data, "id")),
        Cell.NONE,
        Cell.NONE,
        Cell.NONE,
        Cell.NONE,
        new Cell(status, Json.text(data, "statusReason"), false, Style.PLAIN));
  }

  private static List<Cell> gone(JsonNode data, String key) {
    return List.of(
        Cell.of(Json.text(data, key)),
        Cell.of(Json.text(data, "scope")),
        Cell.of(Json.text(data, "window")),
        Cell.NONE,
        Cell.NONE,
        Cell.of(GONE));
  }

  private void print(List<Cell> cells) {
    String time = picture.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Stream<String> texts = cells.stream().map(cell -> cell.full(screen.look()));
    screen.print(List.of(Stream.concat(Stream.of(time), texts).collect(joined())));
  }

  private static String key(JsonNode quota) {
    return Stream.of("account", "scope", "window", "unit")
        .map(part -> Json.text(quota, part))
        .collect(joined());
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining("\t");
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
