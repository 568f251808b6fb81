package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlLinesTest {

  private static final String TEXT =
      """
      name: sample
      calls:
        usage:
          readings:
            - name: one
              unit: requests
            - unit: tokens
              name: two
            - plain
            - name: [three]
      headers:
        name: alone
        unit: requests
      ? [a, b]
      : last
      """;

  @ParameterizedTest
  @CsvSource({
    "name, 1",
    "calls/usage, 3",
    "calls/usage/readings/[0], 5",
    "calls/usage/readings/[1]/unit, 7",
    "calls/usage/readings/two, 7",
    "calls/usage/readings/two/name, 8",
    // What is not there: the line of the last part that is.
    "calls/usage/readings/[4]/unit, 4",
    "calls/usage/readings/three, 4",
    "calls/usage/readings/two/window, 7",
    "calls/usage/readings/[2]/name, 9",
    "name/part, 1",
    "nothing, 0",
    // A list of one is written without brackets.
    "headers/[0]/unit, 13",
    "headers/[1]/unit, 11",
  })
  void line_ofAPath_isThatOfItsDeepestPart(String path, int line) {
    assertThat(YamlLines.of(TEXT).line(List.of(path.split("/")))).isEqualTo(line);
  }

  @Test
  void line_inATextThatIsNoYaml_isThatOfTheFault() {
    assertThat(YamlLines.of("a: 1\nb: [\n").line(List.of("a"))).isEqualTo(3);
  }

  @Test
  void line_inATextThatCannotBeReadAtAll_isUnknown() {
    assertThat(YamlLines.of("a: \u0000").line(List.of("a"))).isZero();
  }

  @Test
  void line_inAnEmptyText_isUnknown() {
    assertThat(YamlLines.of("").line(List.of("a"))).isZero();
  }
}
