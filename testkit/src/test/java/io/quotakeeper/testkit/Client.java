package io.quotakeeper.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotakeeper.providers.CallRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** Talks to the upstream as an account does. */
final class Client implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SimulatedUpstream upstream;

  Client(SimulatedUpstream upstream) {
    this.upstream = upstream;
  }

  HttpResponse<String> get(LiveAccount account, String path) {
    return send(request(account, path).build());
  }

  HttpResponse<String> post(LiveAccount account, String path, String body) {
    return send(posting(account, path, body));
  }

  CompletableFuture<HttpResponse<String>> posted(LiveAccount account, String path, String body) {
    return http.sendAsync(posting(account, path, body), HttpResponse.BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> got(LiveAccount account, String path) {
    return http.sendAsync(request(account, path).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> getAs(String token, String provider, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(upstream.baseUrl(provider) + path))
            .header("Authorization", "Bearer " + token)
            .build());
  }

  HttpResponse<String> send(CallRequest call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .method(call.method(), HttpRequest.BodyPublishers.ofString(call.body()));
    call.headers().fields().forEach(f -> request.header(f.getKey(), f.getValue()));
    return send(request.build());
  }

  private HttpRequest.Builder request(LiveAccount account, String path) {
    String base = upstream.baseUrl(account.account().provider());
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + account.account().token().reveal());
  }

  private HttpRequest posting(LiveAccount account, String path, String body) {
    return request(account, path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
