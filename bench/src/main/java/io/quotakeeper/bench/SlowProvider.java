package io.quotakeeper.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;

/**
 * GitHub's rate limit call, answered after a delay, for any number of calls at once: a provider
 * that costs next to nothing. Prints its port, and runs until it is ended. Takes the delay in
 * milliseconds.
 */
public final class SlowProvider {

  private static final int BACKLOG = 4096;
  private static final int SECONDS_TO_RESET = 3600;

  private SlowProvider() {}

  /** Starts it. */
  public static void main(String[] args) {
    long delay = Long.parseLong(args[0]);
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    vertx
        .createHttpServer(new HttpServerOptions().setTcpNoDelay(true).setAcceptBacklog(BACKLOG))
        .requestHandler(request ->
            vertx.setTimer(
                Math.max(1, delay),
                _ ->
                    request
                        .response()
                        .putHeader("Content-Type", "application/json")
                        .end(body())
                        .onFailure(_ -> {})))
        .listen(0, "127.0.0.1")
        .onSuccess(server -> System.out.println(server.actualPort()))
        .onFailure(trouble -> {
          System.err.println("cannot listen: " + trouble.getMessage());
          System.exit(1);
        });
  }

  private static String body() {
    long reset = System.currentTimeMillis() / 1000 + SECONDS_TO_RESET;
    return """
    {"resources": {"core": {"limit": 5000, "remaining": 4000, "used": 1000, "reset": %d},
    "graphql": {"limit": 5000, "remaining": 5000, "used": 0, "reset": %d}}}\
    """
        .formatted(reset, reset);
  }
}
