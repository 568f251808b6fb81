package io.quotakeeper.config;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Key files of service accounts that exist nowhere. */
final class ServiceKeys {

  private ServiceKeys() {}

  static String json() {
    return """
    {
      "type": "service_account",
      "private_key_id": "k1",
      "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
      "client_email": "robot@p.example",
      "token_uri": "https://oauth2.googleapis.com/token"
    }
    """
        .formatted(pem().replace("\r\n", "\\n"));
  }

  private static String pem() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
      return Base64.getMimeEncoder().encodeToString(der);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
