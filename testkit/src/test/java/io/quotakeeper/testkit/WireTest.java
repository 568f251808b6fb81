package io.quotakeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

  private static final String AUTH = "Authorization: Bearer token-of-a\r\n";
  private static final String CHAT = "{\"model\":\"gpt-5\",\"messages\":[]}";

  private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T12:00:00Z"));
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time);
  private final Client client = new Client(upstream);
  private final LiveAccount account = upstream.add(SimulatedAccount.of("a", "openai"));

  @AfterEach
  void close() {
    client.close();
    upstream.close();
  }

  @Test
  void body_inChunks_isUnderstood() throws IOException {
    String half = CHAT.substring(0, 10);
    String rest = CHAT.substring(10);
    String request =
        ("POST /openai/v1/chat/completions HTTP/1.1\r\nHost: x\r\n"
                + AUTH
                + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n")
            + (Integer.toHexString(half.length()) + ";note=1\r\n" + half + "\r\n")
            + (Integer.toHexString(rest.length()) + "\r\n" + rest + "\r\n0\r\nTrailer: x\r\n\r\n");

    assertThat(raw(request)).startsWith("HTTP/1.1 200 OK\r\n").contains("\"total_tokens\":100");
  }

  @Test
  void expectation_ofContinue_isMet() throws IOException {
    String request =
        "POST /openai/v1/chat/completions HTTP/1.1\r\nHost: x\r\n"
            + AUTH
            + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: "
            + CHAT.length()
            + "\r\n\r\n"
            + CHAT;

    assertThat(raw(request))
        .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
        .contains("Date: Sun, 1 Mar 2026 12:00:00 GMT\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /openai/x|400",
        "GET /openai/x SPDY/3|400",
        "GET /openai/x HTTP/1.1~Bad Name : x|400",
        "GET /openai/x HTTP/1.1~no colon|400",
        "POST /openai/x HTTP/1.1~Content-Length: -1|400",
        "POST /openai/x HTTP/1.1~Content-Length: ten|400",
        "POST /openai/x HTTP/1.1~Content-Length: 99999999|413",
        "POST /openai/x HTTP/1.1~Transfer-Encoding: gzip|400",
        "POST /openai/x HTTP/1.1~Content-Length: 3~Transfer-Encoding: chunked|400"
      })
  void request_malformedOrTooLarge_isRefusedAndTheConnectionEnds(String head, int status)
      throws IOException {
    assertThat(raw(head.replace("~", "\r\n") + "\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("Connection: close");
  }

  @Test
  void head_withoutEnd_isRefused() throws IOException {
    String request = "GET /openai/x HTTP/1.1\r\nX: " + "x".repeat(70_000);

    assertThat(raw(request)).startsWith("HTTP/1.1 431 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nobody/x", "/openaix/v1"})
  void path_ofNoProvider_isNotFound(String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + AUTH + "\r\n";

    assertThat(raw(request)).startsWith("HTTP/1.1 404 ");
    assertThat(account.received().count()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "cloud-code, UNAUTHENTICATED",
    "github, Bad credentials",
    "openai, invalid_api_key",
    "openrouter, 401"
  })
  void token_unknown_isRefusedInTheProvidersShape(String provider, String word) {
    HttpResponse<String> response = client.getAs("nobodys", provider, "/rate_limit");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains(word);
    assertThat(upstream.strangers().count()).isEqualTo(1);
  }

  @Test
  void token_ofAnotherProvider_isUnknown() {
    assertThat(client.getAs("token-of-a", "github", "/rate_limit").statusCode()).isEqualTo(401);
  }

  @Test
  void connection_afterAnAnswer_isUsedAgain() {
    for (int i = 0; i < 3; i++) {
      client.post(account, "/v1/chat/completions", CHAT);
    }

    assertThat(upstream.connections()).isEqualTo(1);
    assertThat(account.mostOpen()).isEqualTo(1);
    assertThat(account.open()).isZero();
  }

  @Test
  void requests_recorded_holdNoTokenAndNoBody() {
    client.post(account, "/v1/chat/completions", CHAT);

    SeenRequest seen = account.requests().getFirst();
    assertThat(seen.call()).isEqualTo("traffic");
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.path()).isEqualTo("/v1/chat/completions");
    assertThat(seen.headerNames()).contains("Authorization");
    assertThat(seen.toString()).doesNotContain("token-of-a").doesNotContain("gpt-5");
    assertThat(account.account().toString()).doesNotContain("token-of-a");
  }

  @Test
  void callsAtOnce_held_areCounted() throws Exception {
    account.misbehave(Misbehaviour.hang());
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      calls.add(client.posted(account, "/v1/chat/completions", CHAT));
    }
    account.received("traffic").reaches(5).get(10, TimeUnit.SECONDS);

    assertThat(account.mostOpen()).isEqualTo(5);
    calls.forEach(c -> c.cancel(true));
    account.dropped().reaches(5).get(10, TimeUnit.SECONDS);
    assertThat(account.open()).isZero();
  }

  @Test
  void account_takenIn_mayNotShareIdOrToken() {
    assertThatThrownBy(() -> upstream.add(SimulatedAccount.of("a", "github")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> upstream.add(SimulatedAccount.of("b", "openai").token("token-of-a")))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("token-of-a");
    assertThatThrownBy(() -> upstream.account("b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SimulatedAccount.of("c", "acme"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("acme");
  }

  @Test
  void port_thatIsTaken_isSaid() {
    assertThatThrownBy(() -> SimulatedUpstream.start(time, upstream.port()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("127.0.0.1:" + upstream.port());
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), upstream.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
