package io.quotakeeper.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.TransportException;
import io.quotakeeper.engine.TransportException.Kind;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReachTest {

  private final Outbound outbound = new Outbound();

  @AfterEach
  void stop() {
    outbound.close();
  }

  private static URI at(String scheme, RawServer server) {
    return URI.create(scheme + "://provider.test:" + server.port());
  }

  private static Throwable trouble(CompletableFuture<Void> future) throws Exception {
    return future.handle((_, e) -> e).get(20, TimeUnit.SECONDS);
  }

  @Test
  void reach_serverThatListens_connectsAndSendsNothing() throws Exception {
    try (var server = RawServer.start(_ -> {});
        var transport = outbound.allowingAll()) {
      assertThat(trouble(transport.reach(at("http", server)))).isNull();

      assertThat(server.leftByClient.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(server.heads).isEmpty();
    }
  }

  @Test
  void reach_firstAddressSilent_triesTheNext() throws Exception {
    try (var server = RawServer.start(_ -> {});
        var transport = outbound.allowingAll(Outbound.NOBODY, Outbound.LOOPBACK)) {
      assertThat(trouble(transport.reach(at("http", server)))).isNull();
    }
  }

  @Test
  void reach_addressThatIsNotAllowed_isNeverConnectedTo() throws Exception {
    try (var server = RawServer.start(_ -> {});
        var transport = outbound.transport((_, _) -> false)) {
      assertThat(kind(trouble(transport.reach(at("http", server)))))
          .isEqualTo(Kind.FORBIDDEN_ADDRESS);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void reach_hostThatSpeaksNoTls_isTls() throws Exception {
    try (var server = RawServer.answering("HTTP/1.1 400 Bad Request\r\n\r\n");
        var transport = outbound.allowingAll()) {
      assertThat(kind(trouble(transport.reach(at("https", server))))).isIn(Kind.TLS, Kind.NETWORK);
    }
  }

  @Test
  void reach_nameThatLeadsNowhere_isDns() throws Exception {
    try (var transport = outbound.allowingAll()) {
      assertThat(kind(trouble(transport.reach(URI.create("https://nowhere.test")))))
          .isEqualTo(Kind.DNS);
    }
  }

  private static Kind kind(Throwable trouble) {
    assertThat(trouble).isInstanceOf(TransportException.class);
    return ((TransportException) trouble).kind();
  }
}
