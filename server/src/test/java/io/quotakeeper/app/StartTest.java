package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StartTest {

  @TempDir Path folder;

  @Test
  void serve_configurationWithMistakes_endsWith2AndSaysEachOnceWithoutAStackTrace()
      throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("q.yaml"),
            """
            monitor: {intervall: 5m, interval: -5m}
            accounts:
              - {id: a, provider: github, secret: {env: NOT_SET_ANYWHERE}}
              - {id: a, provider: cloud-code, project: p, secret: {file: missing}}
            """);

    var ended = new ChildServer(folder).run("serve", "--config", file.toString());

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .contains("q.yaml:1: monitor.intervall: unknown key")
        .contains("monitor.interval")
        .contains("NOT_SET_ANYWHERE is not set")
        .contains("accounts[1].id: already the id")
        .contains("provider cloud-code is not switched on")
        .doesNotContain("\tat ");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void serve_portInUse_endsWith1AndNamesThePort() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());

      var ended =
          new ChildServer(folder)
              .run("serve", "--data", folder.resolve("data").toString(), "--port", port);

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).contains(port).contains("in use").doesNotContain("\tat ");
    }
  }

  @Test
  void serve_dataFolderThatCannotBeMade_endsWith1AndNamesIt() throws Exception {
    // A file where the folder should be: refused to root, too.
    Path file = Files.writeString(folder.resolve("plain"), "");

    var ended =
        new ChildServer(folder)
            .run("serve", "--data", file.resolve("data").toString(), "--port", "0");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains(file.toString()).doesNotContain("\tat ");
  }
}
