package io.quotakeeper.api;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.util.concurrent.TimeUnit;

/**
 * Serves the surface over HTTP. Every route but health needs the admin token; every error is an RFC
 * 9457 problem. Thread-safe.
 */
public final class ApiServer {

  private static final int LONGEST_LINE = 8 * 1024;
  private static final int LARGEST_HEADERS = 16 * 1024;
  private static final int STOP_SECONDS = 5;

  /** How often a listener hears of us within a client's patience. */
  private static final int HEARTBEATS = 4;

  private final ApiSettings settings;
  private final Gate gate;
  private final Router router;
  private final Responder responder;
  private final EventStreams streams;
  private final HttpServer server;

  /** Wires the surface; nothing is served before {@link #start}. */
  public ApiServer(Vertx vertx, ApiPorts ports, ApiSettings settings) {
    this.settings = settings;
    gate = new Gate(new HostList(settings.allowedHosts()));
    var patience = new Patience(vertx, settings.patience());
    streams = new EventStreams(vertx, patience, settings.patience().dividedBy(HEARTBEATS));
    responder = new Responder(ports.random(), patience, streams);
    router = Router.router(vertx);
    var token = new TokenCheck(settings.adminToken(), ports.random());
    new Surface(token, responder, ports.executor()).mount(Operations.of(ports), router);
    server =
        vertx
            .createHttpServer(options())
            .connectionHandler(patience::opened)
            .requestHandler(this::accept)
            .invalidRequestHandler(this::refuse);
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setTcpNoDelay(true)
        .setHttp2ClearTextEnabled(false)
        .setMaxInitialLineLength(LONGEST_LINE)
        .setMaxHeaderSize(LARGEST_HEADERS)
        .setDecompressionSupported(false);
  }

  /**
   * Starts to serve.
   *
   * @return the port; fails with a {@link BindException} if the address cannot be had
   */
  public Future<Integer> start() {
    return server
        .listen(settings.port(), settings.host())
        .map(HttpServer::actualPort)
        .recover(e -> Future.failedFuture(cannotBind(e)));
  }

  /**
   * Stops: takes no new connections, ends streams of events, and gives other calls under way a few
   * seconds to end.
   */
  public Future<Void> stop() {
    streams.close();
    return server.shutdown(STOP_SECONDS, TimeUnit.SECONDS).eventually(server::close);
  }

  Router router() {
    return router;
  }

  private void accept(HttpServerRequest request) {
    gate.refusal(request)
        .ifPresentOrElse(problem -> responder.send(request, problem), () -> router.handle(request));
  }

  /** What is not HTTP, or too much of it. */
  private void refuse(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Problem problem =
        switch (cause) {
          case TooLongHttpLineException _ ->
              Problem.of(414, "target-too-long", "a request line may have 8 KiB");
          case TooLongHttpHeaderException _ ->
              Problem.of(431, "headers-too-large", "the headers of a request may have 16 KiB");
          case null, default -> Problem.of(400, "malformed", "this is not a well-formed request");
        };
    responder.send(request, problem.closing());
  }

  private BindException cannotBind(Throwable cause) {
    var exception =
        new BindException(
            "cannot listen on port "
                + settings.port()
                + " of "
                + settings.host()
                + ": "
                + cause.getMessage());
    exception.initCause(cause);
    return exception;
  }
}
