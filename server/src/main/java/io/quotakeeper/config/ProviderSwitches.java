package io.quotakeeper.config;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which providers there are, and which of them may be used: reads {@code providers}. */
final class ProviderSwitches {

  static final Keys KEYS =
      Keys.of(Key.required("enabled", Kind.TRUTH, "Whether its adapter may be used."));

  private final Map<String, KnownProvider> known = new TreeMap<>();
  private final Set<String> enabled = new TreeSet<>();

  ProviderSwitches(Collection<KnownProvider> providers) {
    for (KnownProvider provider : providers) {
      known.put(provider.name(), provider);
      if (!provider.vendorPrivate()) {
        enabled.add(provider.name());
      }
    }
  }

  void read(Field field) {
    field
        .entries("switches such as {cloud-code: {enabled: true}}")
        .forEach((name, value) -> {
          if (known.containsKey(name)) {
            apply(name, value);
          } else {
            refuse(name, value);
          }
        });
  }

  /** The name of a provider that there is. */
  Kind<KnownProvider> kind() {
    return Kind.choice("provider", known).shaped(Shape.PROVIDER);
  }

  /** Says so if that provider may not be used. */
  void check(Field field, KnownProvider provider) {
    if (enabled.contains(provider.name())) {
      return;
    }
    String why =
        provider.vendorPrivate() ? ": it uses calls that its vendor keeps for its own clients" : "";
    field.problem(
        "provider " + provider.name() + " is not switched on" + why,
        "providers: {" + provider.name() + ": {enabled: true}} in this file to switch it on");
  }

  /** The names of those that may be used. */
  Set<String> enabled() {
    return enabled;
  }

  private void apply(String name, Field value) {
    value
        .mapping(KEYS)
        .require("enabled", Kind.TRUTH)
        .ifPresent(on -> {
          if (on) {
            enabled.add(name);
          } else {
            enabled.remove(name);
          }
        });
  }

  private void refuse(String name, Field value) {
    value.problem(
        "unknown provider"
            + Spelling.hint(name, known.keySet())
            + " (this version takes no adapters of your own yet)",
        kind().expected());
  }
}
