package io.quotakeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s, 0s",
    "PT0.12S, 120ms, 0.12s",
    "PT0.479417207S, 479.417207ms, 0.479417207s",
    "PT1S, 1s, 1s",
    "PT20S, 20s, 20s",
    "PT6M, 6m0s, 360s",
    "PT2M59.56S, 2m59.56s, 179.56s",
    "PT2H, 2h0m0s, 7200s",
    "PT160H20M10.725405548S, 160h20m10.725405548s, 577210.725405548s"
  })
  void duration_written_hasTheFormOfGoAndOfProtobuf(Duration duration, String go, String proto) {
    assertThat(GoDuration.format(duration)).isEqualTo(go);
    assertThat(GoDuration.protobuf(duration)).isEqualTo(proto);
  }
}
