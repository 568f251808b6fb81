package io.quotakeeper.config;

import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.Thresholds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code monitor}, {@code cache} and {@code thresholds}. */
final class MonitorReader {

  private static final double LOW = 0.10;
  private static final Kind<Integer> SLOTS =
      Kind.whole("a whole number from 1 to 10000", 1, 10_000);

  static final Keys MONITOR_KEYS =
      Keys.of(
          Key.optional(
              "interval",
              Durations.KIND,
              "How often an account is synced where nothing else says."),
          Key.optional(
              "quiet",
              Durations.KIND,
              "The longest wait for an account in which nothing changes; six intervals unless"
                  + " said."),
          Key.optional("timeout", Durations.KIND, "The deadline of one account's sync."),
          Key.optional("slotsPerHost", SLOTS, "Syncs under way at one provider host."));

  static final Keys CACHE_KEYS =
      Keys.of(
          Key.optional(
              "ttl",
              Durations.KIND,
              "Older is stale, unless the next sync is later on purpose; twice the interval and"
                  + " the timeout unless said."),
          Key.optional("maxAge", Durations.KIND, "Older is unknown."));

  private static final Keys RULE_KEYS =
      Keys.of(
          Key.optional("provider", Shape.PROVIDER, "For the accounts of this provider alone."),
          Key.optional("account", Names.ID, "For this account alone."),
          Key.optional("window", LimitReader.WINDOW, "For windows of this name alone."),
          Key.required("low", Kind.PERCENT, "Below this share such a window is low."));

  static final Keys THRESHOLD_KEYS =
      Keys.of(
          Key.optional("low", Kind.PERCENT, "Below this share a window is low."),
          Key.optional(
              "overrides",
              Shape.list(Shape.mapping(RULE_KEYS)),
              "The most specific holds: account and window, account, provider and window, provider,"
                  + " window."));

  private final Settings settings;
  private final Problems problems;
  private final List<String> notes;

  MonitorReader(Settings settings, Problems problems, List<String> notes) {
    this.settings = settings;
    this.problems = problems;
    this.notes = notes;
  }

  MonitorSettings read(Mapping monitor, Mapping cache, Thresholds thresholds) {
    MonitorSettings usual = MonitorSettings.defaults();
    Duration interval = settings.read(monitor, "interval", Durations.KIND, usual.interval());
    Duration timeout = settings.read(monitor, "timeout", Durations.KIND, usual.timeout());
    int slots = settings.read(monitor, "slotsPerHost", SLOTS, usual.slotsPerHost());
    Freshness freshness = freshness(cache, interval, timeout);
    Duration quiet = quiet(monitor, interval, freshness);
    return new MonitorSettings(interval, quiet, timeout, slots, freshness, thresholds);
  }

  private Duration quiet(Mapping monitor, Duration interval, Freshness freshness) {
    Duration usual = MonitorSettings.usualQuiet(interval, freshness.maxAge());
    Duration quiet = settings.read(monitor, "quiet", Durations.KIND, usual);
    if (quiet.compareTo(interval) < 0) {
      problems.add(
          monitor.get("quiet").map(Field::spot).orElse(monitor.spot()),
          "monitor.quiet is shorter than monitor.interval",
          "a longest wait of at least the interval");
      return interval;
    }
    return quiet;
  }

  private Freshness freshness(Mapping cache, Duration interval, Duration timeout) {
    Duration ttl =
        settings.read(cache, "ttl", Durations.KIND).orElse(interval.plus(interval).plus(timeout));
    Optional<Duration> stated = settings.read(cache, "maxAge", Durations.KIND);
    Duration usual = MonitorSettings.defaults().freshness().maxAge();
    Duration maxAge = stated.orElse(usual.compareTo(ttl) < 0 ? ttl : usual);
    if (maxAge.compareTo(ttl) < 0) {
      problems.add(
          cache.get("maxAge").map(Field::spot).orElse(cache.spot()),
          "cache.maxAge is shorter than cache.ttl",
          "a value that is unknown later than it is stale");
    }
    if (ttl.compareTo(interval) <= 0) {
      notes.add(
          "cache.ttl is not longer than monitor.interval: every value is stale before its next"
              + " sync");
    }
    return new Freshness(ttl, maxAge);
  }

  Thresholds thresholds(Mapping section, Roster roster, Kind<KnownProvider> providers) {
    double low = settings.read(section, "low", Kind.PERCENT, LOW);
    Map<ThresholdTable.Key, Double> rules = new HashMap<>();
    for (Field item : items(section)) {
      Mapping rule = item.mapping(RULE_KEYS);
      Optional<Double> share = rule.require("low", Kind.PERCENT);
      Optional<ThresholdTable.Key> key = key(rule, roster, providers);
      if (share.isPresent() && key.isPresent() && rules.put(key.get(), share.get()) != null) {
        item.problem("a second rule for the same", "one rule for each");
      }
    }
    return new ThresholdTable(low, rules);
  }

  private static List<Field> items(Mapping section) {
    return section.get("overrides").map(f -> f.list("a list of rules")).orElse(List.of());
  }

  private static Optional<ThresholdTable.Key> key(
      Mapping rule, Roster roster, Kind<KnownProvider> providers) {
    Optional<KnownProvider> provider = rule.read("provider", providers);
    Optional<String> account = rule.read("account", roster.id());
    Optional<String> window = rule.read("window", LimitReader.WINDOW);
    boolean misread =
        (rule.has("provider") && provider.isEmpty())
            || (rule.has("account") && account.isEmpty())
            || (rule.has("window") && window.isEmpty());
    if (misread) {
      return Optional.empty();
    }
    String named = provider.map(KnownProvider::name).orElse("");
    String id = account.orElse("");
    if (named.isEmpty() && id.isEmpty() && window.isEmpty()) {
      rule.missing("account", "a provider, an account or a window that the rule is for");
      return Optional.empty();
    }
    if (!named.isEmpty() && !id.isEmpty() && !named.equals(roster.provider(id))) {
      rule.get("provider").ifPresent(f -> f.problem("not the provider of the account", "its own"));
    }
    return Optional.of(new ThresholdTable.Key(id.isEmpty() ? named : "", id, window.orElse("")));
  }
}
