package io.quotakeeper.providers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The adapters that there are, by name. Immutable. */
public final class Adapters {

  private static final List<String> SHIPPED =
      List.of(
          "anthropic",
          "anthropic-subscription",
          "azure-openai",
          "brave",
          "cerebras",
          "cloud-code",
          "cursor",
          "deepl",
          "deepseek",
          "elevenlabs",
          "gcp-quota",
          "gemini",
          "github",
          "github-copilot",
          "google-oauth",
          "groq",
          "huggingface",
          "ietf",
          "kimi-code",
          "minimax",
          "mistral",
          "moonshot",
          "openai",
          "openai-codex",
          "openrouter",
          "tavily",
          "xai",
          "zai");

  private final Map<String, Adapter> byName;

  private Adapters(Map<String, Adapter> byName) {
    this.byName = byName;
  }

  /** Parsed at the first use, and once. */
  private static final class Shipped {
    private static final Adapters ALL = of(SHIPPED.stream().map(Adapters::shipped).toList());
  }

  /** Those that come with Quotakeeper: the same each time. */
  public static Adapters shipped() {
    return Shipped.ALL;
  }

  /** These adapters with others; one of the same name is replaced. */
  public Adapters with(List<Adapter> others) {
    return of(Stream.concat(byName.values().stream(), others.stream()).toList());
  }

  /** The adapter of that name. */
  public Optional<Adapter> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All of them, sorted by name. */
  public List<Adapter> all() {
    return List.copyOf(byName.values());
  }

  static List<String> shippedNames() {
    return SHIPPED;
  }

  static String shippedText(String name) {
    return Resources.text("adapters/" + name + ".yaml");
  }

  private static Adapter shipped(String name) {
    return Adapter.shipped(name + ".yaml", shippedText(name));
  }

  private static Adapters of(List<Adapter> adapters) {
    Map<String, Adapter> byName = new TreeMap<>();
    adapters.forEach(adapter -> byName.put(adapter.name(), adapter));
    return new Adapters(byName);
  }

  /** Whether both hold equal adapters. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other == this || (other instanceof Adapters that && byName.equals(that.byName));
  }

  @Override
  public int hashCode() {
    return byName.hashCode();
  }

  @Override
  public String toString() {
    return "Adapters" + byName.keySet();
  }
}
