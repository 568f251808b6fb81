package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.testkit.Calls;
import io.quotakeeper.testkit.Misbehaviour;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KilledServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void server_killedDuringASweep_knowsAtOnceWhatItKnewMarkedWithItsAge() throws Exception {
    try (var time = new SystemTime();
        var upstream = SimulatedUpstream.start(time)) {
      upstream.add(SimulatedAccount.of("steady", "github"));
      upstream.add(SimulatedAccount.of("hangs", "github")).misbehave(Misbehaviour.hang());
      var child = new ChildServer(folder);
      Path file =
          child.configuration(
              upstream, "monitor: {interval: 1h, timeout: 30s}\noutbound: {allow: [127.0.0.1]}");
      String[] serve = {"serve", "--config", file.toString(), "--data", data(), "--port", "0"};

      Process first = child.start(serve);
      awaitQuotas(child);
      upstream.account("hangs").received().reaches(1).get(60, TimeUnit.SECONDS);
      first.destroyForcibly().waitFor();
      upstream.account("steady").misbehave(Misbehaviour.fail(500), Calls.all());

      Process second = child.start(serve);
      try {
        awaitQuotas(child);
        String table = new ChildServer(other()).run("status", "-o", "json").out();
        assertThat(table).contains("\"account\":\"steady\"").contains("\"state\":\"known\"");
        assertThat(table).doesNotContain("\"ageSeconds\":null");
      } finally {
        second.destroy();
        second.waitFor();
      }
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /**
   * Another working folder, so that a command's output is kept apart; the state folder is shared.
   */
  private Path other() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.createSymbolicLink(other.resolve("state"), folder.resolve("state"));
    return other;
  }

  private void awaitQuotas(ChildServer child) {
    await().atMost(PATIENCE).until(() -> child.out().contains("listens on"));
    await().atMost(PATIENCE).until(this::stored);
  }

  /** Whether the known account's windows have reached the database. */
  private boolean stored() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("data/quotakeeper.db");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from owner_state")) {
      return rows.next() && rows.getInt(1) > 0;
    }
  }
}
