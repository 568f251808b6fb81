package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class YamlFileTest {

  @TempDir Path folder;

  static final List<Arguments> NOT_TAKEN =
      List.of(
          arguments(
              "server: {port: 1\n",
              "q.yaml:2: not valid YAML: expected ',' or '}', but got <stream end>; expected valid YAML"),
          arguments(
              "server:\n\tport: 1\n",
              "q.yaml:2: not valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation); expected valid YAML"),
          arguments(
              "a: b\n---\nc: d\n",
              "q.yaml:2: not valid YAML: but found another document; expected valid YAML"),
          arguments(
              "server: !!javax.script.ScriptEngineManager [x]\n",
              "q.yaml:1: not valid YAML: a tag or directive; expected valid YAML"),
          arguments(
              "server:\n  port: !port 1\n",
              "q.yaml:2: a value with a YAML tag; expected a plain value"),
          arguments(
              "server: *nothing\n",
              "q.yaml:1: not valid YAML: an alias of no anchor, or too many aliases; expected valid YAML"),
          arguments(
              "\n\nserver: \u0007\n", "q.yaml:3: a control character; expected printable text"),
          arguments(
              "[".repeat(10_000),
              "q.yaml: nested too deeply, too large or with too many aliases; expected a simpler file"),
          arguments(
              "a: &a [1]\nb: [" + "*a, ".repeat(60) + "]\n",
              "q.yaml: nested too deeply, too large or with too many aliases; expected a simpler file"),
          arguments(
              "#" + "x".repeat(9 << 20), "q.yaml: larger than 8 MiB; expected a smaller file"),
          arguments(
              "accounts: &a [*a]\n",
              "q.yaml:1: accounts[0]: not a mapping; expected a mapping with id, provider, project, tier, secret, oauth, serviceAccount, owner, enabled, limits, baseUrl, labels, reserve"),
          arguments(
              "? {a: b}\n: c\n",
              "q.yaml:1: key is not plain text; expected a mapping with server, monitor, cache, thresholds, accounts, pools, providers, outbound, evidence, alerts"));

  @ParameterizedTest
  @FieldSource("NOT_TAKEN")
  void load_notPlainYaml_isRefusedWithItsLine(String yaml, String problem) {
    assertThat(new Loading(folder).problems(yaml)).containsExactly(problem);
  }

  @Test
  void load_sharedAnchor_isTaken() {
    Configuration built =
        new Loading(folder)
            .with("KEY", "sk-invented-1")
            .load(
                """
                accounts:
                - {id: a, provider: openai, secret: &key {env: KEY}}
                - {id: b, provider: openai, secret: *key}
                """);

    assertThat(built.accounts()).hasSize(2);
  }

  @Test
  void load_byteOrderMark_isSkipped() {
    assertThat(new Loading(folder).load("\uFEFFserver: {port: 1}").server().port()).isEqualTo(1);
  }

  @Test
  void load_notUtf8_saysTheLine() throws IOException {
    Path file =
        Files.write(
            folder.resolve("q.yaml"), "a: b\nc: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> new Loading(folder).loader().load(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(file + ":2: not UTF-8 text; expected a file in UTF-8");
  }

  @Test
  void load_folder_saysSo() {
    assertThatThrownBy(() -> new Loading(folder).loader().load(folder))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(folder + ": cannot be read; expected a readable file");
  }

  @Test
  void message_ofVeryManyProblems_isBounded() {
    String yaml = "accounts:\n" + "- {id: 1}\n".repeat(1_000);

    assertThatThrownBy(() -> new Loading(folder).load(yaml))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> {
              assertThat(e.problems()).hasSizeGreaterThan(1_000);
              assertThat(e.toString().lines()).hasSize(101);
            });
  }
}
