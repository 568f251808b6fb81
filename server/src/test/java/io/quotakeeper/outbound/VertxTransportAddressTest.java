package io.quotakeeper.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.TransportException;
import io.quotakeeper.engine.TransportException.Kind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VertxTransportAddressTest {

  private final Outbound outbound = new Outbound();

  @AfterAll
  void stop() {
    outbound.close();
  }

  @Test
  void address_thatIsOutOfReach_isFollowedByTheNext() {
    try (var server = RawServer.answering(RawServer.ok("{}"));
        var transport = outbound.allowingAll(Outbound.NOBODY, Outbound.LOOPBACK)) {
      assertThat(Outbound.answer(transport.send(Outbound.get(server, "/quota"))).status())
          .isEqualTo(200);
    }
  }

  @Test
  void a46_nameThatLeadsToAForbiddenAddress_isNotConnectedTo() {
    AddressPolicy noLoopback = (host, address) -> !address.isLoopbackAddress();
    try (var server = RawServer.answering(RawServer.ok("{}"));
        var transport = outbound.transport(noLoopback, Outbound.LOOPBACK)) {
      TransportException trouble = Outbound.trouble(transport.send(Outbound.get(server, "/quota")));

      assertThat(trouble.kind()).isEqualTo(Kind.FORBIDDEN_ADDRESS);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void a46_nameWithOneForbiddenAddressAmongOthers_isNotConnectedTo() {
    AddressPolicy noLoopback = (host, address) -> !address.isLoopbackAddress();
    InetAddress fine = InetAddress.ofLiteral("203.0.113.7");
    try (var server = RawServer.answering(RawServer.ok("{}"));
        var transport = outbound.transport(noLoopback, fine, Outbound.LOOPBACK)) {
      TransportException trouble = Outbound.trouble(transport.send(Outbound.get(server, "/quota")));

      assertThat(trouble.kind()).isEqualTo(Kind.FORBIDDEN_ADDRESS);
      assertThat(outbound.judged).contains(Outbound.LOOPBACK);
      assertThat(server.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "2130706433", "[::ffff:127.0.0.1]", "[::1]", "localhost"})
  void a46_loopbackInEveryForm_isForbiddenWhateverItIsCalled(String host) {
    var ports =
        new OutboundPorts(
            NameLookup.ofMachine(),
            (_, address) -> !address.isLoopbackAddress(),
            outbound.executor);
    try (var transport = new VertxTransport(outbound.vertx, ports, 8)) {
      TransportException trouble =
          Outbound.trouble(transport.send(Outbound.get("http://" + host + ":9/")));

      assertThat(trouble.kind()).isEqualTo(Kind.FORBIDDEN_ADDRESS);
    }
  }

  @Test
  void a47_nameThatLeadsElsewhereTheSecondTime_isLookedUpOnceForEachCall() {
    List<InetAddress> next = new ArrayList<>(List.of(Outbound.LOOPBACK, Outbound.NOBODY));
    NameLookup rebinding = _ -> List.of(next.removeFirst());
    List<InetAddress> asked = new CopyOnWriteArrayList<>();
    var ports =
        new OutboundPorts(
            rebinding,
            (_, address) -> {
              asked.add(address);
              return address.equals(Outbound.LOOPBACK);
            },
            outbound.executor);
    try (var server = RawServer.answering(RawServer.ok("{}"));
        var transport = new VertxTransport(outbound.vertx, ports, 8)) {
      assertThat(Outbound.answer(transport.send(Outbound.get(server, "/quota"))).status())
          .isEqualTo(200);
      assertThat(asked).containsExactly(Outbound.LOOPBACK);
      // The pool has a connection to the name by now, and still the new address is what counts.
      assertThat(Outbound.trouble(transport.send(Outbound.get(server, "/quota"))).kind())
          .isEqualTo(Kind.FORBIDDEN_ADDRESS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://provider.test/", "gopher://provider.test/x"})
  void a49_otherSchemes_areRefused(String url) {
    try (var transport = outbound.allowingAll()) {
      assertThat(Outbound.trouble(transport.send(Outbound.get(url))).kind())
          .isEqualTo(Kind.PROTOCOL);
      assertThat(outbound.lookups).isEmpty();
    }
  }
}
