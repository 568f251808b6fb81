package io.quotakeeper.ledger;

import io.quotakeeper.quota.Window;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one owner, in the order of their names. They lie side by side, and their names are
 * those in their readings: an owner has few windows, but there may be a million owners, and whoever
 * decides walks over all windows of one. Immutable.
 */
final class WindowMap extends AbstractMap<Window, QuotaState>
    implements SequencedMap<Window, QuotaState> {

  private static final Comparator<QuotaState> BY_NAME =
      Comparator.comparing(state -> state.reading().window());

  private final QuotaState[] states;

  private WindowMap(QuotaState[] states) {
    this.states = states;
  }

  /**
   * A copy of {@code windows}.
   *
   * @throws IllegalArgumentException if one stands under another one's name
   */
  static WindowMap of(Map<Window, QuotaState> windows) {
    if (windows instanceof WindowMap same) {
      return same;
    }
    windows.forEach((name, state) -> {
      if (!name.equals(state.reading().window())) {
        throw new IllegalArgumentException(state.reading().window() + " stands under " + name);
      }
    });
    QuotaState[] states = windows.values().toArray(QuotaState[]::new);
    Arrays.sort(states, BY_NAME);
    return new WindowMap(states);
  }

  @Override
  public int size() {
    return states.length;
  }

  @Override
  public @Nullable QuotaState get(@Nullable Object name) {
    for (QuotaState state : states) {
      if (state.reading().window().equals(name)) {
        return state;
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public Collection<QuotaState> values() {
    return Collections.unmodifiableList(Arrays.asList(states));
  }

  @Override
  public Set<Entry<Window, QuotaState>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<Window, QuotaState>> iterator() {
        return Arrays.stream(states).map(s -> Map.entry(s.reading().window(), s)).iterator();
      }

      @Override
      public int size() {
        return states.length;
      }
    };
  }

  @Override
  public SequencedMap<Window, QuotaState> reversed() {
    return Collections.unmodifiableSequencedMap(new TreeMap<>(this).reversed());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WindowMap map ? Arrays.equals(states, map.states) : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
