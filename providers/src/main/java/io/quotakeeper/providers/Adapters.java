package io.quotakeeper.providers;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
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

  private final NavigableMap<String, Entry> byName;

  private Adapters(NavigableMap<String, Entry> byName) {
    this.byName = byName;
  }

  private static final class Shipped {
    private static final Adapters ALL = of(SHIPPED.stream().map(Unread::new));
  }

  /** Those that come with Quotakeeper: the same each time. Each is read at its first use. */
  public static Adapters shipped() {
    return Shipped.ALL;
  }

  /** These adapters with others; one of the same name is replaced. */
  public Adapters with(List<Adapter> others) {
    return of(Stream.concat(byName.values().stream(), others.stream().map(Read::new)));
  }

  /** The adapter of that name. */
  public Optional<Adapter> find(String name) {
    return Optional.ofNullable(byName.get(name)).map(Entry::adapter);
  }

  /** Their names, sorted. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** All of them, sorted by name. */
  public List<Adapter> all() {
    return byName.values().stream().map(Entry::adapter).toList();
  }

  /** Those that do not come with Quotakeeper, sorted by name. */
  public List<Adapter> own() {
    return byName.values().stream()
        .flatMap(entry -> entry instanceof Read(Adapter adapter) ? Stream.of(adapter) : Stream.of())
        .toList();
  }

  static String shippedText(String name) {
    return Resources.text("adapters/" + name + ".yaml");
  }

  private static Adapters of(Stream<Entry> entries) {
    NavigableMap<String, Entry> byName = new TreeMap<>();
    entries.forEach(entry -> byName.put(entry.name(), entry));
    return new Adapters(byName);
  }

  private sealed interface Entry {

    String name();

    Adapter adapter();
  }

  private record Read(Adapter adapter) implements Entry {

    @Override
    public String name() {
      return adapter.name();
    }
  }

  /**
   * One that comes with Quotakeeper. Most users need a few of them, and to read them all takes a
   * good part of a start.
   */
  private static final class Unread implements Entry {

    private final String name;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Adapter adapter;

    Unread(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Adapter adapter() {
      Adapter known = adapter;
      return known == null ? read() : known;
    }

    private Adapter read() {
      reading.lock();
      try {
        Adapter known = adapter;
        if (known == null) {
          known = Adapter.shipped(name + ".yaml", shippedText(name));
          adapter = known;
        }
        return known;
      } finally {
        reading.unlock();
      }
    }
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
