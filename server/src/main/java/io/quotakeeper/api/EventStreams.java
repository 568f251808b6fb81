package io.quotakeeper.api;

import io.quotakeeper.api.Events.Subscription;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams of events that are open. Thread-safe. */
final class EventStreams {

  private final Vertx vertx;
  private final Patience patience;
  private final Duration heartbeat;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  EventStreams(Vertx vertx, Patience patience, Duration heartbeat) {
    this.vertx = vertx;
    this.patience = patience;
    this.heartbeat = heartbeat;
  }

  /** Answers with a stream; on the event loop of its connection. */
  void begin(HttpServerRequest request, Subscription subscription) {
    var stream =
        new EventStream(vertx.getOrCreateContext(), request, subscription, patience, open::remove);
    open.add(stream);
    stream.begin(heartbeat);
    if (closed) {
      stream.end();
    }
  }

  /** Ends all streams, and each that still begins. */
  void close() {
    closed = true;
    open.forEach(EventStream::end);
  }
}
