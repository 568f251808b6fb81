package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedPort;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a provider that cannot be reached, or not be trusted, to what a user sees. */
@Timeout(120)
class UnreachablePathTest {

  private static final String HEAD =
      "monitor: {interval: 1h, timeout: 10s}\noutbound: {allow: [127.0.0.1, '::1']}";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "REFUSED,    127.0.0.1: no connection could be made",
    "BLACK_HOLE, 127.0.0.1: no connection could be made in time",
  })
  void f01_f02_providerThatGoesAway_keepsWhatIsKnownUntilItIsBack(
      SimulatedPort.Kind kind, String words) throws Exception {
    try (var time = new SystemTime();
        var neighbours = SimulatedUpstream.start(time)) {
      neighbours.add(SimulatedAccount.of("steady", "github"));
      SimulatedUpstream first = upstream(time, 0, 0);
      int port = first.port();
      List<WholePath.Entry> accounts = new ArrayList<>(WholePath.entries(neighbours));
      accounts.addAll(WholePath.entries(first));
      try (var server = WholePath.start(folder, HEAD, accounts)) {
        assertThat(server.sync("moved").path("result").asText()).isEqualTo("ok");
        first.close();

        try (var gone = SimulatedPort.open(kind, time, port)) {
          assertFails(server, "moved", "network", words);
          assertThat(gone.asked().count()).isZero();
        }
        assertThat(left(server)).isEqualTo(5000);

        try (var back = upstream(time, port, 7)) {
          assertThat(server.sync("moved").path("result").asText()).isEqualTo("ok");
          assertThat(left(server)).isEqualTo(4993);
          assertThat(server.account("moved").path("status").asText()).isEqualTo("ok");
          assertThat(back.connections()).isPositive();
        }
      }
    }
  }

  private static SimulatedUpstream upstream(SystemTime time, int port, int used) {
    SimulatedUpstream upstream = SimulatedUpstream.start(time, port);
    upstream
        .add(SimulatedAccount.of("moved", "github"))
        .burn(Scope.group("core"), Unit.REQUESTS, used);
    return upstream;
  }

  private static double left(WholePath server) {
    return server.quota("moved", "group:core", "hourly").orElseThrow().path("remaining").asDouble();
  }

  @ParameterizedTest
  @CsvSource({
    "SELF_SIGNED,       nobody whom this machine trusts vouches for its certificate",
    "EXPIRED,           nobody whom this machine trusts vouches for its certificate",
    "WRONG_NAME,        nobody whom this machine trusts vouches for its certificate",
    "PLAIN_HTTP,        it does not speak TLS",
    "HANDSHAKE_REFUSED, no trusted connection could be made",
  })
  void f03_a54_providerThatCannotBeTrusted_isToldNothingAndTheUserWhy(
      SimulatedPort.Kind kind, String words) throws Exception {
    try (var time = new SystemTime();
        var neighbours = SimulatedUpstream.start(time);
        var port = SimulatedPort.open(kind, time)) {
      neighbours.add(SimulatedAccount.of("steady", "github"));
      List<WholePath.Entry> accounts = new ArrayList<>(WholePath.entries(neighbours));
      accounts.add(new WholePath.Entry("untold", "github", port.baseUrl(), "token-of-untold"));
      try (var server = WholePath.start(folder, HEAD, accounts)) {
        assertFails(server, "untold", "tls", "localhost: " + words);

        assertThat(server.windows("untold")).as("unknown is not shown as 0").isZero();
        assertThat(port.asked().count()).isZero();
      }
    }
  }

  @Test
  void f03_handshakeThatIsCut_isToldNothing() throws Exception {
    try (var time = new SystemTime();
        var neighbours = SimulatedUpstream.start(time);
        var port = SimulatedPort.open(SimulatedPort.Kind.HANDSHAKE_CUT, time)) {
      neighbours.add(SimulatedAccount.of("steady", "github"));
      List<WholePath.Entry> accounts = new ArrayList<>(WholePath.entries(neighbours));
      accounts.add(new WholePath.Entry("untold", "github", port.baseUrl(), "token-of-untold"));
      try (var server = WholePath.start(folder, HEAD, accounts)) {
        JsonNode line = server.sync("untold");

        assertThat(line.path("reason").asText()).isIn("tls", "network");
        Ordeal.assertIsForPeople(server.everythingAbout("untold"));
        assertThat(port.asked().count()).isZero();
      }
    }
  }

  @Test
  void f04_nameThatDoesNotResolve_saysSo() throws Exception {
    try (var time = new SystemTime();
        var neighbours = SimulatedUpstream.start(time)) {
      neighbours.add(SimulatedAccount.of("steady", "github"));
      List<WholePath.Entry> accounts = new ArrayList<>(WholePath.entries(neighbours));
      accounts.add(
          new WholePath.Entry("lost", "github", "https://no-such-host.invalid", "token-of-lost"));
      try (var server = WholePath.start(folder, HEAD, accounts)) {
        assertFails(server, "lost", "dns", "no-such-host.invalid: the name does not resolve");
      }
    }
  }

  private static void assertFails(WholePath server, String account, String cause, String words) {
    var failing = server.syncInBackground(account);
    assertThat(server.sync("steady").path("result").asText()).isEqualTo("ok");
    assertThat(failing.join().path("reason").asText()).isEqualTo(cause);

    JsonNode seen = server.account(account);
    assertThat(seen.path("status").asText()).isEqualTo("degraded");
    assertThat(seen.path("statusReason").asText())
        .isEqualTo("syncs fail (" + cause + "): " + words);
    Ordeal.assertIsForPeople(server.everythingAbout(account));
    assertThat(server.status(account)).contains("degraded", words);
    assertThat(server.account("steady").path("status").asText()).isEqualTo("ok");
    assertThat(server.isReady()).isTrue();
  }
}
