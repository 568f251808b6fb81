package io.quotakeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedPortTest {

  /** Certificates are held against the clock of the machine, whatever a test's time is. */
  private final ManualTime now = new ManualTime(Instant.now());

  @Test
  void trusted_toWhoTrustsItsAuthority_answers() throws Exception {
    try (var port = SimulatedPort.open(SimulatedPort.Kind.TRUSTED, now)) {
      assertThat(get(port).body()).isEqualTo("{}");
      assertThat(port.asked().count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SELF_SIGNED", "EXPIRED", "WRONG_NAME", "PLAIN_HTTP", "HANDSHAKE_REFUSED"})
  void tls_withSomethingWrong_isNotTrustedAndIsToldNothing(SimulatedPort.Kind kind) {
    try (var port = SimulatedPort.open(kind, now)) {
      assertThatThrownBy(() -> get(port)).isInstanceOf(SSLException.class);
      assertThat(port.connected().count()).isPositive();
      assertThat(port.asked().count()).isZero();
    }
  }

  @Test
  void handshake_thatIsCut_ends() {
    try (var port = SimulatedPort.open(SimulatedPort.Kind.HANDSHAKE_CUT, now)) {
      assertThatThrownBy(() -> get(port)).isInstanceOf(IOException.class);
      assertThat(port.asked().count()).isZero();
    }
  }

  @Test
  void refused_isRefused() {
    try (var port = SimulatedPort.open(SimulatedPort.Kind.REFUSED, now)) {
      assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void blackHole_neitherAcceptsNorRefuses() {
    try (var port = SimulatedPort.open(SimulatedPort.Kind.BLACK_HOLE, now)) {
      assertThatThrownBy(() -> connect(port)).isInstanceOf(SocketTimeoutException.class);
      assertThat(port.connected().count()).isZero();
    }
  }

  @Test
  void port_ofAnUpstreamThatWasClosed_canBeHad_andOneInUseCannot() {
    SimulatedUpstream upstream = SimulatedUpstream.start(now);
    int number = upstream.port();
    assertThatThrownBy(() -> SimulatedPort.open(SimulatedPort.Kind.PLAIN_HTTP, now, number))
        .isInstanceOf(UncheckedIOException.class);
    upstream.close();

    try (var port = SimulatedPort.open(SimulatedPort.Kind.PLAIN_HTTP, now, number)) {
      assertThat(port.port()).isEqualTo(number);
    }
  }

  private static void connect(SimulatedPort port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port.port()), 500);
    }
  }

  private static HttpResponse<String> get(SimulatedPort port) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", port.authority());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(context)
            .connectTimeout(Duration.ofSeconds(20))
            .build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(port.baseUrl() + "/")).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
