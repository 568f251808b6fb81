package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.TransportException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TroublesTest {

  private static final String SECRET = "token-of-a";

  static Stream<Arguments> troubles() {
    return Stream.of(
        told(new UnresolvedAddressException(), Kind.DNS, "the name does not resolve"),
        told(new UnknownHostException(SECRET), Kind.DNS, "the name does not resolve"),
        told(new CertificateExpiredException(SECRET), Kind.TLS, "has expired or is not valid yet"),
        told(
            new CertificateNotYetValidException(SECRET),
            Kind.TLS,
            "has expired or is not valid yet"),
        told(new CertPathBuilderException(SECRET), Kind.TLS, "nobody whom this machine trusts"),
        told(new CertificateException(SECRET), Kind.TLS, "its certificate is for another name"),
        told(new SSLException(SECRET), Kind.TLS, "it does not speak TLS"),
        told(new SSLHandshakeException(SECRET), Kind.TLS, "no trusted connection could be made"),
        told(new HttpConnectTimeoutException(SECRET), Kind.NETWORK, "could be made in time"),
        told(new ConnectException(SECRET), Kind.NETWORK, "no connection could be made"),
        told(new ProtocolException(SECRET), Kind.PROTOCOL, "not proper HTTP"),
        told(new NumberFormatException(SECRET), Kind.PROTOCOL, "not proper HTTP"),
        told(new IOException("a bad chunk " + SECRET), Kind.PROTOCOL, "not proper HTTP"),
        told(
            new IOException("a chunk was cut", new EOFException(SECRET)),
            Kind.NETWORK,
            "the connection broke off"),
        told(
            new IOException("a chunk was cut", new SocketException(SECRET)),
            Kind.NETWORK,
            "the connection broke off"),
        told(new IOException(SECRET), Kind.NETWORK, "the connection broke off"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void trouble_howeverDeepItLies_isToldByItsKindInWordsThatHoldNoRequest(
      Throwable trouble, Kind kind, String words) {
    for (Throwable outer : new Throwable[] {trouble, wrapped(trouble, 1), wrapped(trouble, 5)}) {
      TransportException told = Troubles.of("acme.example", outer);

      assertThat(told.kind()).isEqualTo(kind);
      assertThat(told)
          .hasMessageStartingWith("acme.example: ")
          .hasMessageContaining(words)
          .hasMessageNotContaining(SECRET);
    }
  }

  @Test
  void trouble_thatWeToldOfBefore_isKept() {
    var known = new TransportException(Kind.TOO_LARGE, "acme.example: too much");

    assertThat(Troubles.of("acme.example", wrapped(known, 2))).isSameAs(known);
  }

  @Test
  void trouble_whoseCausesGoRoundInACircle_isToldAllTheSame() {
    var first = new IOException("one");
    first.initCause(new IOException("two", first));

    assertThat(Troubles.of("acme.example", first).kind()).isEqualTo(Kind.NETWORK);
  }

  private static Throwable wrapped(Throwable trouble, int times) {
    Throwable outer = trouble;
    for (int i = 0; i < times; i++) {
      outer = new CompletionException(SECRET, outer);
    }
    return outer;
  }

  private static Arguments told(Throwable trouble, Kind kind, String words) {
    return Arguments.of(trouble, kind, words);
  }
}
