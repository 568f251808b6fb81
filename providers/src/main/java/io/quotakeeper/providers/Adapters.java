package io.quotakeeper.providers;

import java.util.List;
import java.util.Optional;

/** The adapters that there are, by name. Immutable. */
@SuppressWarnings("DoNotCallSuggester") // a sketch
public final class Adapters {

  private Adapters() {}

  /** Those that come with Quotakeeper. */
  public static Adapters shipped() {
    throw new UnsupportedOperationException();
  }

  /** The adapter of that name. */
  public Optional<Adapter> find(String name) {
    throw new UnsupportedOperationException();
  }

  /** All of them, sorted by name. */
  public List<Adapter> all() {
    throw new UnsupportedOperationException();
  }
}
