package io.quotakeeper.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers with what it was given, and remembers what it was asked. */
final class FakeServer implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();

  private final List<String> bodies = new CopyOnWriteArrayList<>();

  private record Answer(int status, String type, String body) {}

  private final Map<String, Queue<Answer>> turns = new ConcurrentHashMap<>();

  FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    on("GET", "/health/live", 200, "{\"status\":\"live\"}");
  }

  /** Answers a call of that method, path and query. */
  FakeServer on(String method, String target, int status, String body) {
    answers.put(method + " " + target, new Answer(status, "application/json", body));
    return this;
  }

  /** Answers the next call of that kind with a stream of events that ends; then as usual. */
  FakeServer stream(String target, String events) {
    turns
        .computeIfAbsent("GET " + target, _ -> new ConcurrentLinkedQueue<>())
        .add(new Answer(200, "text/event-stream", events));
    return this;
  }

  /** Answers the next call of that kind so; then as usual. */
  FakeServer once(String target, int status) {
    turns
        .computeIfAbsent("GET " + target, _ -> new ConcurrentLinkedQueue<>())
        .add(new Answer(status, "application/json", "{}"));
    return this;
  }

  FakeServer get(String target, String body) {
    return on("GET", target, 200, body);
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /** The bodies that were sent, in order. */
  List<String> bodies() {
    return bodies;
  }

  /** Each call as method, target and the Authorization field, in order. */
  List<String> calls() {
    return calls;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("-");
    String lastId = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    calls.add(call + " " + authorization + (lastId == null ? "" : " after " + lastId));
    Answer answer = next(call);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!sent.isEmpty()) {
      bodies.add(sent);
    }
    exchange.getResponseHeaders().add("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Answer next(String call) {
    Answer turn = turns.getOrDefault(call, new ConcurrentLinkedQueue<>()).poll();
    Answer none = new Answer(404, "application/json", "{\"title\":\"Not Found\"}");
    return turn == null ? answers.getOrDefault(call, none) : turn;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
