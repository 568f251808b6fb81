package io.quotakeeper.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private static Memory of(double halfLife, int blocks, IntToDoubleFunction burnt) {
    var memory = new Memory(halfLife);
    for (int i = 0; i < blocks; i++) {
      memory.add(burnt.applyAsDouble(i));
    }
    return memory;
  }

  @Test
  void mean_countsWhatIsLongAgoHalf() {
    assertThat(of(1, 3, i -> i).mean()).isCloseTo((0.25 * 0 + 0.5 * 1 + 2) / 1.75, within(1e-9));
    assertThat(of(Double.POSITIVE_INFINITY, 5, i -> i).mean()).isCloseTo(2, within(1e-9));
  }

  @Test
  void line_isFollowedToTheMiddleOfWhatComes() {
    double told = of(Double.POSITIVE_INFINITY, 100, i -> 100 + i).ahead(10);

    // The line through a hundred blocks is flattened by 10 of 843: their variance.
    double slope = 833.25 / 843.25;
    assertThat(told).isCloseTo(149.5 + slope * (49.5 + 5.5), within(1e-6));
  }

  @Test
  void lineOfAMemoryThatFades_isTheSameLine() {
    assertThat(of(30, 200, i -> 100 + i).ahead(10)).isCloseTo(299 + 5.5, within(2.0));
  }

  @Test
  void oneBlock_isNoLine() {
    assertThat(of(6, 1, _ -> 7).ahead(20)).isCloseTo(7, within(1e-9));
  }

  @Test
  void line_leadsNeitherToNothingNorToAnything() {
    Memory falling = of(Double.POSITIVE_INFINITY, 50, i -> 50 - i);
    Memory rising = of(Double.POSITIVE_INFINITY, 50, i -> i);

    assertThat(falling.ahead(100)).isCloseTo(falling.mean() / 3, within(1e-9));
    assertThat(rising.ahead(1000)).isCloseTo(rising.mean() * 3, within(1e-9));
  }
}
