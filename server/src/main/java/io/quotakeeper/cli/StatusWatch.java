package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.cli.EventSource.Signal;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Shows what is left for as long as somebody looks. */
final class StatusWatch {

  /** Signals read ahead; while so many wait, the server is not read. */
  private static final int AHEAD = 1024;

  private static final long TICK_MILLIS = 1000;

  private final Session session;
  private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(AHEAD);

  StatusWatch(Session session) {
    this.session = session;
  }

  /**
   * Watches until the reader of the output has gone.
   *
   * @throws Failure if the server cannot be listened to, or not any more
   */
  int run(ServerClient server, Map<String, String> filter) throws InterruptedException {
    Thread source =
        Thread.ofVirtual().name("events").start(new EventSource(server, filter, signals));
    try (WatchView view = view()) {
      while (!session.screen().isAbandoned()) {
        Signal signal = signals.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        while (signal != null) {
          show(view, signal);
          signal = signals.poll();
        }
        view.rest();
      }
      return Exit.DONE;
    } finally {
      source.interrupt();
    }
  }

  private WatchView view() {
    if (session.wantsJson()) {
      return new JsonLines(session.screen(), session.context().time());
    }
    return session.screen().isDrawable()
        ? new LiveTable(session.screen(), session.context().time(), session.isWide())
        : new TextLines(session.screen(), session.context().time());
  }

  private static void show(WatchView view, Signal signal) {
    switch (signal) {
      case Signal.Came(EventReader.Event event) ->
          Json.parse(event.data())
              .filter(JsonNode::isObject)
              .ifPresent(data -> view.heard(event.name(), event.id(), data));
      case Signal.Lost(var pause) -> view.lost(pause);
      case Signal.Ended(Failure why) -> {
        view.rest();
        throw why;
      }
    }
  }
}
