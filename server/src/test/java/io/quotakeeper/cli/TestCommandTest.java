package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestCommandTest {

  private static final String ADAPTER =
      """
      summary: A sample.
      access: documented
      baseUrl: https://api.example.com
      sync: none
      headers:
        - name: requests
          window: rpm
          unit: requests
          amount: {limit: x-limit, remaining: x-left}
      """;

  private static final String VECTOR =
      """
      {"call": "traffic", "status": 200, "headers": ["X-Limit: 10", "X-Left: 4"],
       "at": "2026-03-10T08:00:00Z",
       "expected": {"readings": [{"scope": "account", "window": "rpm", "remaining": 4}]}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    write("my-api.yaml", ADAPTER);
    Files.createDirectory(folder.resolve("vectors"));
    write("vectors/good.json", VECTOR);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Run.Outcome test(String adapter, String vectors, String... more) {
    String[] args = new String[4 + more.length];
    args[0] = "provider";
    args[1] = "test";
    args[2] = adapter.endsWith(".yaml") ? folder.resolve(adapter).toString() : adapter;
    args[3] = folder.resolve(vectors).toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return new Run(folder).of(args);
  }

  @Test
  void test_vectorThatMatches_isOk() {
    Run.Outcome outcome = test("my-api.yaml", "vectors");

    assertThat(outcome.out()).isEqualTo("ok       good.json\nmy-api: 1 vector, all ok\n");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void test_vectorThatDiffers_exitsWithOne() throws IOException {
    write("vectors/bad.json", VECTOR.replace("\"remaining\": 4", "\"remaining\": 5"));

    Run.Outcome outcome = test("my-api.yaml", "vectors");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out().replace(folder + "/", ""))
        .isEqualTo(
            """
            differs  bad.json
                     readings[account/rpm/requests].remaining  (header "requests", my-api.yaml:6)
                       expected  5
                       got       4
            ok       good.json
            my-api: 2 vectors, 1 differs
            """);
  }

  @Test
  void test_json_tellsDifferencesWithTheirRules() throws IOException {
    write("vectors/good.json", VECTOR.replace("\"remaining\": 4", "\"remaining\": 5"));

    JsonNode json = Json.parse(test("my-api.yaml", "vectors", "-o", "json").out()).orElseThrow();

    assertThat(json.path("differing").asInt()).isEqualTo(1);
    JsonNode difference = json.at("/items/0/differences/0");
    assertThat(difference.path("path").asText())
        .isEqualTo("readings[account/rpm/requests].remaining");
    assertThat(difference.path("expected").asInt()).isEqualTo(5);
    assertThat(difference.path("actual").asInt()).isEqualTo(4);
    assertThat(difference.at("/rules/0/line").asInt()).isEqualTo(6);
    assertThat(json.at("/items/0/understood/readings/0/limit").asInt()).isEqualTo(10);
  }

  @Test
  void test_entryThatIsLost_saysWhichRuleAndWhy() throws IOException {
    write("vectors/good.json", VECTOR.replace("X-Left: 4", "X-Left: many"));

    assertThat(test("my-api.yaml", "vectors").out())
        .contains("entry lost by header \"requests\", ", "my-api.yaml:6: ", "got       nothing");
  }

  @Test
  void test_adapterThatIsWrong_exitsWithTwoAndItsLines() throws IOException {
    write("my-api.yaml", ADAPTER.replace("window", "windw").replace("summary", "sumary"));

    Run.Outcome outcome = test("my-api.yaml", "vectors");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("my-api.yaml:1: sumary: unknown key, did you mean summary?")
        .contains("my-api.yaml:7: headers[0].windw: unknown key, did you mean window?")
        .doesNotContain("at io.quotakeeper");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"call\": \"traffic\"|\"call\": \"usage\"|call: the adapter has none of that name; there are traffic",
        "\"status\": 200|\"status\": \"200\"|status: not a number from 100 to 599",
        "\"at\": \"2026|\"at\": \"March 2026|at: not an instant such as 2026-03-10T08:00:00Z",
        "\"at\":|\"provider\": \"other\", \"at\":|provider: it is for other, and the adapter's name is my-api",
        "\"at\":|\"boddy\": \"x\", \"at\":|boddy: unknown key, did you mean body?",
        "\"at\":|\"body\": \"../secret\", \"at\":|body: not the plain name of a file beside the vector",
        "\"at\":|\"body\": \"none.body\", \"at\":|body: none.body is not there, or not a regular file",
        "\"readings\":|\"reading\":|expected.reading: unknown key, did you mean readings?",
        "{\"readings\": [{\"scope\": \"account\", \"window\": \"rpm\", \"remaining\": 4}]}|{}|expected: missing, or without any of otherReadings, plan, readings, refusal",
        "\"X-Limit: 10\"|\"X-Limit\"|headers: not a list of \"Name: value\"",
        "{\"call\"|[\"call\"|not a JSON object",
      })
  void test_vectorThatCannotBeRead_exitsWithTwoAndSaysWhy(String part, String by, String problem)
      throws IOException {
    write("vectors/bad.json", VECTOR.replace(part, by));

    Run.Outcome outcome = test("my-api.yaml", "vectors");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out())
        .contains("ok       good.json", "my-api: 2 vectors, 1 could not be read")
        .doesNotContain("all ok");
    assertThat(outcome.err()).contains("vectors/bad.json: " + problem);
  }

  @Test
  void test_noVectorThatCanBeRead_claimsNothing() throws IOException {
    write("vectors/good.json", "");

    Run.Outcome outcome = test("my-api.yaml", "vectors");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEqualTo("my-api: no vector could be read\n");
    assertThat(outcome.err()).contains("good.json: not a JSON object");
    assertThat(test("my-api.yaml", "not-a-vector").out())
        .isEqualTo("my-api: no vector could be read\n");
    JsonNode json = Json.parse(test("my-api.yaml", "vectors", "-o", "json").out()).orElseThrow();
    assertThat(json.path("vectors").asInt()).isZero();
    assertThat(json.at("/unread/0").asText()).endsWith("good.json: not a JSON object");
  }

  @Test
  void test_folderWithoutVectors_exitsWithTwo() throws IOException {
    Files.delete(folder.resolve("vectors/good.json"));

    assertThat(test("my-api.yaml", "vectors").exit()).isEqualTo(2);
    assertThat(test("my-api.yaml", "nowhere").exit()).isEqualTo(2);
  }

  @Test
  void test_shippedAdapterByName_isTested() throws IOException {
    write(
        "vectors/good.json",
        """
        {"call": "traffic", "status": 401, "at": "2026-03-10T08:00:00Z",
         "expected": {"readings": [], "refusal": {"class": "unauthenticated"}}}
        """);

    assertThat(test("github", "vectors").out()).contains("github: 1 vector, all ok");
    assertThat(test("githup", "vectors").err()).contains("there is no adapter \"githup\"");
  }

  @Test
  void commands_withAConfiguration_knowItsAdapters() throws IOException {
    write("q.yaml", "providers: {mine: {adapter: my-api.yaml}}\naccounts: 1\n");
    String config = folder.resolve("q.yaml").toString();

    assertThat(new Run(folder).of("provider", "list", "--config", config).out()).contains("mine");
    assertThat(new Run(folder).of("provider", "show", "mine", "--config", config).out())
        .contains("my-api.yaml");
    assertThat(
            new Run(folder)
                .of(
                    "provider",
                    "explain",
                    "mine",
                    "--status",
                    "200",
                    "--header",
                    "x-left: 3",
                    "--config",
                    config)
                .out())
        .contains("\"provider\" : \"mine\"");
    assertThat(test("mine", "vectors", "--config", config).exit()).isZero();
    assertThat(new Run(folder).of("provider", "list", "--config", config + "x").exit())
        .isEqualTo(2);
  }
}
