package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.api.ContractClient.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {

  private static final String ADMIN = "Authorization: Bearer " + ContractClient.TOKEN;
  private static final String SYNC = "/api/v1/accounts/team-a/sync";

  private Served served;
  private ContractClient client;

  @BeforeAll
  void start() {
    served = Served.start();
    client = served.client;
  }

  @BeforeEach
  void forget() {
    served.quotas.calls.clear();
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  void a65_targetOverTheLimit_isA414() {
    Answer answer = client.get("/api/v1/quotas?provider=" + "x".repeat(9000));

    assertThat(answer.status()).isEqualTo(414);
  }

  @Test
  void a65_headersOverTheLimit_areA431() {
    String large = "X-Large: " + "x".repeat(9000);
    Answer answer = client.send("GET", "/health/live", List.of(large, large), "");

    assertThat(answer.status()).isEqualTo(431);
  }

  @Test
  void a65_bodyAnnouncedOverTheLimit_isA413BeforeItIsRead() {
    List<String> headers =
        List.of(ADMIN, "Content-Type: application/json", "Content-Length: 1000000000");
    Answer answer = client.send("POST", SYNC, headers, "");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.header("connection")).isEqualTo("close");
    assertThat(served.quotas.calls).isEmpty();
  }

  @Test
  void a65_bodyInChunksOverTheLimit_isA413() {
    String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
    List<String> headers =
        List.of(ADMIN, "Content-Type: application/json", "Transfer-Encoding: chunked");
    Answer answer = client.send("POST", SYNC, headers, chunk.repeat(5));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(served.quotas.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonx"
      })
  void a22_bodyThatSaysItIsNoJson_isA415(String type) {
    assertThat(client.post(SYNC, type, "{}").status()).isEqualTo(415);
    assertThat(served.quotas.calls).isEmpty();
  }

  @Test
  void bodyThatIsCompressed_isA415() {
    List<String> headers =
        List.of(
            ADMIN, "Content-Type: application/json", "Content-Encoding: gzip", "Content-Length: 2");

    assertThat(client.send("POST", SYNC, headers, "{}").status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", " { } ", ""})
  void bodyThatSaysNothing_isTaken(String body) {
    assertThat(client.post(SYNC, "application/json; charset=utf-8", body).status()).isEqualTo(200);
    assertThat(served.quotas.calls).containsExactly("sync team-a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "1",
        "{",
        "{}x",
        "{} {}",
        "{\"a\":1}",
        "{\"a\":1,\"a\":1}",
        "\"\\ud800\"",
        "nul",
        "\u0000"
      })
  void a67_bodyThatSaysAnythingElse_isA400(String body) {
    assertThat(client.post(SYNC, "application/json", body).status()).isEqualTo(400);
    assertThat(served.quotas.calls).isEmpty();
  }

  @Test
  void a67_jsonThatIsDeepOrHuge_isA400() {
    assertThat(client.post(SYNC, "application/json", "[".repeat(60_000)).status()).isEqualTo(400);
    assertThat(client.post(SYNC, "application/json", "9".repeat(60_000)).status()).isEqualTo(400);
    assertThat(client.post(SYNC, "application/json", "1e400").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health/live\r\n\r\n",
        "GET  /health/live HTTP/1.1 x\r\n\r\n",
        "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX Y: z\r\n\r\n",
        "GET /health/live HTTP/1.1\r\nHost : localhost\r\n\r\n",
        "POST /api/v1/sync HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "POST /api/v1/sync HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "\u0016\u0003\u0001 hello\r\n\r\n",
      })
  void bytesThatAreNotARequest_areA400AndTheConnectionEnds(String bytes) {
    Answer answer = client.exchange(bytes);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo(Problem.CONTENT_TYPE);
    assertThat(answer.json().get("status").asInt()).isEqualTo(400);
  }

  @Test
  void a70_manyUnknownParameters_areRefusedAtTheFirst() {
    Answer answer = client.get("/api/v1/stats?" + "x".repeat(500) + "=1&" + "y=1&".repeat(1000));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail().length()).isLessThan(200);
  }
}
