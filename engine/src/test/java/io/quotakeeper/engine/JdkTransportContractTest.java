package io.quotakeeper.engine;

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

class JdkTransportContractTest extends TransportContract {

  @Override
  protected Transport open() {
    return new JdkTransport();
  }

  @Override
  protected Transport trusting(X509Certificate authority) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", authority);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return new JdkTransport(context);
  }

  @Override
  protected boolean undoesGzip() {
    return false;
  }
}
