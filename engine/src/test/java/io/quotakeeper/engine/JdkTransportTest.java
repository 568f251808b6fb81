package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quotakeeper.engine.TransportException.Kind;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.ManualTime;
import io.quotakeeper.testkit.Misbehaviour;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkTransportTest {

  private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T10:00:00Z"));
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time, time, 0);
  private final LiveAccount account = upstream.add(SimulatedAccount.of("a", "github"));
  private final JdkTransport transport = new JdkTransport();

  @AfterEach
  void close() {
    transport.close();
    upstream.close();
  }

  @Test
  void send_healthy_bringsStatusHeadersAndBody() throws Exception {
    Answer answer = transport.send(request()).get(10, TimeUnit.SECONDS);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().get("content-type").orElse("")).contains("json");
    assertThat(answer.body()).contains("\"resources\"");
    assertThat(account.requests().getFirst().headerNames())
        .as("compression is not asked for, and no upgrade")
        .noneMatch(
            name -> List.of("accept-encoding", "upgrade").contains(name.toLowerCase(Locale.ROOT)));
  }

  @Test
  void cancel_whileTheProviderHangs_reallyClosesTheConnection() throws Exception {
    account.misbehave(Misbehaviour.hang());
    CompletableFuture<Answer> call = transport.send(request());
    account.received().reaches(1).get(10, TimeUnit.SECONDS);

    call.cancel(true);

    account.dropped().reaches(1).get(10, TimeUnit.SECONDS);
    assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void close_whileTheProviderHangs_failsTheCall() throws Exception {
    account.misbehave(Misbehaviour.hang());
    CompletableFuture<Answer> call = transport.send(request());
    account.received().reaches(1).get(10, TimeUnit.SECONDS);

    transport.close();

    assertThat(kindOf(call)).isEqualTo(Kind.NETWORK);
  }

  @Test
  void send_connectionIsReset_isNetworkTroubleThatNamesTheHostAndNoCredential() {
    account.misbehave(Misbehaviour.reset());

    Throwable failure = failureOf(transport.send(request()));

    assertThat(failure)
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageNotContaining("token-of-a")
        .hasMessageNotContaining("secret-query");
  }

  @Test
  void send_nobodyListens_isNetworkTrouble() {
    int port = upstream.port();
    upstream.close();

    assertThat(kindOf(transport.send(request("http://127.0.0.1:" + port + "/x"))))
        .isEqualTo(Kind.NETWORK);
  }

  @Test
  void send_nameDoesNotResolve_isDnsTrouble() {
    assertThat(kindOf(transport.send(request("http://no-such-host.invalid/x"))))
        .isEqualTo(Kind.DNS);
  }

  @Test
  void send_tlsToAPlainServer_isTlsTrouble() throws Exception {
    try (var server = new RawServer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(kindOf(transport.send(request("https://127.0.0.1:" + server.port() + "/x"))))
          .isEqualTo(Kind.TLS);
    }
  }

  @Test
  void send_answerIsNotHttp_isAProtocolTrouble() throws Exception {
    try (var server = new RawServer("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
      assertThat(kindOf(transport.send(request(server.url())))).isEqualTo(Kind.PROTOCOL);
    }
  }

  @Test
  void send_bodyIsLargerThanTheCap_givesUpAndClosesTheConnection() throws Exception {
    try (var server =
        new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n").thenEndless()) {
      assertThat(kindOf(transport.send(request(server.url())))).isEqualTo(Kind.TOO_LARGE);
      server.peerLeft().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void send_bodyIsExactlyTheCap_isTaken() throws Exception {
    String body = "x".repeat(Transport.MOST_BYTES);
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
    try (var server = new RawServer(head + body)) {
      Answer answer = transport.send(request(server.url())).get(10, TimeUnit.SECONDS);
      assertThat(answer.body()).hasSize(Transport.MOST_BYTES);
    }
  }

  @Test
  void send_compressedThoughNotAskedFor_isAProtocolTrouble() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc";
    try (var server = new RawServer(head)) {
      assertThat(kindOf(transport.send(request(server.url())))).isEqualTo(Kind.PROTOCOL);
    }
  }

  @Test
  void send_redirect_isNotFollowed() throws Exception {
    String head =
        "HTTP/1.1 302 Found\r\nLocation: "
            + upstream.baseUrl("github")
            + "/rate_limit\r\n"
            + "Content-Length: 0\r\n\r\n";
    try (var server = new RawServer(head)) {
      Answer answer = transport.send(request(server.url())).get(10, TimeUnit.SECONDS);
      assertThat(answer.status()).isEqualTo(302);
      assertThat(account.received().count()).isZero();
    }
  }

  @Test
  void send_headerThatCannotBeSent_failsWithoutQuotingIt() {
    CallRequest bad =
        new CallRequest(
            "GET",
            URI.create(upstream.baseUrl("github") + "/rate_limit"),
            Headers.none().with("Authorization", "Bearer geheim\u0000"),
            "");

    assertThat(failureOf(transport.send(bad)))
        .isInstanceOf(TransportException.class)
        .hasMessageNotContaining("geheim");
  }

  @Test
  void send_manyAtOnce_allAnswer() throws Exception {
    List<CompletableFuture<Answer>> calls =
        IntStream.range(0, 200).mapToObj(_ -> transport.send(request())).toList();

    for (CompletableFuture<Answer> call : calls) {
      assertThat(call.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
  }

  private CallRequest request() {
    return request(upstream.baseUrl("github") + "/rate_limit?key=secret-query");
  }

  private static CallRequest request(String url) {
    return new CallRequest(
        "GET", URI.create(url), Headers.none().with("Authorization", "Bearer token-of-a"), "");
  }

  private static Kind kindOf(CompletableFuture<Answer> call) {
    Throwable failure = failureOf(call);
    assertThat(failure).isInstanceOf(TransportException.class);
    return ((TransportException) failure).kind();
  }

  private static Throwable failureOf(CompletableFuture<Answer> call) {
    Throwable thrown = catchThrowable(() -> call.get(10, TimeUnit.SECONDS));
    assertThat(thrown).isInstanceOf(ExecutionException.class);
    Throwable cause = thrown.getCause();
    return cause == null ? thrown : cause;
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "IDENTITY ", ""})
  void send_bodySaidToBeAsItIs_isTaken(String encoding) throws Exception {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: 3\r\n\r\nabc";
    try (var server = new RawServer(head)) {
      Answer answer = transport.send(request(server.url())).get(10, TimeUnit.SECONDS);

      assertThat(answer.body()).isEqualTo("abc");
      assertThat(answer.toString()).as("a body may hold anything").isEqualTo("Answer[200]");
    }
  }
}
