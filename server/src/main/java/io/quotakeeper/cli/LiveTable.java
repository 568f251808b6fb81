package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.util.List;

/**
 * The table on a terminal, drawn over itself. Ages and countdowns go on between events, by the
 * server's clock.
 */
final class LiveTable implements WatchView {

  private final Screen screen;
  private final Picture picture;
  private final boolean wide;
  private final Canvas canvas;
  private boolean connected = true;

  LiveTable(Screen screen, Time time, boolean wide) {
    this.screen = screen;
    this.wide = wide;
    picture = new Picture(time);
    canvas = screen.canvas();
  }

  @Override
  public void heard(String name, String id, JsonNode data) {
    connected = true;
    var _ = picture.take(name, data);
  }

  @Override
  public void lost(Duration pause) {
    connected = false;
    if (!screen.isWatchedInFull()) {
      screen.lost(pause);
    }
  }

  @Override
  public void rest() {
    if (picture.isReady()) {
      canvas.draw(lines(canvas.frame()));
    }
  }

  /** What is to be seen on a terminal of that size. */
  List<String> lines(Frame frame) {
    Look look = screen.look().within(frame.columns());
    Known known = picture.known();
    StatusTable table =
        new StatusTable(known.quotas(picture.now()), known.accounts(), picture.now());
    List<List<String>> blocks = table.blocks(look, wide);
    List<String> footer = List.of("", table.summary(look) + look.dot() + link());
    return frame.fit(blocks.getFirst(), blocks.subList(1, blocks.size()), footer);
  }

  private String link() {
    Duration silence = picture.silence().plusSeconds(1);
    return connected ? "live" : "reconnecting, silent for " + Amounts.span(silence);
  }

  @Override
  public void close() {
    canvas.close();
  }
}
