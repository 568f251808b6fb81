package io.quotakeeper.outbound;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A self-signed certificate for {@code provider.test}, made by the JDK's own tool. */
record Certificate(Path store) {

  private static final String PASSWORD = "changeit";

  static Certificate make(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("provider.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "provider",
                "-keyalg",
                "EC",
                "-dname",
                "CN=provider.test",
                "-ext",
                "san=dns:provider.test",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new AssertionError("no certificate could be made: " + said);
    }
    return new Certificate(store);
  }

  PfxOptions options() {
    return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
  }
}
