package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundPolicyTest {

  private static final OutboundPolicy STRICT = OutboundPolicy.of(List.of());

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, PUBLIC",
    "1.0.0.0, PUBLIC",
    "9.255.255.255, PUBLIC",
    "10.0.0.0, PRIVATE",
    "10.255.255.255, PRIVATE",
    "11.0.0.0, PUBLIC",
    "100.63.255.255, PUBLIC",
    "100.64.0.0, SHARED",
    "100.127.255.255, SHARED",
    "100.128.0.0, PUBLIC",
    "100.100.100.200, METADATA",
    "127.0.0.1, LOOPBACK",
    "127.255.255.255, LOOPBACK",
    "168.63.129.16, METADATA",
    "169.254.0.1, LINK_LOCAL",
    "169.254.169.254, METADATA",
    "172.15.255.255, PUBLIC",
    "172.16.0.0, PRIVATE",
    "172.31.255.255, PRIVATE",
    "172.32.0.0, PUBLIC",
    "192.0.0.192, METADATA",
    "192.168.255.255, PRIVATE",
    "192.169.0.0, PUBLIC",
    "198.18.0.1, RESERVED",
    "198.20.0.0, PUBLIC",
    "0.0.0.0, RESERVED",
    "224.0.0.1, MULTICAST",
    "255.255.255.255, RESERVED",
    "::, RESERVED",
    "::1, LOOPBACK",
    "::7f00:1, RESERVED",
    "::ffff:127.0.0.1, LOOPBACK",
    "::ffff:8.8.8.8, PUBLIC",
    "64:ff9b::a9fe:a9fe, METADATA",
    "64:ff9b::808:808, PUBLIC",
    "64:ff9b:1::a00:1, RESERVED",
    "2002:7f00:1::, LOOPBACK",
    "2001:0:1:2::3, RESERVED",
    "2001:db8::1, RESERVED",
    "2001:4860:4860::8888, PUBLIC",
    "2606:4700::1111, PUBLIC",
    "fc00::1, PRIVATE",
    "fdff::1, PRIVATE",
    "fd00:ec2::254, METADATA",
    "fe80::1, LINK_LOCAL",
    "febf::1, LINK_LOCAL",
    "fec0::1, PRIVATE",
    "ff02::1, MULTICAST",
    "4000::1, RESERVED"
  })
  void allows_address_onlyIfPublic(String literal, AddressRange range) {
    InetAddress address = InetAddress.ofLiteral(literal);

    assertThat(AddressRange.of(address)).isEqualTo(range);
    assertThat(STRICT.allows(address)).isEqualTo(range == AddressRange.PUBLIC);
    assertThat(STRICT.allowsHost(literal.contains(":") ? "[" + literal + "]" : literal))
        .isEqualTo(range == AddressRange.PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost",
        "localhost.",
        "api.localhost",
        "127.0.0.1.",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0177.0.0.1",
        "127.0.0.01",
        "010.8.8.8",
        "8.8",
        "0x",
        "1.2.3.4.5",
        "999.1.1.1",
        "",
        ".",
        "a..b",
        "-a.com",
        "a b",
        "a/b",
        "a@b",
        "a%00b",
        "[fe80::1%25eth0]",
        "\uff11\uff12\uff17.0.0.1",
        "127\u30020\u30020\u30021",
        "b\u00fccher.example"
      })
  void allowsHost_hiddenAddressOrNoHost_isRefused(String host) {
    assertThat(STRICT.allowsHost(host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"api.openai.com", "API.OpenAI.com.", "xn--bcher-kva.example", "a", "my_host"})
  void allowsHost_name_isLeftToItsAddress(String host) {
    assertThat(STRICT.allowsHost(host)).isTrue();
    assertThat(STRICT.allows(host, InetAddress.ofLiteral("10.0.0.1"))).isFalse();
  }

  @Test
  void allows_namedAddress_inEveryWrapping() {
    OutboundPolicy policy = OutboundPolicy.of(List.of("127.0.0.1", "[fd00::7]"));

    assertThat(policy.allows(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    assertThat(policy.allows(InetAddress.ofLiteral("::ffff:127.0.0.1"))).isTrue();
    assertThat(policy.allows(InetAddress.ofLiteral("fd00::7"))).isTrue();
    assertThat(policy.allows(InetAddress.ofLiteral("127.0.0.2"))).isFalse();
    assertThat(policy.allowsHost("127.0.0.1")).isTrue();
    assertThat(policy.allowsHost("localhost")).isTrue();
    assertThat(policy.allowsHost("2130706433")).isFalse();
  }

  @Test
  void allows_namedHost_whereverItLeads() {
    OutboundPolicy policy = OutboundPolicy.of(List.of("Gateway.internal"));
    InetAddress address = InetAddress.ofLiteral("10.0.0.1");

    assertThat(policy.allows("gateway.internal.", address)).isTrue();
    assertThat(policy.allows("other.internal", address)).isFalse();
    assertThat(policy.allows(address)).isFalse();
  }
}
