package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {

  @TempDir Path folder;

  private Loading loading() {
    return new Loading(folder);
  }

  @Test
  void load_everyOverride_winsOverTheFile() {
    Configuration built =
        loading()
            .with("QUOTAKEEPER_SERVER_HOST", "::1")
            .with("QUOTAKEEPER_SERVER_PORT", "9")
            .with("QUOTAKEEPER_MONITOR_INTERVAL", "1m")
            .with("QUOTAKEEPER_MONITOR_TIMEOUT", "2s")
            .with("QUOTAKEEPER_MONITOR_SLOTS_PER_HOST", "3")
            .with("QUOTAKEEPER_CACHE_TTL", "4m")
            .with("QUOTAKEEPER_CACHE_MAX_AGE", "5h")
            .with("QUOTAKEEPER_THRESHOLDS_LOW", "6%")
            .with("QUOTAKEEPER_EVIDENCE_LOG", "true")
            .with("QUOTAKEEPER_EVIDENCE_MAX_FILE_SIZE", "500KB")
            .with("QUOTAKEEPER_EVIDENCE_FILES", "7")
            .load("server: {port: 1}\nmonitor: {interval: 9m, timeout: 9s}\n");

    assertThat(built.server().host()).isEqualTo("::1");
    assertThat(built.server().port()).isEqualTo(9);
    assertThat(built.monitor().interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(built.monitor().timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(built.monitor().slotsPerHost()).isEqualTo(3);
    assertThat(built.monitor().freshness().ttl()).isEqualTo(Duration.ofMinutes(4));
    assertThat(built.monitor().freshness().maxAge()).isEqualTo(Duration.ofHours(5));
    var window = new Window(Scope.account(), "daily", Unit.REQUESTS);
    assertThat(built.monitor().thresholds().low(new Owner("p", "a"), new AccountId("a"), window))
        .isEqualTo(0.06);
    assertThat(built.evidence()).isEqualTo(new EvidenceSettings(true, 500_000, 7));
  }

  @Test
  void load_badOverride_namesTheVariable() {
    assertThat(loading().with("QUOTAKEEPER_MONITOR_INTERVAL", "-1s").problems(""))
        .containsExactly(
            "environment: QUOTAKEEPER_MONITOR_INTERVAL: a negative duration; expected a duration above"
                + " zero such as 5m, 10m30s, 1h or 250ms");
    assertThat(loading().with("QUOTAKEEPER_SERVER_PORT", "").problems(""))
        .containsExactly(
            "environment: QUOTAKEEPER_SERVER_PORT: empty; expected a port from 0 to 65535, 0 for any"
                + " free one");
  }

  @Test
  void load_unknownVariable_isAProblem() {
    assertThat(loading().with("QUOTAKEEPER_MONITOR_INTERVALL", "1s").problems(""))
        .containsExactly(
            "environment: QUOTAKEEPER_MONITOR_INTERVALL: unknown variable, did you mean"
                + " QUOTAKEEPER_MONITOR_INTERVAL?; expected one of QUOTAKEEPER_CACHE_MAX_AGE,"
                + " QUOTAKEEPER_CACHE_TTL, QUOTAKEEPER_EVIDENCE_FILES, QUOTAKEEPER_EVIDENCE_LOG,"
                + " QUOTAKEEPER_EVIDENCE_MAX_FILE_SIZE, QUOTAKEEPER_MONITOR_INTERVAL,"
                + " QUOTAKEEPER_MONITOR_QUIET, QUOTAKEEPER_MONITOR_SLOTS_PER_HOST, QUOTAKEEPER_MONITOR_TIMEOUT,"
                + " QUOTAKEEPER_SERVER_ADMIN_TOKEN, QUOTAKEEPER_SERVER_HOST, QUOTAKEEPER_SERVER_PORT,"
                + " QUOTAKEEPER_THRESHOLDS_LOW");
  }

  @Test
  void load_variablesOfOthers_areIgnored() {
    assertThatCode(() ->
            loading()
                .with("QUOTAKEEPER_URL", "http://localhost:1")
                .with("QUOTAKEEPER_TOKEN", "x")
                .with("QUOTAKEEPER_KEY", "sk-invented-1")
                .with("HOME", "/root")
                .load("accounts: [{id: a, provider: openai, secret: {env: QUOTAKEEPER_KEY}}]"))
        .doesNotThrowAnyException();
  }

  @Test
  void load_hostOfOthersByVariable_needsATokenToo() {
    assertThat(loading().with("QUOTAKEEPER_SERVER_HOST", "0.0.0.0").problems(""))
        .singleElement()
        .asString()
        .startsWith("environment: QUOTAKEEPER_SERVER_HOST: other computers could reach");
  }

  @Test
  void load_adminTokenByVariable_isTheOperators() {
    Configuration built =
        loading()
            .with("QUOTAKEEPER_SERVER_HOST", "0.0.0.0")
            .with("QUOTAKEEPER_SERVER_ADMIN_TOKEN", "0123456789abcdef")
            .load("");

    assertThat(built.server().adminToken()).isInstanceOf(AdminToken.Given.class);
    assertThat(
            loading()
                .with("QUOTAKEEPER_SERVER_ADMIN_TOKEN", "")
                .problems("server: {host: 0.0.0.0}"))
        .containsExactly(
            "environment: QUOTAKEEPER_SERVER_ADMIN_TOKEN: environment variable"
                + " QUOTAKEEPER_SERVER_ADMIN_TOKEN is empty; expected the credential there");
  }
}
