package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.secrets.Sealer;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedLogin;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rotating login, from the configuration through the real program to the database and back. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LoginPathTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONFIGURED = "refresh-that-was-configured";
  private static final String CLIENT_SECRET = "client-secret-canary";

  @TempDir Path folder;

  private final SystemTime time = new SystemTime();
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time);
  private SimulatedLogin login;
  private ChildServer child;
  private String[] serve;

  @BeforeEach
  void configure() throws IOException {
    upstream.add(SimulatedAccount.of("a", "cloud-code"));
    login = upstream.login("a", CONFIGURED).rotating();
    child = new ChildServer(folder);
    Path refresh = ChildServer.secret(folder, "refresh", CONFIGURED);
    Path client = ChildServer.secret(folder, "client", "client-7");
    Path secret = ChildServer.secret(folder, "client-secret", CLIENT_SECRET);
    Path file =
        Files.writeString(
            folder.resolve("quotakeeper.yaml"),
            """
            monitor: {interval: 1h, timeout: 30s}
            outbound: {allow: [127.0.0.1]}
            providers: {cloud-code: {enabled: true}}
            accounts:
              - id: a
                provider: cloud-code
                project: bamboo
                baseUrl: '%s'
                oauth:
                  refreshToken: {file: '%s'}
                  clientId: {file: '%s'}
                  clientSecret: {file: '%s'}
                  baseUrl: '%s'
            """
                .formatted(
                    upstream.baseUrl("cloud-code"), refresh, client, secret, upstream.loginUrl()));
    serve =
        new String[] {
          "serve", "--config", file.toString(), "--data", data().toString(), "--port", "0"
        };
  }

  @AfterEach
  void close() {
    upstream.close();
    time.close();
  }

  @Test
  void killedServer_goesOnWithTheRotatedLogin_whichIsNowhereInClear_F41() throws Exception {
    Process first = child.start(serve);
    try {
      login.renewals().reaches(1).get(60, TimeUnit.SECONDS);
      upstream.account("a").answered();
      upstream.account("a").received().reaches(1).get(60, TimeUnit.SECONDS);
    } finally {
      first.destroyForcibly().waitFor();
    }
    assertNothingInClear();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
        .isEqualTo("rw-------");

    Process second = child.start(serve);
    try {
      login.renewals().reaches(2).get(60, TimeUnit.SECONDS);
      int before = upstream.account("a").received().count();
      upstream.account("a").received().reaches(Math.max(before, 2)).get(60, TimeUnit.SECONDS);
    } finally {
      second.destroy();
      second.waitFor();
    }
    assertNothingInClear();
  }

  @Test
  void anotherMasterKey_orNone_stopsTheStart_A37() throws Exception {
    Process first = child.start(serve);
    login.renewals().reaches(1).get(60, TimeUnit.SECONDS);
    upstream.account("a").received().reaches(1).get(60, TimeUnit.SECONDS);
    first.destroy();
    first.waitFor();
    byte[] right = Files.readAllBytes(key());
    Files.delete(key());

    assertThat(child.run(serve).code()).isNotZero();
    assertThat(child.err() + child.out()).contains("master key", "is not there");
    assertThat(key()).doesNotExist();

    writeKey(otherKey());
    assertThat(child.run(serve).code()).isNotZero();
    assertThat(child.err() + child.out()).contains("is not the one that sealed");

    writeKey(right);
    Process again = child.start(serve);
    try {
      await().atMost(PATIENCE).until(() -> child.out().contains("listens on"));
    } finally {
      again.destroy();
      again.waitFor();
    }
  }

  private byte[] otherKey() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    byte[] _ = Sealer.in(elsewhere).check();
    return Files.readAllBytes(elsewhere.resolve("master.key"));
  }

  private void writeKey(byte[] bytes) throws IOException {
    Files.write(key(), bytes);
    Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-------"));
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path key() {
    return data().resolve("master.key");
  }

  /** Neither in the data folder (database, log of the database, key) nor in what was printed. */
  private void assertNothingInClear() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(data())) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : Stream.concat(files.stream(), printed()).toList()) {
      String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
      for (String secret :
          List.of(
              CONFIGURED, CLIENT_SECRET, login.refreshToken(), "access-1-of-a", "refresh-1-of-a")) {
        byte[] plain = secret.getBytes(StandardCharsets.UTF_8);
        assertThat(bytes)
            .as("%s in %s", secret, file)
            .doesNotContain(secret)
            .doesNotContain(HexFormat.of().formatHex(plain))
            .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(plain));
      }
    }
  }

  private Stream<Path> printed() {
    return Stream.of(folder.resolve("out"), folder.resolve("err"));
  }
}
