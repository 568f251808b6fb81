package io.quotakeeper.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Closes connections whose client keeps us waiting: for a whole request, or for taking its answer.
 * While we make the client wait, nothing runs; a plain idle timeout would cut off a long sync.
 */
final class Patience {

  private static final Duration LINGERING = Duration.ofSeconds(1);

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
    // A client that breaks off is its own affair; unheard here, it would be logged as an error.
    connection.exceptionHandler(_ -> {});
  }

  void itIsTheClientsTurn(HttpConnection connection) {
    closeAfter(limit, connection);
  }

  /**
   * Leaves the client a moment to take its answer, since closing at once with something unread can
   * take it away again.
   */
  void endsSoon(HttpConnection connection) {
    closeAfter(LINGERING, connection);
  }

  private void closeAfter(Duration delay, HttpConnection connection) {
    itIsOurTurn(connection);
    timers.put(connection, vertx.setTimer(delay.toMillis(), _ -> tooLate(connection)));
  }

  void itIsOurTurn(HttpConnection connection) {
    Long timer = timers.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  private void tooLate(HttpConnection connection) {
    timers.remove(connection);
    cut(connection);
  }

  /**
   * Closes without sending what is still to be sent: Vert.x waits for that, and who takes nothing
   * would never be left.
   */
  static void cut(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      var _ = base.channelHandlerContext().close();
    } else {
      connection.close();
    }
  }
}
