package io.quotakeeper.api;

import io.quotakeeper.api.Events.Event;
import io.quotakeeper.api.Events.Subscription;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener's stream of server-sent events. It takes the next event only when the connection has
 * room for it, so nothing piles up here. Runs on the event loop of its connection, but for {@link
 * #end} and waking.
 */
final class EventStream {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /** When a client whose connection broke should try again. */
  private static final String RETRY = "retry: 2000\n\n";

  private static final String HEARTBEAT = ":\n\n";

  /** Events are written together up to about so many characters. */
  private static final int PIECE = 16 * 1024;

  private final Context loop;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Subscription subscription;
  private final Patience patience;
  private final Consumer<EventStream> closing;
  private final AtomicBoolean awake = new AtomicBoolean();
  private long heartbeat = -1;
  private boolean over;
  private boolean stuck;

  EventStream(
      Context loop,
      HttpServerRequest request,
      Subscription subscription,
      Patience patience,
      Consumer<EventStream> closing) {
    this.loop = loop;
    this.request = request;
    this.response = request.response();
    this.subscription = subscription;
    this.patience = patience;
    this.closing = closing;
  }

  void begin(Duration beat) {
    if (response.closed() || response.ended()) {
      close();
      return;
    }
    response.closeHandler(_ -> close());
    response.exceptionHandler(_ -> {});
    response.drainHandler(_ -> drained());
    response.setChunked(true);
    response.write(RETRY);
    heartbeat = loop.owner().setPeriodic(beat.toMillis(), _ -> beat());
    subscription.onNews(this::wake);
    write();
  }

  /** Ends the stream as a whole answer, and its connection; who takes nothing is cut off. */
  void end() {
    loop.runOnContext(_ -> {
      if (over) {
        return;
      }
      close();
      if (stuck) {
        Patience.cut(request.connection());
      } else {
        patience.endsSoon(request.connection());
        var _ = response.end().onComplete(_ -> request.connection().close());
      }
    });
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      loop.runOnContext(_ -> write());
    }
  }

  private void beat() {
    if (!over && !response.writeQueueFull()) {
      response.write(HEARTBEAT);
      waitIfFull();
    }
  }

  private void write() {
    // Before looking: what comes from now on wakes us again.
    awake.set(false);
    boolean more = true;
    while (more && !over && !response.writeQueueFull()) {
      var piece = new StringBuilder();
      while (more && piece.length() < PIECE) {
        Optional<Event> event = subscription.poll();
        event.ifPresent(next -> append(piece, next));
        more = event.isPresent();
      }
      if (!piece.isEmpty()) {
        response.write(piece.toString());
      }
    }
    waitIfFull();
  }

  private static void append(StringBuilder piece, Event event) {
    EventJson json = EventJson.of(event.news());
    piece.append("event: ").append(json.name());
    piece.append("\nid: ").append(event.id());
    piece.append("\ndata: ").append(Json.text(json.data())).append("\n\n");
  }

  /** A listener that takes nothing for too long is left. */
  private void waitIfFull() {
    if (!over && !stuck && response.writeQueueFull()) {
      stuck = true;
      patience.itIsTheClientsTurn(request.connection());
    }
  }

  private void drained() {
    if (stuck) {
      stuck = false;
      patience.itIsOurTurn(request.connection());
    }
    write();
  }

  private void close() {
    if (over) {
      return;
    }
    over = true;
    if (stuck) {
      LOG.info("A listener to events that took none was left remote={}", request.remoteAddress());
    }
    loop.owner().cancelTimer(heartbeat);
    subscription.close();
    closing.accept(this);
  }
}
