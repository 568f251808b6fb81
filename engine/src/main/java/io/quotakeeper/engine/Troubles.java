package io.quotakeeper.engine;

import io.quotakeeper.engine.TransportException.Kind;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What kind of trouble an exception of the HTTP client is, in words that hold no request. */
final class Troubles {

  private static final int DEEPEST = 5;

  private Troubles() {}

  static TransportException of(String host, Throwable trouble) {
    return switch (trouble) {
      case TransportException known -> known;
      case Throwable other
          when has(other, UnresolvedAddressException.class)
              || has(other, UnknownHostException.class) ->
          new TransportException(Kind.DNS, host + ": the name does not resolve");
      case Throwable other when has(other, TransportException.class) -> inside(host, other);
      case Throwable other when has(other, SSLException.class) ->
          new TransportException(Kind.TLS, host + ": no trusted connection could be made");
      case HttpConnectTimeoutException _ ->
          new TransportException(Kind.NETWORK, host + ": no connection in time");
      case ConnectException _ ->
          new TransportException(Kind.NETWORK, host + ": the connection was refused");
      case Throwable other when has(other, ProtocolException.class) ->
          new TransportException(Kind.PROTOCOL, host + ": the answer is not HTTP");
      default ->
          new TransportException(
              Kind.NETWORK, host + ": the connection broke before the answer was complete");
    };
  }

  private static TransportException inside(String host, Throwable trouble) {
    Throwable cause = trouble.getCause();
    return of(host, cause == null ? trouble : cause);
  }

  private static boolean has(Throwable trouble, Class<? extends Throwable> kind) {
    @Nullable Throwable current = trouble;
    for (int depth = 0; current != null && depth < DEEPEST; depth++) {
      if (kind.isInstance(current)) {
        return true;
      }
      current = current.getCause();
    }
    return false;
  }
}
