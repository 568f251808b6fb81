package io.quotakeeper.outbound;

import io.quotakeeper.engine.Transport;
import io.quotakeeper.engine.TransportContract;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;

class VertxTransportContractTest extends TransportContract {

  private static final Vertx VERTX = Vertx.vertx();
  private static final ExecutorService EXECUTOR = Executors.newVirtualThreadPerTaskExecutor();

  @AfterAll
  static void stop() {
    VERTX.close().await();
    EXECUTOR.close();
  }

  @Override
  protected Transport open() {
    return new VertxTransport(VERTX, ports(), 8);
  }

  @Override
  protected Transport trusting(X509Certificate authority) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", authority);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var options =
        VertxTransport.options()
            .setTrustOptions(TrustOptions.wrap((X509TrustManager) trust.getTrustManagers()[0]))
            // The first handshake of a JVM takes long where others use the machine too.
            .setSslHandshakeTimeout(60);
    return new VertxTransport(VERTX, ports(), 8, options);
  }

  @Override
  protected boolean undoesGzip() {
    return true;
  }

  private static OutboundPorts ports() {
    return new OutboundPorts(NameLookup.ofMachine(), (_, _) -> true, EXECUTOR);
  }
}
