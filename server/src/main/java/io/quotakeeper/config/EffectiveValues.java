package io.quotakeeper.config;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.Credential;
import io.quotakeeper.engine.Login;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.select.Purpose;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything that a loaded configuration says, with where it comes from. What the file states
 * without having a default, such as limits and alerts, is shown as it is written. For one load, on
 * one thread.
 */
final class EffectiveValues {

  private final Configuration configuration;
  private final WrittenValues written;
  private final List<Shown> shown = new ArrayList<>();

  /** Of a configuration, and what its file states. */
  EffectiveValues(Configuration configuration, WrittenValues written) {
    this.configuration = configuration;
    this.written = written;
  }

  List<Shown> list() {
    server();
    monitor();
    for (int i = 0; i < configuration.accounts().size(); i++) {
      account(configuration.accounts().get(i), "accounts[" + i + "]");
    }
    for (int i = 0; i < configuration.pools().size(); i++) {
      pool(configuration.pools().get(i), "pools[" + i + "]");
    }
    configuration.adapters().all().forEach(this::provider);
    add("outbound.allow", written.items("outbound.allow"));
    evidence();
    shown.addAll(written.takeRest("", ""));
    return List.copyOf(shown);
  }

  private void server() {
    add("server.host", configuration.server().host());
    add("server.port", String.valueOf(configuration.server().port()));
    switch (configuration.server().adminToken()) {
      case AdminToken.Made _ -> add("server.adminToken", "made at the first start");
      case AdminToken.Given(var source) -> add("server.adminToken", SecretState.of(source));
    }
  }

  private void monitor() {
    var monitor = configuration.monitor();
    add("monitor.interval", Durations.text(monitor.interval()));
    add("monitor.quiet", Durations.text(monitor.quiet()));
    add("monitor.timeout", Durations.text(monitor.timeout()));
    add("monitor.slotsPerHost", String.valueOf(monitor.slotsPerHost()));
    Freshness freshness = monitor.freshness();
    add("cache.ttl", Durations.text(freshness.ttl()));
    add("cache.maxAge", Durations.text(freshness.maxAge()));
    if (monitor.thresholds() instanceof ThresholdTable table) {
      add("thresholds.low", percent(table.general()));
    }
    shown.addAll(written.takeRest("thresholds.overrides", "thresholds.overrides"));
  }

  private void provider(Adapter adapter) {
    String path = "providers." + adapter.name();
    boolean enabled = configuration.isOn(adapter.name());
    add(path + ".enabled", String.valueOf(enabled));
    if (!adapter.isShipped()) {
      add(path + ".adapter", adapter.source());
    }
  }

  private void evidence() {
    EvidenceSettings evidence = configuration.evidence();
    add("evidence.log", String.valueOf(evidence.log()));
    add("evidence.maxFileSize", Sizes.text(evidence.maxFileSize()));
    add("evidence.files", String.valueOf(evidence.files()));
  }

  private void account(Account account, String path) {
    String name = "accounts[" + account.id() + "]";
    add(name + ".id", path + ".id", account.id().value());
    add(name + ".provider", path + ".provider", account.provider());
    add(name + ".project", path + ".project", account.project());
    add(
        name + ".tier",
        path + ".tier",
        account.declared().tier().map(Enum::name).orElse("as the provider tells"));
    credential(account.secret(), name, path);
    add(name + ".owner", path + ".owner", account.owner());
    add(name + ".enabled", path + ".enabled", String.valueOf(account.enabled()));
    add(
        name + ".baseUrl",
        path + ".baseUrl",
        account.baseUrl().isEmpty() ? "the adapter's" : account.baseUrl());
    add(name + ".labels", path + ".labels", mapping(account.labels()));
    shown.addAll(written.takeRest(path, name));
  }

  private void credential(Credential credential, String name, String path) {
    switch (credential) {
      case SecretSource source -> add(name + ".secret", path + ".secret", SecretState.of(source));
      case Login.RefreshToken login -> {
        String key = ".oauth";
        part(name, path, key + ".refreshToken", SecretState.of(login.refreshToken()));
        part(name, path, key + ".clientId", SecretState.of(login.clientId()));
        login
            .clientSecret()
            .ifPresent(secret -> part(name, path, key + ".clientSecret", SecretState.of(secret)));
        part(name, path, key + ".baseUrl", endpoint(login));
      }
      case Login.ServiceAccount login -> {
        part(name, path, ".serviceAccount.file", SecretState.of(login.key()));
        part(name, path, ".serviceAccount.baseUrl", endpoint(login));
      }
    }
  }

  private static String endpoint(Login login) {
    return login.baseUrl().isEmpty() ? "the adapter's" : login.baseUrl();
  }

  private void part(String name, String path, String key, String value) {
    add(name + key, path + key, value);
  }

  private void pool(Pool pool, String path) {
    String name = "pools[" + pool.id() + "]";
    add(name + ".id", path + ".id", pool.id());
    add(name + ".protocol", path + ".protocol", pool.protocol().word());
    add(name + ".accounts", path + ".accounts", ids(pool.accounts()));
    add(name + ".strategy", path + ".strategy", pool.strategy().word());
    add(name + ".weights", path + ".weights", mapping(pool.weights()));
    add(name + ".order", path + ".order", ids(pool.order()));
    reserve(pool.reserve(), name + ".reserve", path + ".reserve");
    add(name + ".session.header", path + ".session.header", pool.session().header());
    add(
        name + ".session.moveCost",
        path + ".session.moveCost",
        Durations.text(pool.session().moveCost()));
    add(name + ".fallbacks", path + ".fallbacks", mapping(pool.fallbacks()));
    add(name + ".replaySafe", path + ".replaySafe", String.valueOf(pool.replaySafe()));
    shown.addAll(written.takeRest(path, name));
  }

  /** One line where it does not depend on the purpose. */
  private void reserve(Map<Purpose, Double> reserve, String name, String path) {
    Map<Purpose, Double> shares = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      shares.put(purpose, reserve.getOrDefault(purpose, 0.0));
    }
    Set<Double> different = new TreeSet<>(shares.values());
    if (different.size() == 1) {
      add(name, path, percent(different.iterator().next()));
      return;
    }
    shares.forEach((purpose, share) -> {
      String key = "." + purpose.word();
      add(name + key, path + key, percent(share));
    });
  }

  private static String ids(List<AccountId> accounts) {
    return accounts.stream().map(AccountId::value).collect(Collectors.joining(", "));
  }

  private static String mapping(Map<?, ?> map) {
    Map<String, String> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(key.toString(), value.toString()));
    return sorted.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2).round(MathContext.DECIMAL32);
    return percent.stripTrailingZeros().toPlainString() + "%";
  }

  private void add(String path, String value) {
    add(path, path, value);
  }

  /** A value that is in effect, whether or not the file states it. */
  private void add(String key, String path, String value) {
    String origin = configuration.origins().get(path);
    shown.add(
        new Shown(key, value, origin == null ? written.place(path).orElse("default") : origin));
    written.take(path);
  }
}
