package io.quotakeeper.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Closes connections whose client keeps us waiting: for a whole request, or for taking its answer.
 * While we make the client wait, nothing runs; a plain idle timeout would cut off a long sync.
 */
final class Patience {

  private final Vertx vertx;
  private final Duration limit;
  private final ConcurrentMap<HttpConnection, Long> timers = new ConcurrentHashMap<>();

  Patience(Vertx vertx, Duration limit) {
    this.vertx = vertx;
    this.limit = limit;
  }

  void opened(HttpConnection connection) {
    itIsTheClientsTurn(connection);
    connection.closeHandler(_ -> itIsOurTurn(connection));
  }

  void itIsTheClientsTurn(HttpConnection connection) {
    itIsOurTurn(connection);
    timers.put(connection, vertx.setTimer(limit.toMillis(), _ -> tooLate(connection)));
  }

  void itIsOurTurn(HttpConnection connection) {
    Long timer = timers.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  private void tooLate(HttpConnection connection) {
    timers.remove(connection);
    connection.close();
  }
}
