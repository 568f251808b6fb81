package io.quotakeeper.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** What a {@link SimulatedPort} shows of itself to its peers: a TLS context, with its keys. */
record TlsKeys(SSLContext context) {

  private static final int BACKLOG = 1;
  private static final char[] PASSWORD = "simulated".toCharArray();

  static TlsKeys of(SimulatedPort.Kind kind, Authority authority, String host, Instant now) {
    Instant tomorrow = now.plus(Duration.ofDays(1));
    KeyPair keys = Authority.newKeys();
    return switch (kind) {
      case EXPIRED ->
          of(keys, authority.vouchFor(keys.getPublic(), host, now.minus(Duration.ofHours(1))));
      case WRONG_NAME -> of(keys, authority.vouchFor(keys.getPublic(), "elsewhere.test", tomorrow));
      case SELF_SIGNED -> {
        Authority itself = new Authority(host, now);
        yield of(keys, itself.vouchFor(keys.getPublic(), host, tomorrow));
      }
      // Without a key there is nothing that it could agree to.
      case HANDSHAKE_REFUSED -> of(new KeyManager[0]);
      case REFUSED, BLACK_HOLE, PLAIN_HTTP, TRUSTED, HANDSHAKE_CUT ->
          of(keys, authority.vouchFor(keys.getPublic(), host, tomorrow));
    };
  }

  ServerSocket listen(SimulatedPort.Kind kind, int port) throws IOException {
    ServerSocket server =
        switch (kind) {
          case REFUSED, BLACK_HOLE, PLAIN_HTTP, HANDSHAKE_CUT -> new ServerSocket();
          case TRUSTED, SELF_SIGNED, EXPIRED, WRONG_NAME, HANDSHAKE_REFUSED ->
              context.getServerSocketFactory().createServerSocket();
        };
    server.setReuseAddress(true);
    int backlog = kind == SimulatedPort.Kind.BLACK_HOLE ? BACKLOG : 0;
    server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), backlog);
    return server;
  }

  private static TlsKeys of(KeyPair keys, X509Certificate certificate) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, PASSWORD);
      store.setKeyEntry("server", keys.getPrivate(), PASSWORD, new Certificate[] {certificate});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD);
      return of(managers.getKeyManagers());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the key cannot be kept", e);
    }
  }

  private static TlsKeys of(KeyManager[] managers) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers, null, null);
      return new TlsKeys(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }
}
