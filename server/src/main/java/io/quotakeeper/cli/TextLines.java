package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One line of text for each window and account as it stands, then one for each change that a line
 * shows; also when the state is told anew, only what has changed meanwhile. The columns are parted
 * by tabs: time, account, scope, window, what is left, when it resets, state.
 */
final class TextLines implements WatchView {

  private static final String GONE = "gone";

  /** The column that alone is no news: the resets of many windows float. */
  private static final int RESETS = 4;

  private final Screen screen;
  private final Picture picture;
  private final Map<Subject, List<String>> said = new LinkedHashMap<>();

  /** What a line is about: a window, or an account, of which all but the id is empty. */
  private record Subject(String account, String scope, String window, String unit) {

    static Subject ofWindow(JsonNode quota) {
      return new Subject(
          Json.text(quota, "account"),
          Json.text(quota, "scope"),
          Json.text(quota, "window"),
          Json.text(quota, "unit"));
    }

    static Subject ofAccount(JsonNode account) {
      return new Subject(Json.text(account, "id"), "", "", "");
    }
  }

  TextLines(Screen screen, Time time) {
    this.screen = screen;
    picture = new Picture(time);
  }

  @Override
  public void heard(String name, String id, JsonNode data) {
    switch (picture.take(name, data)) {
      case STATE -> tellState();
      case CHANGE -> tellChange(name, data);
      case NOTHING -> {
        // Comes with the state.
      }
    }
  }

  private void tellState() {
    Set<Subject> gone = new LinkedHashSet<>(said.keySet());
    for (JsonNode account : picture.known().accounts()) {
      tellAccount(account);
      gone.remove(Subject.ofAccount(account));
    }
    for (JsonNode quota : picture.known().quotas(picture.now())) {
      tellWindow(quota);
      gone.remove(Subject.ofWindow(quota));
    }
    gone.forEach(this::tellGone);
  }

  private void tellChange(String event, JsonNode data) {
    switch (event) {
      case "quota" -> tellWindow(data);
      case "account" -> tellAccount(data);
      case "quota-gone" -> tellGone(Subject.ofWindow(data));
      case "account-gone" -> tellGone(Subject.ofAccount(data));
      default -> {
        // A sweep changes nothing by itself.
      }
    }
  }

  private void tellWindow(JsonNode quota) {
    tell(
        Subject.ofWindow(quota), QuotaRow.ofWindow(quota, null, picture.now()).line(screen.look()));
  }

  private void tellAccount(JsonNode account) {
    String reason = Reasons.dated(Json.text(account, "statusReason"));
    Cell state = new Cell(Json.text(account, "status"), reason, false, Style.PLAIN);
    tell(
        Subject.ofAccount(account),
        List.of(
            Cell.of(Json.text(account, "id")), Cell.NONE, Cell.NONE, Cell.NONE, Cell.NONE, state));
  }

  private void tellGone(Subject subject) {
    said.remove(subject);
    print(
        texts(
            List.of(
                Cell.of(subject.account()),
                Cell.of(subject.scope()),
                Cell.of(subject.window()),
                Cell.NONE,
                Cell.NONE,
                Cell.of(GONE))));
  }

  /** Prints a line, unless the last of its subject showed the same. */
  private void tell(Subject subject, List<Cell> cells) {
    List<String> line = texts(cells);
    List<String> news = new ArrayList<>(line);
    news.remove(RESETS);
    if (!news.equals(said.put(subject, news))) {
      print(line);
    }
  }

  private List<String> texts(List<Cell> cells) {
    return cells.stream().map(cell -> cell.full(screen.look())).toList();
  }

  private void print(List<String> columns) {
    screen.print(List.of(Amounts.instant(picture.now()) + "\t" + String.join("\t", columns)));
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
