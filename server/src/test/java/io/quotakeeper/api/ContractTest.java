package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quotakeeper.api.ContractClient.Answer;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {

  private final ContractDocument document = ContractDocument.load();
  private List<Operation> operations = List.of();
  private Served served;

  @BeforeAll
  void start() {
    served = Served.start();
    operations = Operations.of(served.ports());
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  void operations_servedAndDocumented_areTheSame() {
    var documented = new TreeSet<String>();
    document
        .root()
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(
                    verb -> documented.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    assertThat(operations.stream().map(o -> o.method() + " " + o.path()))
        .hasSameElementsAs(documented);
  }

  @Test
  void parameters_readAndDocumented_areTheSame() {
    for (Operation operation : operations) {
      Map<String, List<String>> documented = new HashMap<>();
      for (JsonNode reference : documented(operation).path("parameters")) {
        JsonNode parameter = document.resolve(reference);
        documented
            .computeIfAbsent(parameter.get("in").asText(), _ -> new ArrayList<>())
            .add(parameter.get("name").asText());
      }
      List<String> inPath = operation.path().contains("{id}") ? List.of("id") : List.of();

      assertThat(documented.getOrDefault("query", List.of()))
          .as("query of %s", operation.path())
          .hasSameElementsAs(operation.query());
      assertThat(documented.getOrDefault("path", List.of())).isEqualTo(inPath);
      assertThat(documented.getOrDefault("header", List.of()))
          .as("headers of %s", operation.path())
          .isEqualTo(streams(operation) ? List.of("Last-Event-ID") : List.of());
      assertThat(documented.keySet()).isSubsetOf("query", "path", "header");
    }
  }

  @Test
  void credential_demandedAndDocumented_areTheSame() {
    assertThat(document.root().get("security").toString()).isEqualTo("[{\"adminToken\":[]}]");
    for (Operation operation : operations) {
      boolean documentedAsOpen = documented(operation).path("security").isArray();

      assertThat(documentedAsOpen)
          .as(operation.path())
          .isEqualTo(operation.access() == Access.ANYONE);
    }
  }

  @Test
  void bodies_documentedForPosts_areThoseThatAreTaken() {
    for (Operation operation : operations) {
      boolean isPost = operation.method().name().equals("POST");

      assertThat(documented(operation).has("requestBody")).isEqualTo(isPost);
    }
  }

  @Test
  void observation_readAndDocumented_hasTheSameKeys() {
    JsonNode schema = observation().get("schema");
    List<String> keys = new ArrayList<>();
    schema.get("properties").fieldNames().forEachRemaining(keys::add);

    assertThat(keys).isEqualTo(ObservationReader.KEYS);
    assertThat(schema.get("additionalProperties").toString()).isEqualTo("false");
    assertThat(texts(schema.get("required"))).containsExactly("status");
  }

  @Test
  void leaseRequestAndOutcome_readAndDocumented_haveTheSameKeys() {
    assertThat(names(body("LeaseRequest").at("/schema/properties")))
        .isEqualTo(LeaseReader.REQUEST_KEYS);
    assertThat(names(body("Outcome").at("/schema/properties"))).isEqualTo(LeaseReader.OUTCOME_KEYS);
  }

  @Test
  void leaseRequestAndOutcome_ofTheContract_areTaken() {
    JsonNode request = body("LeaseRequest");
    JsonNode outcome = body("Outcome");

    assertThat(document.violations(request.get("schema"), request.get("example"))).isEmpty();
    assertThat(document.violations(outcome.get("schema"), outcome.get("example"))).isEmpty();
    Answer granted =
        served.client.post("/api/v1/leases", "application/json", request.get("example").toString());
    assertThat(granted.status()).as(granted.body()).isEqualTo(201);
    Answer settled =
        served.client.post(
            "/api/v1/leases/" + granted.json().get("id").asText() + "/outcome",
            "application/json",
            outcome.get("example").toString());
    assertThat(settled.status()).as(settled.body()).isEqualTo(200);
  }

  private JsonNode body(String name) {
    return document.root().at("/components/requestBodies/" + name + "/content/application~1json");
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void observation_ofTheContract_isTakenAndUnderstood() {
    JsonNode example = observation().get("example");

    assertThat(document.violations(observation().get("schema"), example)).isEmpty();
    Answer answer =
        served.client.post(
            "/api/v1/accounts/team-a/observations", "application/json", example.toString());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().get("readings")).isNotEmpty();
  }

  private JsonNode observation() {
    return document.root().at("/components/requestBodies/Observation/content/application~1json");
  }

  @Test
  void schemas_ofObjects_areClosedAndDemandEveryKey() {
    document
        .root()
        .at("/components/schemas")
        .properties()
        .forEach(schema -> {
          // What counts by names that it does not list says what each value is.
          boolean isMap = schema.getValue().path("additionalProperties").isObject();
          if (schema.getValue().path("type").asText().equals("object") && !isMap) {
            List<String> keys = new ArrayList<>();
            schema.getValue().get("properties").fieldNames().forEachRemaining(keys::add);

            assertThat(schema.getValue().path("additionalProperties").asText()).isEqualTo("false");
            assertThat(texts(schema.getValue().get("required")))
                .as(schema.getKey())
                .isEqualTo(keys);
          }
        });
  }

  @Test
  void schemas_andTheirProperties_areDescribed() {
    document
        .root()
        .at("/components/schemas")
        .properties()
        .forEach(schema -> {
          assertThat(schema.getValue().path("description").asText())
              .as(schema.getKey())
              .isNotEmpty();
        });
  }

  @Test
  void examples_ofSchemas_areValid() {
    var examples = new ArrayList<String>();
    document
        .root()
        .at("/components/schemas")
        .properties()
        .forEach(schema ->
            schema
                .getValue()
                .path("examples")
                .forEach(example -> {
                  examples.add(schema.getKey());
                  assertThat(document.violations(schema.getValue(), example))
                      .as(schema.getKey())
                      .isEmpty();
                }));

    assertThat(examples)
        .contains(
            "Account", "Quota", "Decision", "SyncLine", "Understood", "Lease", "LeaseDecision");
  }

  @Test
  void examples_ofParametersAndResponses_areValid() {
    for (String part : List.of("parameters", "responses")) {
      document
          .root()
          .at("/components/" + part)
          .findParents("example")
          .forEach(holder ->
              assertThat(document.violations(holder.get("schema"), holder.get("example")))
                  .isEmpty());
    }
  }

  @Test
  void contract_fetched_isTheDocument() {
    Answer answer = served.client.get("/openapi.yaml");

    assertThat(answer.header("content-type")).isEqualTo("application/yaml");
    assertThat(answer.body()).isEqualTo(Contract.load().text());
  }

  @Test
  void violations_ofAnAnswerThatBreaksTheContract_areFound() {
    String target = "/api/v1/stats";
    Answer good = served.client.get(target);
    ObjectNode more = good.json().deepCopy();
    more.put("undocumented", 1);
    ObjectNode less = good.json().deepCopy();
    less.remove("totalAccounts");
    ObjectNode wrong = good.json().deepCopy();
    wrong.put("totalAccounts", "3");

    assertThat(document.violations("GET", target, good)).isEmpty();
    for (ObjectNode bad : List.of(more, less, wrong)) {
      var answer = new Answer(200, good.headers(), bad.toString());
      assertThat(document.violations("GET", target, answer)).hasSize(1);
    }
  }

  @Test
  void violations_ofStatusTypeAndHeaders_areFound() {
    String target = "/api/v1/stats";
    Answer good = served.client.get(target);
    Map<String, List<String>> html = new HashMap<>(good.headers());
    html.put("content-type", List.of("text/html"));
    Map<String, List<String>> open = new HashMap<>(good.headers());
    open.put("access-control-allow-origin", List.of("*"));

    assertThat(document.violations("GET", target, new Answer(202, good.headers(), good.body())))
        .singleElement()
        .asString()
        .contains("no documented answer 202");
    assertThat(document.violations("GET", target, new Answer(200, html, good.body())))
        .singleElement()
        .asString()
        .contains("text/html is not documented");
    assertThat(document.violations("GET", target, new Answer(200, open, good.body())))
        .containsExactly("another origin is let in");
    assertThat(document.violations("GET", "/nowhere", good))
        .singleElement()
        .asString()
        .contains("no documented answer");
  }

  @Test
  void violations_ofAnInstantThatIsNone_areFound() {
    JsonNode schema = document.root().at("/components/schemas/Instant");

    for (String bad : List.of("soon", "2026-13-01T00:00:00Z", "2026-01-11T00:00:00+01:00")) {
      assertThat(document.violations(schema, TextNode.valueOf(bad))).as(bad).isNotEmpty();
    }
  }

  @Test
  void streams_servedAndDocumented_areTheSame() {
    var body = Buffer.buffer("{\"status\": 200}");
    var call = new Call(Map.of("id", "team-a", "account", "team-a"), "", "", body);

    for (Operation operation : operations) {
      boolean listens = answer(operation, call).filter(EventReply.class::isInstance).isPresent();

      assertThat(streams(operation)).as(operation.path()).isEqualTo(listens);
    }
    assertThat(operations.stream().filter(this::streams)).hasSize(1);
  }

  /** What is answered to a call; nothing if it is refused, whatever it means. */
  private static Optional<Result> answer(Operation operation, Call call) {
    try {
      return Optional.of(operation.action().answer(call));
    } catch (ProblemException _) {
      return Optional.empty();
    }
  }

  @Test
  void violations_ofAnEventThatBreaksTheContract_areFound() {
    String target = "/api/v1/events";

    assertThat(document.violations(target, "ready", "{\"at\":\"2026-01-10T21:00:00Z\"}")).isEmpty();
    assertThat(document.violations(target, "ready", "{\"at\":\"soon\"}")).isNotEmpty();
    assertThat(document.violations(target, "ready", "{}")).hasSize(1);
    assertThat(document.violations(target, "alert", "{}"))
        .containsExactly("event alert is not documented");
  }

  /** Whether it is documented as a stream of events. */
  private boolean streams(Operation operation) {
    JsonNode content = documented(operation).path("responses").path("200").path("content");
    return content.has(EventReply.CONTENT_TYPE);
  }

  private JsonNode documented(Operation operation) {
    JsonNode path = document.root().get("paths").path(operation.path());
    return path.path(operation.method().name().toLowerCase(Locale.ROOT));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toList());
  }
}
