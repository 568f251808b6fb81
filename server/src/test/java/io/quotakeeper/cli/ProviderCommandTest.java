package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.Adapters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderCommandTest {

  @TempDir Path home;

  @Test
  void list_table_tellsHowEachIsLearned() {
    Run.Outcome outcome = new Run(home).of("provider", "list");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out().lines().map(line -> line.replaceAll(" {2,}", "|")))
        .anyMatch(line -> line.startsWith("NAME|SYNC|USE|READS"))
        .anyMatch(line -> line.startsWith("cloud-code|polled|opt-in|"))
        .anyMatch(line -> line.startsWith("openai|from traffic|open|"));
  }

  @Test
  void list_json_hasOneItemForEach() {
    String out = new Run(home).of("provider", "list", "-o", "json").out();

    assertThat(Json.items(Json.parse(out).orElseThrow()))
        .anyMatch(item ->
            Json.text(item, "name").equals("cloud-code")
                && Json.flag(item, "vendorPrivate")
                && item.path("calls").toString().contains("\"traffic\""));
  }

  @Test
  void show_adapter_namesItsCalls() {
    Run.Outcome outcome = new Run(home).of("provider", "show", "openrouter");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("openrouter", "calls", "traffic", "sync ");
    assertThat(new Run(home).of("provider", "show", "openrouter", "-o", "json").out())
        .startsWith("{\"name\":\"openrouter\"");
  }

  @Test
  void show_adapter_saysItsPitfalls() {
    assertThat(new Run(home).of("provider", "show", "gemini").out())
        .contains("pitfall", "midnight in California");
    assertThat(new Run(home).of("provider", "show", "gemini", "-o", "json").out())
        .contains("\"pitfalls\":[\"Nothing tells what is left.");
  }

  @Test
  void docs_isHidden_andItsExamplesAreGoodConfigurations() throws IOException {
    String page = new Run(home).of("provider", "docs").out();
    List<String> examples =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(m -> m.group(1))
            .toList();

    assertThat(examples).hasSameSizeAs(Adapters.shipped().names());
    for (String example : examples) {
      Path file = Files.writeString(home.resolve("example.yaml"), example);
      String variable = example.replaceAll("(?s).*\\{env: (\\w+)}.*", "$1");
      Run.Outcome check =
          new Run(home).with(variable, "s3cret").of("config", "check", file.toString());
      assertThat(check.exit()).as(example + check.err()).isZero();
    }
    assertThat(new Run(home).of("provider", "--help").out()).doesNotContain("docs");
  }

  @Test
  void show_unknownAdapter_namesThoseThereAre() {
    Run.Outcome outcome = new Run(home).of("provider", "show", "nobody");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("there is no adapter \"nobody\"", "There are: ", "openrouter");
  }
}
