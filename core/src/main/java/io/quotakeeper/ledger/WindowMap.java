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
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one owner, in the order of their names. Names and states lie side by side: an
 * owner has few windows, but there may be a million owners, and whoever decides walks over the
 * names of one and looks at the states of those that matter. Immutable.
 */
final class WindowMap extends AbstractMap<Window, QuotaState>
    implements SequencedMap<Window, QuotaState> {

  private final Window[] names;
  private final QuotaState[] states;

  private WindowMap(Window[] names, QuotaState[] states) {
    this.names = names;
    this.states = states;
  }

  /** A copy of {@code windows}, whatever their order was. */
  static WindowMap of(Map<Window, QuotaState> windows) {
    if (windows instanceof WindowMap same) {
      return same;
    }
    QuotaState[] states = windows.values().toArray(QuotaState[]::new);
    Arrays.sort(states, Comparator.comparing(state -> state.reading().window()));
    // The readings' own names, so that none is kept twice.
    Window[] names = new Window[states.length];
    Arrays.setAll(names, i -> states[i].reading().window());
    return new WindowMap(names, states);
  }

  /** The same windows, each with the state that {@code step} makes of the one it has. */
  WindowMap mapped(BiFunction<Window, QuotaState, QuotaState> step) {
    QuotaState[] next = new QuotaState[states.length];
    Arrays.setAll(next, i -> step.apply(names[i], states[i]));
    return new WindowMap(names, next);
  }

  @Override
  public int size() {
    return states.length;
  }

  @Override
  public @Nullable QuotaState get(@Nullable Object name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return states[i];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public void forEach(BiConsumer<? super Window, ? super QuotaState> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], states[i]);
    }
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
        return IntStream.range(0, names.length)
            .mapToObj(i -> Map.entry(names[i], states[i]))
            .iterator();
      }

      @Override
      public int size() {
        return names.length;
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
