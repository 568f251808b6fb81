package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.cli.CliContext;
import io.quotakeeper.cli.Examination.Data;
import io.quotakeeper.config.OutboundPolicy;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.store.StateStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerExaminationTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final SystemTime time = new SystemTime();
  private final ServerExamination examination = new ServerExamination(CliContext.ofProcess(time));

  @AfterEach
  void stop() {
    time.close();
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  }

  @Test
  void reach_severalHosts_tellsOfEachInItsPlace() throws IOException {
    int shut;
    try (ServerSocket once = listening()) {
      shut = once.getLocalPort();
    }
    try (ServerSocket open = listening()) {
      List<URI> targets =
          List.of(
              URI.create("http://127.0.0.1:" + shut),
              URI.create("http://127.0.0.1:" + open.getLocalPort()),
              URI.create("http://127.0.0.2:" + open.getLocalPort()));

      List<String> found =
          examination.reach(targets, OutboundPolicy.of(List.of("127.0.0.1")), LONG);

      assertThat(found.get(0)).contains("no connection could be made");
      assertThat(found.get(1)).isEmpty();
      assertThat(found.get(2)).contains("not public");
    }
  }

  @Test
  void reach_hostThatNeverShakesHands_endsInTime() throws IOException {
    try (ServerSocket silent = listening()) {
      URI target = URI.create("https://127.0.0.1:" + silent.getLocalPort());

      List<String> found =
          examination.reach(
              List.of(target), OutboundPolicy.of(List.of("127.0.0.1")), Duration.ofSeconds(1));

      assertThat(found).containsExactly("127.0.0.1: no connection within 1 s");
    }
  }

  @Test
  void data_inEachState_isSaidAsItIs() {
    assertThat(examination.data(folder.resolve("new")).state()).isEqualTo(Data.State.NEW);
    try (var _ = StateStore.open(folder.resolve("used"))) {
      assertThat(examination.data(folder.resolve("used")).state()).isEqualTo(Data.State.IN_USE);
    }
    assertThat(examination.data(folder.resolve("used")).state()).isEqualTo(Data.State.READY);
  }
}
