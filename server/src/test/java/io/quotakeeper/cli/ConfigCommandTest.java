package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {

  @TempDir Path home;

  private String file(String text) throws IOException {
    return Files.writeString(home.resolve("qk.yaml"), text).toString();
  }

  private static final String GOOD =
      """
      accounts:
        - {id: a, provider: openrouter, secret: {env: A_KEY}}
      """;

  @Test
  void check_goodFile_saysWhatIsInIt() throws IOException {
    String file = file(GOOD);

    Run.Outcome outcome = new Run(home).with("A_KEY", "qk-canary").of("config", "check", file);

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).isEqualTo(file + " is good: 1 account, 0 pools.\n");
    assertThat(outcome.err()).doesNotContain("qk-canary");
  }

  @Test
  void check_badFile_namesEveryProblemAndExits2() throws IOException {
    String file = file("montior: {}\nmonitor: {interval: -5m}\n");

    Run.Outcome outcome = new Run(home).of("config", "check", file);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines()).hasSize(2).allMatch(l -> l.startsWith("quotakeeper: "));
    assertThat(outcome.err()).contains(file + ":1", "montior", file + ":2", "interval");
  }

  @Test
  void check_json_saysTheSameToPrograms() throws IOException {
    var good = new Run(home).with("A_KEY", "k").of("config", "check", "-o", "json", file(GOOD));
    assertThat(good.exit()).isZero();
    assertThat(good.out()).contains("\"valid\":true", "\"accounts\":1", "\"problems\":[]");

    var bad = new Run(home).of("config", "check", "-o", "json", file("x: 1\n"));
    assertThat(bad.exit()).isEqualTo(2);
    assertThat(bad.out()).contains("\"valid\":false", "\"accounts\":null", "qk.yaml:1");
    assertThat(bad.err()).isEmpty();
  }

  @Test
  void check_fileThatIsNotThere_exits2() {
    Run.Outcome outcome = new Run(home).of("config", "check", home.resolve("none").toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains(home.resolve("none").toString()).doesNotContain("\tat ");
  }

  @Test
  void check_launchersOptions_areNotTheServers() throws IOException {
    var run = new Run(home).with("A_KEY", "k").with("QUOTAKEEPER_JAVA_OPTS", "-Xmx1g");

    assertThat(run.of("config", "check", file(GOOD)).exit()).isZero();
  }
}
