package io.quotakeeper.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.testkit.ManualTime;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import io.quotakeeper.testkit.SimulatedWindow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PromptsApplicationTest {

  private static final SimulatedUpstream UPSTREAM =
      SimulatedUpstream.start(new ManualTime(Instant.parse("2026-03-01T12:00:00Z")));

  @LocalServerPort private int port;

  /** Two accounts of two requests an hour each. */
  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry registry) {
    for (String id : List.of("chat-a", "chat-b")) {
      String token =
          UPSTREAM
              .add(
                  SimulatedAccount.of(id, "openai")
                      .windows(
                          SimulatedWindow.rolling(
                              Scope.model("gpt-5"), "rpm", Unit.REQUESTS, 2, Duration.ofHours(1))))
              .account()
              .token()
              .reveal();
      registry.add(id.equals("chat-a") ? "OPENAI_KEY_A" : "OPENAI_KEY_B", () -> token);
    }
    registry.add("prompts.api", () -> UPSTREAM.baseUrl("openai"));
  }

  @AfterAll
  static void stop() {
    UPSTREAM.close();
  }

  @Test
  void prompts_areAnsweredAsLongAsAnyAccountHasQuota_withoutAskingOneThatHasNone()
      throws Exception {
    for (int prompt = 0; prompt < 4; prompt++) {
      assertThat(prompt("Hello?").statusCode()).isEqualTo(200);
    }

    HttpResponse<String> refused = prompt("Hello?");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("No account has quota left until 20");
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 3600L);
    assertThat(UPSTREAM.accounts()).allSatisfy(a -> assertThat(a.received().count()).isEqualTo(2));
    assertThat(get("/quotas").body()).contains("chat-a").contains("\"level\":\"exhausted\"");
  }

  private HttpResponse<String> prompt(String text) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri("/prompts"))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(text))
            .build());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
