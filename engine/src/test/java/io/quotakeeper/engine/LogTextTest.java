package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {

  @Test
  void clean_lineBreaksAndEscapes_staysOnOneLine() {
    assertThat(LogText.clean("a\r\nWARN forged\u001b[31m\u2028\u202e é 模型"))
        .isEqualTo("a??WARN forged?[31m?? é 模型");
  }

  @Test
  void clean_tooLong_isCut() {
    assertThat(LogText.clean("x".repeat(10_000))).hasSize(300);
  }
}
