package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SettingRulesTest {

  private static final String DURATION =
      "; expected a duration above zero such as 5m, 10m30s, 1h or 250ms";
  private static final String PERCENT = "; expected a percentage from 0% to 100% such as 10%";
  private static final String PORT = "; expected a port from 0 to 65535, 0 for any free one";
  private static final String SIZE = "; expected a size from 100KB to 10GB such as 16MB";
  private static final String MONITOR_KEYS =
      "; expected one of interval, quiet, timeout, slotsPerHost";

  @TempDir Path folder;

  static final List<Arguments> RULES =
      List.of(
          arguments(
              "evidence: {logs: true}\n",
              "q.yaml:1: evidence.logs: unknown key, did you mean log?; expected one of log,"
                  + " maxFileSize, files"),
          arguments(
              "evidence:\n  maxFileSize: 16\n",
              "q.yaml:2: evidence.maxFileSize: not a size" + SIZE),
          arguments(
              "evidence: {maxFileSize: 99KB}\n",
              "q.yaml:1: evidence.maxFileSize: less than 100KB" + SIZE),
          arguments(
              "evidence: {maxFileSize: 11GB}\n",
              "q.yaml:1: evidence.maxFileSize: more than 10GB" + SIZE),
          arguments(
              "evidence: {files: 0}\n",
              "q.yaml:1: evidence.files: less than 1; expected a number of files from 1 to 100"),
          arguments(
              "monitor:\n  intervall: 5m\n",
              "q.yaml:2: monitor.intervall: unknown key, did you mean interval?" + MONITOR_KEYS),
          arguments(
              "monitor: {colour: red}\n", "q.yaml:1: monitor.colour: unknown key" + MONITOR_KEYS),
          arguments(
              "server: {}\nmonitr: {}\n",
              "q.yaml:2: monitr: unknown key, did you mean monitor?; expected one of server, monitor,"
                  + " cache, thresholds, accounts, pools, providers, outbound, evidence, alerts"),
          arguments(
              "monitor:\n  interval: 5m\n  interval: 6m\n",
              "q.yaml:3: monitor.interval: key stands twice, first in line 2; expected each key once"),
          arguments(
              "monitor: 5m\n",
              "q.yaml:1: monitor: not a mapping; expected a mapping with interval, quiet, timeout, slotsPerHost"),
          arguments(
              "- monitor\n",
              "q.yaml:1: not a mapping; expected a mapping with server, monitor, cache, thresholds, accounts, pools, providers, outbound, evidence, alerts"),
          arguments(
              "\n\nmonitor:\n  interval: -5m\n",
              "q.yaml:4: monitor.interval: a negative duration" + DURATION),
          arguments(
              "monitor: {interval: 0s}\n",
              "q.yaml:1: monitor.interval: a duration of zero" + DURATION),
          arguments(
              "monitor: {interval: 300}\n",
              "q.yaml:1: monitor.interval: not a duration" + DURATION),
          arguments(
              "monitor: {interval: 5m 3s}\n",
              "q.yaml:1: monitor.interval: not a duration" + DURATION),
          arguments(
              "monitor: {interval: 3s5m}\n",
              "q.yaml:1: monitor.interval: not a duration" + DURATION),
          arguments(
              "monitor: {interval: 400d}\n",
              "q.yaml:1: monitor.interval: longer than 366 days" + DURATION),
          arguments("monitor: {interval: }\n", "q.yaml:1: monitor.interval: empty" + DURATION),
          arguments(
              "monitor: {interval: [5m]}\n",
              "q.yaml:1: monitor.interval: not a single value" + DURATION),
          arguments(
              "monitor: {timeout: soon}\n", "q.yaml:1: monitor.timeout: not a duration" + DURATION),
          arguments("cache: {ttl: 0ms}\n", "q.yaml:1: cache.ttl: a duration of zero" + DURATION),
          arguments(
              "cache: {maxAge: '-1h'}\n", "q.yaml:1: cache.maxAge: a negative duration" + DURATION),
          arguments(
              "cache: {ttl: 2h, maxAge: 1h}\n",
              "q.yaml:1: cache.maxAge: cache.maxAge is shorter than cache.ttl; expected a value that is"
                  + " unknown later than it is stale"),
          arguments(
              "monitor: {slotsPerHost: 0}\n",
              "q.yaml:1: monitor.slotsPerHost: less than 1; expected a whole number from 1 to 10000"),
          arguments(
              "thresholds: {low: 110%}\n", "q.yaml:1: thresholds.low: more than 100%" + PERCENT),
          arguments(
              "thresholds: {low: 10}\n", "q.yaml:1: thresholds.low: not a percentage" + PERCENT),
          arguments(
              "thresholds: {low: -1%}\n", "q.yaml:1: thresholds.low: not a percentage" + PERCENT),
          arguments(
              "thresholds:\n  overrides:\n    - {low: 5%}\n",
              "q.yaml:3: thresholds.overrides[0].account: missing; expected a provider, an account or a"
                  + " window that the rule is for"),
          arguments(
              "thresholds:\n  overrides:\n    - {window: rpm}\n",
              "q.yaml:3: thresholds.overrides[0].low: missing" + PERCENT),
          arguments(
              "thresholds:\n  overrides:\n    - {window: rpm, low: 5%}\n    - {window: rpm, low: 6%}\n",
              "q.yaml:4: thresholds.overrides[1]: a second rule for the same; expected one rule for each"),
          arguments(
              "thresholds: {overrides: [{provider: opnai, low: 5%}]}\n",
              "q.yaml:1: thresholds.overrides[0].provider: unknown provider, did you mean openai?;"
                  + " expected one of "
                  + Loading.PROVIDERS),
          arguments(
              "thresholds: {overrides: [{account: nobody, low: 5%}]}\n",
              "q.yaml:1: thresholds.overrides[0].account: no such account; expected the id of an account"
                  + " in this file"),
          arguments("server: {port: -1}\n", "q.yaml:1: server.port: less than 0" + PORT),
          arguments("server: {port: 65536}\n", "q.yaml:1: server.port: more than 65535" + PORT),
          arguments("server: {port: http}\n", "q.yaml:1: server.port: not a whole number" + PORT),
          arguments(
              "server: {host: 'a b'}\n",
              "q.yaml:1: server.host: not a host; expected an address or a host name such as 127.0.0.1"),
          arguments(
              "server: {host: 127.1}\n",
              "q.yaml:1: server.host: not a host; expected an address or a host name such as 127.0.0.1"),
          arguments(
              "outbound:\n  allow:\n    - http://x\n",
              "q.yaml:3: outbound.allow[0]: not a host; expected a host name or an address such as"
                  + " 127.0.0.1"));

  @ParameterizedTest
  @FieldSource("RULES")
  void load_oneRuleBroken_saysPlaceKeyAndExpectation(String yaml, String problem) {
    assertThat(new Loading(folder).problems(yaml)).containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "'::'", "192.168.1.4", "quota.example.com"})
  void load_hostOfOthersWithoutToken_isRefused(String host) {
    assertThat(new Loading(folder).problems("server:\n  host: '" + host + "'\n"))
        .containsExactly(
            "q.yaml:2: server.host: other computers could reach the server, and its operator has set"
                + " no credential; expected server.adminToken: {env: NAME} or {file: path}, or a"
                + " loopback host such as 127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "127.9.9.9", "'::1'", "localhost"})
  void load_loopbackHostWithoutToken_isFine(String host) {
    Configuration built = new Loading(folder).load("server: {host: '" + host + "'}");

    assertThat(built.server().host()).isEqualTo(host);
    assertThat(built.server().adminToken()).isEqualTo(new AdminToken.Made());
  }

  @Test
  void load_hostOfOthersWithToken_isFine() {
    Configuration built =
        new Loading(folder)
            .with("ADMIN", "0123456789abcdef")
            .load("server: {host: 0.0.0.0, adminToken: {env: ADMIN}}");

    assertThat(built.server().adminToken())
        .isInstanceOfSatisfying(
            AdminToken.Given.class,
            given -> assertThat(given.source().read().reveal()).isEqualTo("0123456789abcdef"));
  }

  @Test
  void load_shortToken_isRefusedOnceAndNotShown() {
    assertThat(
            new Loading(folder)
                .with("ADMIN", "hunter2hunter2")
                .problems("server:\n  host: 0.0.0.0\n  adminToken: {env: ADMIN}\n"))
        .containsExactly(
            "q.yaml:3: server.adminToken: environment variable ADMIN holds a bad value: malformed; expected"
                + " a token of 16 to 512 visible ASCII characters");
  }

  @Test
  void load_intervalSaid_ttlFollowsIt() {
    var freshness =
        new Loading(folder).load("monitor: {interval: 20h, timeout: 250ms}").monitor().freshness();

    assertThat(freshness.ttl()).isEqualTo(Duration.ofHours(40).plusMillis(250));
    assertThat(freshness.maxAge()).isEqualTo(freshness.ttl());
  }

  @Test
  void load_ttlNotLongerThanInterval_isNoted() {
    assertThat(new Loading(folder).load("cache: {ttl: 5m}").notes())
        .containsExactly(
            "cache.ttl is not longer than monitor.interval: every value is stale before its next"
                + " sync");
  }

  @Test
  void load_manyProblems_areAllSaidInOrder() {
    String yaml =
        """
        monitor: {interval: 0s, tiemout: 1s}
        thresholds: {low: 7}
        accounts:
          - {id: a, provider: nope, secret: {env: NOT_SET}}
          - {id: a, provider: openai}
        alerts: [{id: x}]
        """;

    assertThat(new Loading(folder).with("QUOTAKEEPER_SERVER_PORT", "x").problems(yaml))
        .extracting(problem -> problem.replaceFirst("; expected .*", ""))
        .containsExactly(
            "q.yaml:1: monitor.tiemout: unknown key, did you mean timeout?",
            "q.yaml:1: monitor.interval: a duration of zero",
            "q.yaml:2: thresholds.low: not a percentage",
            "q.yaml:4: accounts[0].provider: unknown provider",
            "q.yaml:4: accounts[0].secret: environment variable NOT_SET is not set",
            "q.yaml:5: accounts[1].id: already the id of the account in line 4",
            "q.yaml:5: accounts[1].secret: missing",
            "q.yaml:6: alerts[0].type: missing",
            "q.yaml:6: alerts[0].url: missing",
            "environment: QUOTAKEEPER_SERVER_PORT: not a whole number");
  }
}
