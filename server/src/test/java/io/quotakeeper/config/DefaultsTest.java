package io.quotakeeper.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultsTest {

  @TempDir Path folder;

  @Test
  void loadUsual_withoutFile_hasTheDefaults() {
    Configuration built = new Loading(folder).loader().loadUsual(folder);

    assertThat(built.source()).isEmpty();
    assertDefaults(built);
    assertThat(built.origins())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                entry("server.host", "default"),
                entry("server.port", "default"),
                entry("monitor.interval", "default"),
                entry("monitor.timeout", "default"),
                entry("monitor.quiet", "default"),
                entry("monitor.slotsPerHost", "default"),
                entry("cache.ttl", "default"),
                entry("cache.maxAge", "default"),
                entry("thresholds.low", "default"),
                entry("evidence.log", "default"),
                entry("evidence.maxFileSize", "default"),
                entry("evidence.files", "default")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "---\n",
        "server:\nmonitor:\ncache:\nthresholds:\naccounts:\npools:\nproviders:\noutbound:\nevidence:\nalerts:\n",
        "server: {}\naccounts: []\nthresholds: {overrides: []}\noutbound: {allow: }\n"
      })
  void load_nothingSaid_hasTheDefaults(String yaml) {
    assertDefaults(new Loading(folder).load(yaml));
  }

  @Test
  void loadUsual_fileIsThere_takesIt() {
    var loading = new Loading(folder);
    loading.file("quotakeeper.yaml", "server: {port: 1234}\n");

    assertThat(loading.loader().loadUsual(folder).server().port()).isEqualTo(1234);
  }

  @Test
  void load_fileIsNotThere_saysSo() {
    assertThatThrownBy(() -> new Loading(folder).loader().load(Path.of("nowhere/q.yaml")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("nowhere/q.yaml: there is no such file; expected a configuration file");
  }

  @Test
  void withPort_ofTheCommandLine_changesThePortAlone() {
    Configuration built = new Loading(folder).load("server: {port: 1}").withPort(99);

    assertThat(built.server().port()).isEqualTo(99);
    assertThat(built.server().host()).isEqualTo("127.0.0.1");
  }

  private static void assertDefaults(Configuration built) {
    assertThat(built.server())
        .isEqualTo(new ServerSettings("127.0.0.1", 7878, new AdminToken.Made()));
    MonitorSettings monitor = built.monitor();
    assertThat(monitor.interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(monitor.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(monitor.quiet()).isEqualTo(Duration.ofMinutes(30));
    assertThat(monitor.slotsPerHost()).isEqualTo(64);
    assertThat(monitor.freshness())
        .isEqualTo(new Freshness(Duration.ofSeconds(630), Duration.ofHours(24)));
    var window = new Window(Scope.account(), "daily", Unit.REQUESTS);
    assertThat(monitor.thresholds().low(new Owner("openai", "a"), new AccountId("a"), window))
        .isEqualTo(0.10);
    assertThat(built.accounts()).isEmpty();
    assertThat(built.limits()).isEmpty();
    assertThat(built.pools()).isEmpty();
    assertThat(Adapters.shipped().all())
        .allMatch(adapter -> built.isOn(adapter.name()) != adapter.isVendorPrivate());
    assertThat(List.of("github", "openai", "openrouter")).allMatch(built::isOn);
    assertThat(built.outbound().allows(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
    assertThat(built.evidence()).isEqualTo(new EvidenceSettings(false, 16_000_000, 4));
    assertThat(built.notes()).isEmpty();
  }
}
