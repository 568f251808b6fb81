package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.ManualTime;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the library's own client does beyond {@link TransportContract}. */
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
  void send_manyAtOnce_allAnswer() throws Exception {
    List<CompletableFuture<Answer>> calls =
        IntStream.range(0, 200).mapToObj(_ -> transport.send(request())).toList();

    for (CompletableFuture<Answer> call : calls) {
      assertThat(call.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
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

  private CallRequest request() {
    return request(upstream.baseUrl("github") + "/rate_limit");
  }

  private static CallRequest request(String url) {
    return new CallRequest(
        "GET", URI.create(url), Headers.none().with("Authorization", "Bearer token-of-a"), "");
  }
}
