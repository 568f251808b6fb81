package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTest {

  @ParameterizedTest
  @CsvSource({
    "001b, \\u001b",
    "000a, \\u000a",
    "000d, \\u000d",
    "0007, \\u0007",
    "007f, \\u007f",
    "009b, \\u009b",
    "202e, \\u202e",
    "2066, \\u2066",
    "200b, \\u200b",
    "2028, \\u2028",
    "d800, \\ud800",
  })
  void line_characterThatTerminalsObey_isShownAsItsEscape(String hex, String shown) {
    char c = (char) Integer.parseInt(hex, 16);

    assertThat(Plain.line("a" + c + "b")).isEqualTo("a" + shown + "b");
  }

  @Test
  void line_ordinaryText_isUntouched() {
    String text = "Grüße, 模型 и 😀 ${jndi:x} 100 %";

    assertThat(Plain.line(text)).isEqualTo(text);
  }

  @Test
  void line_invisibleCharacterOfTwoHalves_isShownInBothHalves() {
    assertThat(Plain.line("x" + Character.toString(0xE0001))).isEqualTo("x\\udb40\\udc01");
  }

  @Test
  void line_veryLongText_isCut() {
    assertThat(Plain.line("x".repeat(10_000))).hasSize(503).endsWith("...");
  }

  @Test
  void json_controlCharacterInString_keepsItsMeaning() {
    String document = "{\n\t\"a\": \"\u009b31m\u202e\"\r\n}";

    String shown = Plain.json(document);

    assertThat(shown).isEqualTo("{\n\t\"a\": \"\\u009b31m\\u202e\"\r\n}");
    assertThat(Json.parse(shown)).isEqualTo(Json.parse(document));
  }
}
