package io.quotakeeper.engine;

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
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * What kind of trouble an exception of the HTTP client is, in words that hold no request. Its own
 * words may quote a header, and with it a credential.
 */
final class Troubles {

  private static final int DEEPEST = 8;

  private Troubles() {}

  static TransportException of(String host, Throwable trouble) {
    return known(trouble)
        .or(() -> name(host, trouble))
        .or(() -> trust(host, trouble))
        .or(() -> connection(host, trouble))
        .or(() -> grammar(host, trouble))
        .orElseGet(() ->
            new TransportException(
                Kind.NETWORK, host + ": the connection broke off before the answer was complete"));
  }

  private static Optional<TransportException> known(Throwable trouble) {
    return chain(trouble)
        .filter(TransportException.class::isInstance)
        .map(TransportException.class::cast)
        .findFirst();
  }

  private static Optional<TransportException> name(String host, Throwable trouble) {
    return has(trouble, UnresolvedAddressException.class)
            || has(trouble, UnknownHostException.class)
        ? told(Kind.DNS, host, "the name does not resolve")
        : Optional.empty();
  }

  private static Optional<TransportException> trust(String host, Throwable trouble) {
    if (has(trouble, CertificateExpiredException.class)
        || has(trouble, CertificateNotYetValidException.class)) {
      return told(Kind.TLS, host, "its certificate has expired or is not valid yet");
    }
    if (has(trouble, CertPathBuilderException.class)) {
      return told(Kind.TLS, host, "nobody whom this machine trusts vouches for its certificate");
    }
    // The check of names throws this class itself, the other checks throw those above.
    if (chain(trouble).anyMatch(cause -> cause.getClass() == CertificateException.class)) {
      return told(Kind.TLS, host, "its certificate is for another name");
    }
    if (chain(trouble).anyMatch(cause -> cause.getClass() == SSLException.class)) {
      return told(Kind.TLS, host, "it does not speak TLS");
    }
    return has(trouble, SSLException.class)
        ? told(Kind.TLS, host, "no trusted connection could be made")
        : Optional.empty();
  }

  private static Optional<TransportException> connection(String host, Throwable trouble) {
    if (has(trouble, HttpConnectTimeoutException.class)) {
      return told(Kind.NETWORK, host, "no connection could be made in time");
    }
    return has(trouble, ConnectException.class)
        ? told(Kind.NETWORK, host, "no connection could be made")
        : Optional.empty();
  }

  private static Optional<TransportException> grammar(String host, Throwable trouble) {
    return has(trouble, ProtocolException.class)
            || has(trouble, NumberFormatException.class)
            || isOfChunks(trouble)
        ? told(Kind.PROTOCOL, host, "the answer is not proper HTTP")
        : Optional.empty();
  }

  /** Of a bad chunk the client tells in words alone, and so it does of one that is cut short. */
  private static boolean isOfChunks(Throwable trouble) {
    return chain(trouble)
            .anyMatch(cause ->
                cause.getClass() == IOException.class
                    && String.valueOf(cause.getMessage()).contains("chunk"))
        && !has(trouble, EOFException.class)
        && !has(trouble, SocketException.class);
  }

  private static Optional<TransportException> told(Kind kind, String host, String words) {
    return Optional.of(new TransportException(kind, host + ": " + words));
  }

  private static boolean has(Throwable trouble, Class<? extends Throwable> kind) {
    return chain(trouble).anyMatch(kind::isInstance);
  }

  private static Stream<Throwable> chain(Throwable trouble) {
    Stream.Builder<Throwable> causes = Stream.builder();
    int depth = 0;
    for (Throwable cause = trouble; cause != null && depth < DEEPEST; cause = cause.getCause()) {
      causes.add(cause);
      depth++;
    }
    return causes.build();
  }
}
