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
  void show_eachValue_hasItsOrigin() throws IOException {
    String file = file("monitor: {interval: 2m}\n" + GOOD);
    var run = new Run(home).with("A_KEY", "qk-canary").with("QUOTAKEEPER_SERVER_PORT", "8000");

    Run.Outcome outcome = run.of("config", "show", file);

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out().lines().map(line -> line.replaceAll(" {2,}", "|")))
        .startsWith("KEY|VALUE|FROM")
        .contains(
            "server.port|8000|env QUOTAKEEPER_SERVER_PORT",
            "monitor.interval|2m|" + file + ":1",
            "monitor.timeout|30s|default",
            "accounts[a].secret|env A_KEY (set)|" + file + ":3");
    assertThat(outcome.out() + outcome.err()).doesNotContain("qk-canary");
  }

  @Test
  void show_json_saysTheSameToPrograms() throws IOException {
    String file = file(GOOD);

    Run.Outcome outcome =
        new Run(home).with("A_KEY", "qk-canary").of("config", "show", file, "-o", "json");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("{\"key\":\"accounts[a].project\",\"value\":null,\"origin\":\"default\"}")
        .contains("{\"key\":\"accounts[a].owner\",\"value\":\"a\",\"origin\":\"default\"}")
        .doesNotContain("qk-canary");
  }

  @Test
  void show_badFile_saysWhatIsWrongAndExits2() throws IOException {
    Run.Outcome outcome = new Run(home).of("config", "show", file("x: 1\n"));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("qk.yaml:1");
  }

  @Test
  void schema_isOneDocument_thatKnowsTheAdapters() {
    Run.Outcome outcome = new Run(home).of("config", "schema");

    assertThat(outcome.exit()).isZero();
    assertThat(Json.parse(outcome.out()).orElseThrow().path("properties").has("accounts")).isTrue();
    assertThat(outcome.out()).contains("openrouter", "2020-12");
  }

  @Test
  void check_launchersOptions_areNotTheServers() throws IOException {
    var run = new Run(home).with("A_KEY", "k").with("QUOTAKEEPER_JAVA_OPTS", "-Xmx1g");

    assertThat(run.of("config", "check", file(GOOD)).exit()).isZero();
  }
}
