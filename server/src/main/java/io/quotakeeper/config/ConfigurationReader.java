package io.quotakeeper.config;

import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.ledger.Thresholds;
import io.quotakeeper.providers.Adapters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the sections of a file, in the order in which they need each other. For one load. */
final class ConfigurationReader {

  private static final Kind<String> ALLOWED =
      new Kind<>("a host name or an address such as 127.0.0.1", ConfigurationReader::host);
  private static final Keys OUTBOUND_KEYS =
      Keys.of(
          Key.optional(
              "allow",
              Shape.list(ALLOWED.shape()),
              "Private, loopback and metadata hosts that requests may go to all the same."));

  /** The sections of a file: all that it can say. */
  static final Keys SECTIONS =
      Keys.of(
          Key.optional(
              "server",
              Shape.mapping(ServerReader.KEYS),
              "Where the server listens, and who may enter."),
          Key.optional(
              "monitor", Shape.mapping(MonitorReader.MONITOR_KEYS), "How accounts are watched."),
          Key.optional(
              "cache", Shape.mapping(MonitorReader.CACHE_KEYS), "How long what is known is good."),
          Key.optional(
              "thresholds", Shape.mapping(MonitorReader.THRESHOLD_KEYS), "What counts as low."),
          Key.optional("accounts", Shape.list(AccountReader.SHAPE), "The accounts to watch."),
          Key.optional(
              "pools", Shape.list(Shape.mapping(PoolReader.KEYS)), "Accounts that serve together."),
          Key.optional(
              "providers",
              Shape.mapping(ProviderSwitches.SHAPE),
              "Adapters switched on or off, and your own, by name."),
          Key.optional("outbound", Shape.mapping(OUTBOUND_KEYS), "Where requests may go."),
          Key.optional(
              "evidence",
              Shape.mapping(EvidenceReader.KEYS),
              "Whether replies are kept as they came, to explain a trouble later."),
          Key.optional(
              "alerts",
              Shape.list(Shape.mapping(AlertReader.KEYS)),
              "Whom to tell; checked, but not sent yet."));

  private final Map<String, String> environment;
  private final Settings settings;
  private final SecretReader secrets;
  private final OwnAdapterReader ownAdapters;
  private final Problems problems;
  private final List<String> notes = new ArrayList<>();

  ConfigurationReader(
      Map<String, String> environment,
      Settings settings,
      SecretReader secrets,
      OwnAdapterReader ownAdapters,
      Problems problems) {
    this.environment = environment;
    this.settings = settings;
    this.secrets = secrets;
    this.ownAdapters = ownAdapters;
    this.problems = problems;
  }

  /** The adapters alone, whatever else stands in the file. */
  static Adapters adapters(Field file, Adapters shipped, OwnAdapterReader own) {
    Map<String, Field> sections =
        file.entries("a mapping with " + String.join(", ", SECTIONS.names()));
    Optional<Field> allow =
        Optional.ofNullable(sections.get("outbound"))
            .flatMap(section -> section.mapping(OUTBOUND_KEYS).get("allow"));
    var providers =
        new ProviderSwitches(shipped, own, new Urls(outbound(allow)), new ArrayList<>());
    Optional.ofNullable(sections.get("providers")).ifPresent(providers::read);
    return providers.adapters();
  }

  Configuration read(String source, Field file, Adapters shipped, Instant now) {
    Mapping root = file.mapping(SECTIONS);
    OutboundPolicy outbound = outbound(section(root, "outbound", OUTBOUND_KEYS).get("allow"));
    var urls = new Urls(outbound);
    var providers = new ProviderSwitches(shipped, ownAdapters, urls, notes);
    root.get("providers").ifPresent(providers::read);
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
        providers.switched(),
        providers.adapters(),
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

  private static OutboundPolicy outbound(Optional<Field> allow) {
    List<String> allowed = new ArrayList<>();
    List<Field> items = allow.map(f -> f.list("a list of hosts")).orElse(List.of());
    items.forEach(item -> item.read(ALLOWED).ifPresent(allowed::add));
    return OutboundPolicy.of(allowed);
  }

  private Mapping section(Mapping root, String name, Keys keys) {
    return root.get(name)
        .map(field -> field.mapping(keys))
        .orElseGet(() -> new Mapping(root.spot().child(name, 0), Map.of(), keys, problems, true));
  }

  private static String host(String text) {
    String plain = Hosts.plain(text);
    if (!Hosts.isName(plain) && Hosts.address(plain).isEmpty()) {
      throw new IllegalArgumentException("not a host");
    }
    return plain;
  }
}
