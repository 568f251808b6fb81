package io.quotakeeper.cli;

import io.quotakeeper.cli.ServerClient.Streamed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows a server's events, and comes back when the connection breaks, each time after a longer
 * pause, until it hears an event again. Only the first connection must succeed.
 */
final class EventSource implements Runnable {

  private static final String EVENTS = "/api/v1/events";

  /** The server sends a comment every 15 seconds: this long without is no silence but a break. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private static final Duration USUAL_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ServerClient server;
  private final Map<String, String> filter;
  private final BlockingQueue<Signal> signals;
  private String lastId = "";
  private Duration retry = USUAL_PAUSE;
  private int failures;

  /** What there is to tell of the stream. */
  sealed interface Signal {

    /** An event came. */
    record Came(EventReader.Event event) implements Signal {}

    /** The connection broke; another is tried after a pause. */
    record Lost(Duration pause) implements Signal {}

    /** The stream has ended for good. */
    record Ended(Failure why) implements Signal {}
  }

  /**
   * Follows nothing until it is run.
   *
   * @param filter parameters; those with an empty value are left out
   * @param signals bounded: while it is full, no more is read
   */
  EventSource(ServerClient server, Map<String, String> filter, BlockingQueue<Signal> signals) {
    this.server = server;
    this.filter = new LinkedHashMap<>(filter);
    this.signals = signals;
  }

  @Override
  public void run() {
    try {
      try {
        listen();
        while (true) {
          pause();
          listenAgain();
        }
      } catch (Failure why) {
        signals.put(new Signal.Ended(why));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns when the connection has broken.
   *
   * @throws Failure if there was none
   */
  private void listen() throws InterruptedException {
    follow(server.stream(EVENTS, filter, lastId, SILENCE).orFail());
  }

  /** As {@link #listen}; a server that is away, or not well, will do better. */
  private void listenAgain() throws InterruptedException {
    try {
      Streamed streamed = server.stream(EVENTS, filter, lastId, SILENCE);
      if (!streamed.mayDoBetter()) {
        follow(streamed.orFail());
      }
    } catch (Failure failure) {
      if (failure.exit() != Exit.UNREACHABLE) {
        throw failure;
      }
    }
  }

  private void follow(InputStream stream) throws InterruptedException {
    try (InputStream in = new BufferedInputStream(stream)) {
      EventReader reader = new EventReader(in, lastId);
      for (Optional<EventReader.Event> e = reader.next(); e.isPresent(); e = reader.next()) {
        lastId = e.get().id();
        failures = 0;
        retry = reader.retry().orElse(retry);
        signals.put(new Signal.Came(e.get()));
      }
    } catch (IOException _) {
      // It broke; that is said with the pause.
    }
  }

  private void pause() throws InterruptedException {
    Duration growing = retry.multipliedBy(1L << Math.min(failures, 10));
    failures++;
    Duration pause = growing.compareTo(LONGEST_PAUSE) < 0 ? growing : LONGEST_PAUSE;
    signals.put(new Signal.Lost(pause));
    // A latch that nobody opens.
    var _ = new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }
}
