package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts in real shells. Those that this machine does not have are skipped. */
class CompletionTest {

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void command_begun_isCompleted(String shell) throws Exception {
    assertThat(complete(shell, "quotakeeper sta")).containsExactly("status");
    assertThat(complete(shell, "quotakeeper config ")).containsExactly("check", "schema", "show");
    assertThat(complete(shell, "quotakeeper -o json config s")).containsExactly("schema", "show");
    assertThat(complete(shell, "quotakeeper completion ")).containsExactly("bash", "fish", "zsh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void option_begun_isCompleted(String shell) throws Exception {
    assertThat(complete(shell, "quotakeeper status --ac")).containsExactly("--account");
    assertThat(complete(shell, "quotakeeper provider explain --he"))
        .containsExactly("--header", "--headers-file", "--help");
    assertThat(complete(shell, "quotakeeper check a --ac")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void value_ofAKnownKind_isCompleted(String shell) throws Exception {
    assertThat(complete(shell, "quotakeeper status -o ")).containsExactly("json", "table", "wide");
    assertThat(complete(shell, "quotakeeper status --output w")).containsExactly("wide");
    assertThat(complete(shell, "quotakeeper provider show ope"))
        .containsExactly("openai", "openai-codex", "openrouter");
    assertThat(complete(shell, "quotakeeper provider explain op"))
        .containsExactly("openai", "openai-codex", "openrouter");
    assertThat(complete(shell, "quotakeeper status --server ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void file_isCompletedWhereOneIsMeant(String shell) throws Exception {
    Files.writeString(home.resolve("qk-one.yaml"), "");
    Files.writeString(home.resolve("qk two.yaml"), "");

    assertThat(complete(shell, "quotakeeper status --token-file qk-o"))
        .containsExactly("qk-one.yaml");
    assertThat(complete(shell, "quotakeeper config check qk"))
        .containsExactly("qk two.yaml", "qk-one.yaml");
    assertThat(complete(shell, "quotakeeper account show qk")).isEmpty();
    assertThat(complete(shell, "quotakeeper check team-a qk")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void account_isAskedOfTheServer(String shell) throws Exception {
    Path program = home.resolve("quotakeeper");
    Files.writeString(
        program,
        "#!/bin/sh\n[ \"$*\" = 'completion accounts' ] && printf 'ci\\nteam-a\\nteam.b\\n'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

    assertThat(complete(shell, program + " check team")).containsExactly("team-a", "team.b");
    assertThat(complete(shell, program + " sync ci te")).containsExactly("team-a", "team.b");
    assertThat(complete(shell, program + " status --account c")).containsExactly("ci");
  }

  @Test
  void accounts_withAServer_printsTheIdsThatAreIds() throws IOException {
    try (var server =
        new FakeServer()
            .get(
                "/api/v1/accounts",
                "{\"items\": [{\"id\": \"a-1\"}, {\"id\": \"$(touch x)\"}, {\"id\": \"b c\"}]}")) {
      var run = new Run(home).with("QUOTAKEEPER_URL", server.url());

      assertThat(run.of("completion", "accounts")).isEqualTo(new Run.Outcome(0, "a-1\n", ""));
    }
  }

  @Test
  void accounts_withoutAServer_saysNothing() {
    assertThat(new Run(home).of("completion", "accounts")).isEqualTo(new Run.Outcome(0, "", ""));
  }

  @Test
  void help_doesNotShowWhatScriptsAsk() {
    assertThat(new Run(home).of("completion", "--help").out())
        .contains("bash", "zsh", "fish")
        .doesNotContain("The ids of accounts");
    assertThat(new Run(home).of("completion").err()).doesNotContain("accounts");
  }

  /** What the shell offers for a line that ends where the cursor is, sorted. */
  private List<String> complete(String shell, String line) throws Exception {
    assumeTrue(isHere(shell), shell + " is not on this machine");
    Path script = home.resolve("completion." + shell);
    if (Files.notExists(script)) {
      Files.writeString(script, new Run(home).of("completion", shell).out());
    }
    String driver =
        switch (shell) {
          case "bash" -> BASH;
          case "zsh" -> ZSH;
          default -> FISH;
        };
    return run(List.of(shell, "-c", driver, shell, script.toString(), line))
        .lines()
        .map(String::strip)
        .sorted()
        .toList();
  }

  private static final String BASH =
      """
      source "$1" || exit 9
      complete -p quotakeeper >/dev/null || exit 8
      read -r -a COMP_WORDS <<<"$2"
      [[ $2 == *' ' ]] && COMP_WORDS+=('')
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _quotakeeper 2>/dev/null
      [ ${#COMPREPLY[@]} = 0 ] || printf '%s\\n' "${COMPREPLY[@]}"
      """;

  /** What zsh's own functions would be told. */
  private static final String ZSH =
      """
      compdef() { :; }
      compset() { :; }
      offer() { local a; for a in "$@"; do [[ $a == ${words[CURRENT]}* && -n $a ]] && print -r -- $a; done; }
      compadd() { shift; offer "$@"; }
      _files() { setopt local_options null_glob; local -a found; found=(*); offer $found; }
      source "$1" || exit 9
      words=(${(z)2}); [[ $2 == *' ' ]] && words+=('')
      CURRENT=${#words}
      _quotakeeper
      true
      """;

  private static final String FISH =
      """
      source $argv[2]; or exit 9
      complete -C "$argv[3]" | string replace -r '\\t.*' ''
      true
      """;

  private static boolean isHere(String shell) throws Exception {
    var probe =
        new ProcessBuilder("sh", "-c", "command -v " + shell)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return probe.waitFor(30, TimeUnit.SECONDS) && probe.exitValue() == 0;
  }

  private String run(List<String> command) throws Exception {
    var builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_CONFIG_HOME", home.toString());
    builder.environment().put("XDG_DATA_HOME", home.toString());
    Path errors = home.resolve("errors");
    Process process = builder.redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s", Files.readString(errors)).isZero();
    return out;
  }
}
