package io.quotakeeper.config;

import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.ledger.Thresholds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the sections of a file, in the order in which they need each other. For one load. */
final class ConfigurationReader {

  private static final List<String> SECTIONS =
      List.of(
          "server",
          "monitor",
          "cache",
          "thresholds",
          "accounts",
          "pools",
          "providers",
          "outbound",
          "evidence",
          "alerts");
  private static final Kind<String> ALLOWED =
      new Kind<>("a host name or an address such as 127.0.0.1", ConfigurationReader::host);

  private final Map<String, String> environment;
  private final Settings settings;
  private final SecretReader secrets;
  private final Problems problems;
  private final List<String> notes = new ArrayList<>();

  ConfigurationReader(
      Map<String, String> environment, Settings settings, SecretReader secrets, Problems problems) {
    this.environment = environment;
    this.settings = settings;
    this.secrets = secrets;
    this.problems = problems;
  }

  Configuration read(String source, Field file, List<KnownProvider> known, Instant now) {
    Mapping root = file.mapping(SECTIONS);
    var providers = new ProviderSwitches(known);
    root.get("providers").ifPresent(providers::read);
    OutboundPolicy outbound = outbound(section(root, "outbound", List.of("allow")));
    var urls = new Urls(outbound);
    Roster roster =
        new AccountReader(providers, secrets, urls, now, notes)
            .read(root.get("accounts").map(f -> f.list("a list of accounts")).orElse(List.of()));
    var selection = new PoolAccounts(roster, providers.kind());
    List<Pool> pools =
        root.get("pools").map(new PoolReader(selection, notes)::read).orElse(List.of());
    root.get("alerts").ifPresent(new AlertReader(secrets, urls, notes)::read);
    return new Configuration(
        source,
        server(root),
        monitor(root, roster, providers),
        roster.accounts(),
        roster.limits(),
        pools,
        providers.enabled(),
        outbound,
        evidence(root),
        notes,
        settings.origins());
  }

  private ServerSettings server(Mapping root) {
    return new ServerReader(settings, secrets, problems)
        .read(section(root, "server", ServerReader.KEYS), environment);
  }

  private MonitorSettings monitor(Mapping root, Roster roster, ProviderSwitches providers) {
    var reader = new MonitorReader(settings, problems, notes);
    Mapping cache = section(root, "cache", MonitorReader.CACHE_KEYS);
    Thresholds thresholds =
        reader.thresholds(
            section(root, "thresholds", MonitorReader.THRESHOLD_KEYS), roster, providers.kind());
    return reader.read(section(root, "monitor", MonitorReader.MONITOR_KEYS), cache, thresholds);
  }

  private EvidenceSettings evidence(Mapping root) {
    return new EvidenceReader(settings).read(section(root, "evidence", EvidenceReader.KEYS));
  }

  private OutboundPolicy outbound(Mapping section) {
    List<String> allowed = new ArrayList<>();
    List<Field> items = section.get("allow").map(f -> f.list("a list of hosts")).orElse(List.of());
    items.forEach(item -> item.read(ALLOWED).ifPresent(allowed::add));
    return OutboundPolicy.of(allowed);
  }

  private Mapping section(Mapping root, String name, List<String> keys) {
    return root.get(name)
        .map(field -> field.mapping(keys))
        .orElseGet(() -> new Mapping(root.spot().child(name, 0), Map.of(), problems, true));
  }

  private static String host(String text) {
    String plain = Hosts.plain(text);
    if (!Hosts.isName(plain) && Hosts.address(plain).isEmpty()) {
      throw new IllegalArgumentException("not a host");
    }
    return plain;
  }
}
