package io.quotakeeper.outbound;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.NotSslRecordException;
import io.quotakeeper.engine.TransportException;
import io.quotakeeper.engine.TransportException.Kind;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What kind of trouble a failure of the HTTP client is. The words are ours: those of the client may
 * quote a header, and with it a credential.
 */
final class Troubles {

  private static final int DEEPEST = 8;

  private Troubles() {}

  static TransportException of(String host, Throwable failure) {
    return chain(failure)
        .flatMap(cause -> recognised(host, cause).stream())
        .findFirst()
        .orElseGet(() ->
            new TransportException(
                Kind.NETWORK, host + ": the connection broke off before the answer was complete"));
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(
            failure, Objects::nonNull, cause -> cause == null ? null : cause.getCause())
        .limit(DEEPEST)
        .map(Objects::requireNonNull);
  }

  private static Optional<TransportException> recognised(String host, Throwable cause) {
    return switch (cause) {
      case TransportException known -> Optional.of(known);
      case SSLException _, CertificateException _, CertPathBuilderException _ ->
          named(Kind.TLS, host, trust(cause));
      case ConnectTimeoutException _ ->
          named(Kind.NETWORK, host, "no connection could be made in time");
      case ConnectException _ -> named(Kind.NETWORK, host, "no connection could be made");
      case ConnectionPoolTooBusyException _ ->
          named(Kind.NETWORK, host, "too many calls wait for it");
      // It ended inside the head.
      case PrematureChannelClosureException _ -> Optional.empty();
      // Of a decoder that failed, the cause says at what.
      case CodecException wrapper when wrapper.getCause() != null -> Optional.empty();
      case CodecException _, Http2Exception _, IllegalArgumentException _ ->
          named(Kind.PROTOCOL, host, "the answer is not proper HTTP");
      default -> Optional.empty();
    };
  }

  private static String trust(Throwable trouble) {
    if (has(trouble, CertificateExpiredException.class)
        || has(trouble, CertificateNotYetValidException.class)) {
      return "its certificate has expired or is not valid yet";
    }
    if (has(trouble, CertPathBuilderException.class)) {
      return "nobody whom this machine trusts vouches for its certificate";
    }
    // The check of names throws this class itself, the other checks throw those above.
    if (chain(trouble).anyMatch(cause -> cause.getClass() == CertificateException.class)) {
      return "its certificate is for another name";
    }
    return has(trouble, NotSslRecordException.class)
        ? "it does not speak TLS"
        : "no trusted connection could be made";
  }

  private static boolean has(Throwable trouble, Class<? extends Throwable> kind) {
    return chain(trouble).anyMatch(kind::isInstance);
  }

  private static Optional<TransportException> named(Kind kind, String host, String words) {
    return Optional.of(new TransportException(kind, host + ": " + words));
  }
}
