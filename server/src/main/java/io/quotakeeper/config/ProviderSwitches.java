package io.quotakeeper.config;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which providers there are, and which of them may be used: reads {@code providers}. */
final class ProviderSwitches {

  static final Keys KEYS =
      Keys.of(
          Key.optional(
              "adapter",
              Shape.either(Shape.TEXT, Shape.ANY_MAPPING),
              "An adapter of your own: its file, or the adapter itself."),
          Key.optional("enabled", Kind.TRUTH, "Whether its adapter may be used."),
          Key.optional(
              "replace", Kind.TRUTH, "Whether your own takes the place of one that comes along."));

  /** Either says something of an adapter that there is, or brings one. */
  static final Shape SHAPE =
      Shape.mapping(KEYS)
          .with("type", "object")
          .with(
              "anyOf",
              List.of(
                  Map.of("required", List.of("enabled")), Map.of("required", List.of("adapter"))));

  private static final Kind<String> NAME =
      Kind.text("a name of 1 to 64 lower-case letters, digits or '-'", "[a-z0-9-]{1,64}");

  private final Adapters shipped;
  private final OwnAdapterReader reader;
  private final Urls urls;
  private final List<String> notes;

  private final Map<String, KnownProvider> named = new TreeMap<>();
  private final Map<String, Boolean> switched = new TreeMap<>();
  private final List<Adapter> own = new ArrayList<>();

  ProviderSwitches(Adapters shipped, OwnAdapterReader reader, Urls urls, List<String> notes) {
    this.shipped = shipped;
    this.reader = reader;
    this.urls = urls;
    this.notes = notes;
  }

  void read(Field field) {
    field
        .entries("providers such as {cloud-code: {enabled: true}} or {my-api: {adapter: FILE}}")
        .forEach(this::readOne);
  }

  /** The name of a provider that there is. */
  Kind<KnownProvider> kind() {
    return Kind.choice("provider", names(), this::known).shaped(Shape.PROVIDER);
  }

  /** Says so if that provider may not be used. */
  void check(Field field, KnownProvider provider) {
    if (switched.getOrDefault(provider.name(), !provider.vendorPrivate())) {
      return;
    }
    String why =
        provider.vendorPrivate() ? ": it uses calls that its vendor keeps for its own clients" : "";
    field.problem(
        "provider " + provider.name() + " is not switched on" + why,
        own.stream().anyMatch(adapter -> adapter.name().equals(provider.name()))
            ? "enabled: true under providers." + provider.name() + " in this file to switch it on"
            : "providers: {" + provider.name() + ": {enabled: true}} in this file to switch it on");
  }

  /** Those that are switched on or off by name. */
  Map<String, Boolean> switched() {
    return switched;
  }

  /** The shipped adapters with the user's own. */
  Adapters adapters() {
    return shipped.with(own);
  }

  private void readOne(String name, Field value) {
    Mapping keys = value.mapping(KEYS);
    if (keys.has("adapter")) {
      readOwn(name, value, keys);
    } else if (names().contains(name)) {
      keys.get("replace").ifPresent(ProviderSwitches::refuseReplace);
      keys.require("enabled", Kind.TRUTH).ifPresent(on -> switched.put(name, on));
    } else {
      value.problem(
          "unknown provider" + Nearest.hint(name, names()),
          kind().expected() + ", or adapter: FILE for one of your own");
    }
  }

  private void readOwn(String name, Field value, Mapping keys) {
    NAME.objection(name).ifPresent(objection -> value.problem(objection, NAME.expected()));
    boolean replaces = keys.read("replace", Kind.TRUTH).orElse(false);
    checkReplaces(name, replaces, value, keys);
    Optional<OwnAdapter> read = keys.get("adapter").flatMap(field -> reader.read(name, field));
    named.put(
        name,
        read.map(found -> KnownProvider.of(found.adapter()))
            .map(found -> found.named(name))
            .orElseGet(() -> KnownProvider.unread(name)));
    keys.read("enabled", Kind.TRUTH).ifPresent(on -> switched.put(name, on));
    read.ifPresent(found -> check(name, found, value));
    read.map(OwnAdapter::adapter).ifPresent(own::add);
    if (replaces && read.isPresent()) {
      notes.add(
          "provider "
              + name
              + " is read by the adapter of "
              + read.get().root().file()
              + ", not by the one that comes with Quotakeeper");
    }
  }

  private void checkReplaces(String name, boolean replaces, Field value, Mapping keys) {
    boolean isShipped = shipped.find(name).isPresent();
    if (isShipped && !replaces) {
      value.problem(
          "already the name of an adapter that comes with Quotakeeper",
          "another name, or replace: true beside adapter to put yours in its place");
    } else if (!isShipped && replaces) {
      keys.get("replace")
          .ifPresent(field ->
              field.problem("no adapter of that name comes with Quotakeeper", "no replace"));
    }
  }

  private static void refuseReplace(Field field) {
    field.problem("nothing to replace it with", "adapter: FILE beside it");
  }

  private void check(String name, OwnAdapter found, Field value) {
    if (!found.adapter().name().equals(name)) {
      value
          .problems()
          .add(found.spot("name"), "not the name under providers", name + ", or no name");
    }
    Optional.of(found.adapter().baseUrl())
        .filter(url -> !url.isEmpty())
        .flatMap(urls.base()::objection)
        .ifPresent(why -> value.problems().add(found.spot("baseUrl"), why, urls.base().expected()));
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>(shipped.names());
    names.addAll(named.keySet());
    return names;
  }

  private @Nullable KnownProvider known(String name) {
    KnownProvider own = named.get(name);
    return own == null ? shipped.find(name).map(KnownProvider::of).orElse(null) : own;
  }
}
