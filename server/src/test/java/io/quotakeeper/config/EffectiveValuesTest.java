package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EffectiveValuesTest {

  @TempDir Path folder;

  private Loading loading() {
    Loading loading =
        new Loading(folder)
            .with("KEY", "qk-canary-1")
            .with("ADMIN", "qk-canary-2-of-the-admin")
            .with("HOOK", "https://hooks.example.com/qk-canary-3");
    loading.file("key", "qk-canary-4");
    loading.file("own.yaml", ConfigurationSchemaTest.OWN_ADAPTER);
    loading.file("other.json", "{\"tokens\": {\"refresh\": \"qk-canary-5\"}}");
    loading.file("service.json", ServiceKeys.json());
    return loading;
  }

  private List<Shown> show(Loading loading, String yaml) {
    return loading.loader().show(loading.file("q.yaml", yaml));
  }

  private static Map<String, Shown> byKey(List<Shown> shown) {
    return shown.stream().collect(Collectors.toMap(Shown::key, s -> s));
  }

  @Test
  void show_fileWithEverything_leavesNothingOut() {
    Set<String> written = new TreeSet<>();
    leaves(SchemaOracle.yaml(ConfigurationSchemaTest.EVERYTHING), "", written);

    List<Shown> shown = show(loading(), ConfigurationSchemaTest.EVERYTHING);

    String keys = shown.stream().map(Shown::key).collect(Collectors.joining("\n"));
    assertThat(keys.replaceAll("\\[[^]]*]", "[]").lines()).containsAll(written);
    assertThat(keys.lines()).doesNotHaveDuplicates();
  }

  @Test
  void show_everySecret_isItsPlaceAlone() {
    List<Shown> shown = show(loading(), ConfigurationSchemaTest.EVERYTHING);

    assertThat(shown.toString()).doesNotContain("canary");
    assertThat(byKey(shown))
        .hasEntrySatisfying("server.adminToken", is("env ADMIN (set)"))
        .hasEntrySatisfying("accounts[c].secret", is("env KEY (set)"))
        .hasEntrySatisfying(
            "accounts[o].secret", is("file " + folder.resolve("key") + " (readable)"))
        .hasEntrySatisfying("alerts[0].url", is("env HOOK (set)"));
  }

  @Test
  void show_reserves_areOneLineUnlessThePurposeMatters() {
    Map<String, Shown> shown = byKey(show(loading(), ConfigurationSchemaTest.EVERYTHING));

    assertThat(shown)
        .hasEntrySatisfying("pools[a].reserve", is("5%"))
        .hasEntrySatisfying("pools[b].reserve.interactive", is("0%"))
        .hasEntrySatisfying("pools[b].reserve.batch", is("20%"))
        .hasEntrySatisfying("pools[d].reserve", is("0%"))
        .hasEntrySatisfying("pools[a].session.moveCost", is("10s"))
        .hasEntrySatisfying("pools[d].session.moveCost", is("0s"))
        .hasEntrySatisfying("accounts[o].reserve", is("10%"))
        .doesNotContainKeys("pools[a].reserve.batch", "pools[b].reserve");
  }

  @Test
  void show_secretOfAnAccountSwitchedOff_saysThatItIsNotThere() {
    var shown =
        show(
            loading(),
            "accounts: [{id: a, provider: openai, enabled: false, secret: {env: NONE}}]");

    assertThat(byKey(shown)).hasEntrySatisfying("accounts[a].secret", is("env NONE (is not set)"));
  }

  @Test
  void show_noFile_isTheDefaultsAndTheEnvironment() {
    var loader =
        loading()
            .with("QUOTAKEEPER_MONITOR_INTERVAL", "90s")
            .with("QUOTAKEEPER_SERVER_ADMIN_TOKEN", "qk-canary-5-of-the-admin")
            .loader();

    Map<String, Shown> shown = byKey(loader.showUsual(folder));

    assertThat(shown.get("monitor.interval"))
        .isEqualTo(
            new Shown(
                "monitor.interval", "1m30s", "environment variable QUOTAKEEPER_MONITOR_INTERVAL"));
    assertThat(shown.get("server.adminToken"))
        .isEqualTo(
            new Shown(
                "server.adminToken",
                "env QUOTAKEEPER_SERVER_ADMIN_TOKEN (set)",
                "environment variable QUOTAKEEPER_SERVER_ADMIN_TOKEN"));
    assertThat(shown.get("cache.ttl")).isEqualTo(new Shown("cache.ttl", "3m30s", "default"));
    assertThat(shown.get("thresholds.low"))
        .isEqualTo(new Shown("thresholds.low", "10%", "default"));
  }

  @Test
  void show_valuesOfSettings_canBeReadAgain() {
    String yaml = "cache: {ttl: 1d1h2m3s4ms, maxAge: 30d}\nthresholds: {low: 12.345%}\n";
    Map<String, Shown> shown = byKey(show(loading(), yaml));

    Configuration again =
        loading()
            .load(
                "cache: {ttl: %s, maxAge: %s}\nthresholds: {low: %s}\n"
                    .formatted(
                        value(shown, "cache.ttl"),
                        value(shown, "cache.maxAge"),
                        value(shown, "thresholds.low")));

    Configuration first = loading().load(yaml);
    assertThat(again.monitor().freshness()).isEqualTo(first.monitor().freshness());
    assertThat(value(byKey(show(loading(), "thresholds: {low: 12.345%}")), "thresholds.low"))
        .isEqualTo("12.345%");
  }

  private static String value(Map<String, Shown> shown, String key) {
    return Objects.requireNonNull(shown.get(key)).value();
  }

  private static Consumer<Shown> is(String value) {
    return shown -> assertThat(shown.value()).isEqualTo(value);
  }

  /** The paths of single values, of lists of such, and of places of secrets, without indexes. */
  private static void leaves(JsonNode node, String path, Set<String> into) {
    boolean secret = node.has("env") || (node.has("file") && !path.endsWith(".serviceAccount"));
    boolean free =
        path.endsWith(".labels") || path.endsWith(".weights") || path.endsWith(".fallbacks");
    boolean selection = path.equals("pools[].accounts");
    if (node.isValueNode() || secret || free || selection) {
      into.add(path);
    } else if (node.isObject()) {
      node.properties()
          .forEach(e ->
              leaves(e.getValue(), path.isEmpty() ? e.getKey() : path + "." + e.getKey(), into));
    } else if (node.path(0).isValueNode()) {
      into.add(path);
    } else {
      node.forEach(item -> leaves(item, path + "[]", into));
    }
  }

  /** What comes through a pipe is there once; a second look would wait for ever. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void show_pipe_isReadOnce() throws Exception {
    Path pipe = folder.resolve("pipe");
    int made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    assertThat(made).isZero();
    var writer = new FutureTask<>(() -> Files.writeString(pipe, "monitor: {interval: 7m}"));
    Thread.ofPlatform().daemon().start(writer);

    List<Shown> shown = loading().loader().show(pipe);

    assertThat(value(byKey(shown), "monitor.interval")).isEqualTo("7m");
  }
}
