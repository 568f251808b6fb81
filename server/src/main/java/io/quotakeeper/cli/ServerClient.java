package io.quotakeeper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server over HTTP. Every call ends within a bound; redirects are not followed, since the
 * credential goes along. May be used by several threads.
 */
final class ServerClient {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final String EVENTS = "text/event-stream";
  private static final int LARGEST = 64 * 1024 * 1024;

  private final Server server;

  ServerClient(Server server) {
    this.server = server;
  }

  /**
   * Asks.
   *
   * @param path with its leading slash, escaped
   * @param query parameters; those with an empty value are left out
   * @param within how long the server may be silent
   * @throws Failure if there is no answer
   */
  Answer get(String path, Map<String, String> query, Duration within) {
    return send("GET", path + query(query), "", within);
  }

  /** Tells the server to do something; else as {@link #get}. */
  Answer post(String path, Duration within) {
    return send("POST", path, "", within);
  }

  /** Tells the server to do something, with a JSON document; else as {@link #get}. */
  Answer post(String path, String document, Duration within) {
    return send("POST", path, document, within);
  }

  /**
   * Begins to listen to a stream of events.
   *
   * @param lastId the id of the last event that was heard, empty if there is none
   * @param silence how long the server may be silent
   * @throws Failure if there is no answer
   */
  Streamed stream(String path, Map<String, String> query, String lastId, Duration silence) {
    try {
      HttpURLConnection connection = open(path + query(query));
      connection.setRequestProperty("Accept", EVENTS + ", application/problem+json");
      connection.setReadTimeout(Math.toIntExact(silence.toMillis()));
      if (!lastId.isEmpty()) {
        connection.setRequestProperty("Last-Event-ID", lastId);
      }
      int status = connection.getResponseCode();
      String type = String.valueOf(connection.getContentType());
      return status == 200 && type.startsWith(EVENTS)
          ? new Streamed(new Answer(server, status, ""), connection.getInputStream())
          : new Streamed(new Answer(server, status, body(connection)), null);
    } catch (IOException e) {
      throw unreachable(silence, e);
    }
  }

  /**
   * How a server answered who wants to listen.
   *
   * @param answer its answer
   * @param events the stream, null if there is none
   */
  record Streamed(Answer answer, @Nullable InputStream events) {

    /** Whether another try may do better. */
    boolean mayDoBetter() {
      return answer.status() >= 500;
    }

    /** The stream. */
    InputStream orFail() {
      if (events != null) {
        return events;
      }
      var _ = answer.orFail().document();
      throw new Failure(Exit.FAILED, "what answers at " + answer.server() + " sends no events", "");
    }
  }

  /** One segment of a path, escaped. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String query(Map<String, String> parameters) {
    Map<String, String> stated = new LinkedHashMap<>(parameters);
    stated.values().removeIf(String::isEmpty);
    String text =
        stated.entrySet().stream()
            .map(e -> segment(e.getKey()) + "=" + segment(e.getValue()))
            .collect(Collectors.joining("&"));
    return text.isEmpty() ? "" : "?" + text;
  }

  private Answer send(String method, String target, String document, Duration within) {
    try {
      HttpURLConnection connection = open(target);
      connection.setRequestMethod(method);
      connection.setReadTimeout(Math.toIntExact(within.toMillis()));
      if (method.equals("POST")) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
          out.write(document.getBytes(StandardCharsets.UTF_8));
        }
      }
      return new Answer(server, connection.getResponseCode(), body(connection));
    } catch (IOException e) {
      throw unreachable(within, e);
    }
  }

  private HttpURLConnection open(String target) throws IOException {
    var url = URI.create(server.url() + target).toURL();
    HttpURLConnection connection =
        (HttpURLConnection)
            (server.isLoopback() ? url.openConnection(Proxy.NO_PROXY) : url.openConnection());
    connection.setConnectTimeout(Math.toIntExact(CONNECT.toMillis()));
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Accept", "application/json, application/problem+json");
    connection.setRequestProperty("User-Agent", "quotakeeper-cli");
    server
        .token()
        .ifPresent(t -> connection.setRequestProperty("Authorization", "Bearer " + t.reveal()));
    return connection;
  }

  private String body(HttpURLConnection connection) throws IOException {
    boolean refused = connection.getResponseCode() >= 400;
    InputStream stream = refused ? connection.getErrorStream() : connection.getInputStream();
    if (stream == null) {
      return "";
    }
    try (stream) {
      byte[] bytes = stream.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new Failure(Exit.FAILED, "the answer of " + server + " is larger than 64 MiB", "");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private Failure unreachable(Duration within, IOException cause) {
    String why =
        switch (cause) {
          case java.net.ConnectException _ -> "nothing listens there";
          case java.net.UnknownHostException _ -> "its name is not known";
          case java.net.SocketTimeoutException _ -> "no answer within " + Amounts.span(within);
          case javax.net.ssl.SSLException _ -> "no trusted TLS connection can be made";
          default -> "the connection broke";
        };
    return new Failure(
            Exit.UNREACHABLE,
            "cannot reach the server at " + server + ": " + why,
            "Start it with `quotakeeper serve`, or name another with --server URL.")
        .causedBy(cause);
  }
}
