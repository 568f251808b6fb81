package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlRulesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://example.com              | not an http or https URL",
        "file:///etc/passwd             | not an http or https URL",
        "jar:https://example.com!/a     | not an http or https URL",
        "gopher://example.com           | not an http or https URL",
        "data:text/plain,x              | not an http or https URL",
        "example.com                    | not an http or https URL",
        "https://                       | not a URL",
        "https:///v1                    | a URL without a host, or with a malformed one",
        "https://exa mple.com           | not a URL",
        "https://example.com\\@evil.org | not a URL",
        "https://me@example.com         | a user in a URL",
        "https://me:pw@example.com      | a user in a URL",
        "https://example.com#x          | a fragment in a URL",
        "https://example.com?x=1        | a query in a base URL",
        "https://example.com/a/../b     | a path with '.' or '..' in a base URL",
        "https://example.com/a/%2e%2E/b | a path with '.' or '..' in a base URL",
        "https://example.com:0          | a URL with a port that does not exist",
        "https://example.com:99999      | a URL with a port that does not exist",
        "http://example.com             | http, which shows credentials to the network",
        "https://127.0.0.1:8443         | the host is a loopback address",
        "http://127.0.0.1               | the host is a loopback address",
        "https://localhost              | the host is a loopback address",
        "https://LOCALHOST./            | the host is a loopback address",
        "https://a.localhost            | the host is a loopback address",
        "https://[::1]                  | the host is a loopback address",
        "https://[::ffff:10.0.0.1]      | the host is a private address",
        "https://[64:ff9b::a00:1]       | the host is a private address",
        "https://[fd00::1]              | the host is a private address",
        "https://[fe80::1]              | the host is a link-local address",
        "https://10.1.2.3               | the host is a private address",
        "https://192.168.0.1            | the host is a private address",
        "https://169.254.169.254        | the host is an address of a cloud's metadata service",
        "https://100.64.0.1             | the host is an address shared by carriers (100.64.0.0/10)",
        "https://0.0.0.0                | the host is a reserved address",
        "https://127.0.0.1.             | the host is a loopback address",
        "https://2130706433             | the host is an address in an unusual form",
        "https://0x7f.0.0.1             | the host is an address in an unusual form",
        "https://0177.0.0.1             | the host is an address in an unusual form",
        "https://127.1                  | the host is an address in an unusual form",
        "https://0x7f000001             | the host is an address in an unusual form",
        "https://１２７.0.0.1             | the host is neither a host name nor an address",
        "https://127。0。0。1             | the host is neither a host name nor an address",
        "https://bücher.example         | the host is neither a host name nor an address"
      })
  void load_badBaseUrl_isRefusedWithTheReason(String url, String reason) {
    assertThat(new Loading(folder).with("KEY", "sk-invented-1").problems(account(url)))
        .containsExactly(
            "q.yaml:6: accounts[0].baseUrl: "
                + reason
                + "; expected an https URL without user, query and fragment (http only to a loopback"
                + " address; private and loopback hosts only if outbound.allow names them)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/x",
        "https://127.0.0.1",
        "http://localhost:1",
        "https://10.1.2.3",
        "https://gateway.internal"
      })
  void load_hostThatOutboundNames_isFine(String url) {
    var loading = new Loading(folder).with("KEY", "sk-invented-1");

    Configuration built =
        loading.load(account(url) + "outbound: {allow: [127.0.0.1, 10.1.2.3, gateway.internal]}\n");

    assertThat(built.accounts().getFirst().baseUrl()).isEqualTo(url);
  }

  private static String account(String url) {
    return "accounts:\n\n- id: a\n  provider: openai\n  secret: {env: KEY}\n  baseUrl: '"
        + url
        + "'\n";
  }
}
