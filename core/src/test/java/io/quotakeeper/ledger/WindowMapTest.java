package io.quotakeeper.ledger;

import static io.quotakeeper.ledger.Scene.DOLLARS;
import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.OF_ACCOUNT;
import static io.quotakeeper.ledger.Scene.OF_GROUP;
import static io.quotakeeper.ledger.Scene.WEEKLY;
import static io.quotakeeper.ledger.Scene.after;
import static io.quotakeeper.ledger.Scene.left;
import static io.quotakeeper.ledger.Scene.polled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotakeeper.quota.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map of windows is a map like any other, in the order of names. */
class WindowMapTest {

  private static Map<Window, QuotaState> disordered() {
    Map<Window, QuotaState> windows = new LinkedHashMap<>();
    Stream.of(WEEKLY, OF_ACCOUNT, FIVE_HOURS, OF_GROUP)
        .forEach(window -> windows.put(window, state(window, 0.5)));
    return windows;
  }

  private static QuotaState state(Window window, double share) {
    return after(polled("12:00", left(window, share))).windows().firstEntry().getValue();
  }

  @Test
  void windows_givenInAnyOrder_areInTheOrderOfNames_eachWithItsOwnState() {
    WindowMap map = WindowMap.of(disordered());
    assertThat(map.keySet()).containsExactly(OF_ACCOUNT, OF_GROUP, FIVE_HOURS, WEEKLY);
    assertThat(map.values())
        .extracting(state -> state.reading().window())
        .containsExactly(OF_ACCOUNT, OF_GROUP, FIVE_HOURS, WEEKLY);
    assertThat(map)
        .allSatisfy((name, state) -> assertThat(state.reading().window()).isEqualTo(name));
  }

  @Test
  void map_hasTheKeysItWasGiven_andNoOther() {
    WindowMap map = WindowMap.of(disordered());
    assertThat(map.containsKey(WEEKLY)).isTrue();
    assertThat(map.containsKey(DOLLARS)).isFalse();
    assertThat(map.containsKey(null)).isFalse();
    assertThat(map.get(DOLLARS)).isNull();
    assertThat(map.size()).isEqualTo(4);
    assertThat(map.entrySet().size()).isEqualTo(4);
  }

  @Test
  void map_equalsAnyMapOfTheSame_andHasItsHash() {
    WindowMap map = WindowMap.of(disordered());
    Map<Window, QuotaState> other = disordered();
    assertThat(map).isEqualTo(other).hasSameHashCodeAs(other).isEqualTo(WindowMap.of(other));
    assertThat(other).isEqualTo(map);
    other.put(WEEKLY, state(WEEKLY, 0.4));
    assertThat(map).isNotEqualTo(other).isNotEqualTo(WindowMap.of(other));
    other.remove(WEEKLY);
    assertThat(map).isNotEqualTo(other).isNotEqualTo(WindowMap.of(other));
  }

  @Test
  void map_reversed_isTheSameFromTheLastNameToTheFirst() {
    var reversed = WindowMap.of(disordered()).reversed();
    assertThat(reversed.keySet()).containsExactly(WEEKLY, FIVE_HOURS, OF_GROUP, OF_ACCOUNT);
    assertThat(reversed).isEqualTo(disordered());
  }

  @Test
  void map_doesNotFollowWhatItWasMadeOf_norCanItBeChanged() {
    Map<Window, QuotaState> source = new TreeMap<>(disordered());
    WindowMap map = WindowMap.of(source);
    source.clear();
    assertThat(map).hasSize(4);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> map.put(WEEKLY, state(WEEKLY, 0.4)));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> map.remove(WEEKLY));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> map.reversed().clear());
  }
}
