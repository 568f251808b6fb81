package io.quotakeeper.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.quotakeeper.api.ContractClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The published contract, and what an answer does against it. */
final class ContractDocument {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROBLEM = "#/components/schemas/Problem";

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final JsonNode root;

  private ContractDocument(JsonNode root) {
    this.root = root;
  }

  /** The one document: its schemas are compiled once. */
  static ContractDocument load() {
    return Holder.DOCUMENT;
  }

  private static final class Holder {
    static final ContractDocument DOCUMENT = read();
  }

  private static ContractDocument read() {
    try {
      return new ContractDocument(new YAMLMapper().readTree(Contract.load().text()));
    } catch (JsonProcessingException e) {
      throw new AssertionError("the contract is not YAML", e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  JsonNode root() {
    return root;
  }

  /** What {@code node} points at, if it is a reference. */
  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** Everything that an answer does against the contract. */
  List<String> violations(String method, String target, Answer answer) {
    List<String> violations = new ArrayList<>();
    String type = answer.header("content-type").split(";", 2)[0].strip();
    Optional<JsonNode> content = content(method, target, answer.status());
    if (content.isEmpty()) {
      violations.add(method + " " + target + " has no documented answer " + answer.status());
    } else if (!content.get().has(type)) {
      violations.add("content type " + type + " is not documented for " + answer.status());
    } else if (method.equals("HEAD")) {
      if (!answer.body().isEmpty()) {
        violations.add("HEAD was answered with a body");
      }
    } else {
      violations.addAll(violations(content.get().get(type).get("schema"), type, answer.body()));
    }
    if (answer.headers().keySet().stream().anyMatch(h -> h.startsWith("access-control-"))) {
      violations.add("another origin is let in");
    }
    for (String header : List.of("x-content-type-options", "referrer-policy", "cache-control")) {
      if (!answer.headers().containsKey(header)) {
        violations.add("header " + header + " is missing");
      }
    }
    return violations;
  }

  /** Everything that an event of a stream does against the contract. */
  List<String> violations(String target, String event, String data) {
    JsonNode events =
        content("GET", target, 200).orElseThrow().path(EventReply.CONTENT_TYPE).path("x-events");
    return events.has(event)
        ? violations(events.get(event), json(data))
        : List.of("event " + event + " is not documented");
  }

  /** The names of the events that a stream may have. */
  Set<String> events(String target) {
    var names = new TreeSet<String>();
    content("GET", target, 200)
        .orElseThrow()
        .path(EventReply.CONTENT_TYPE)
        .path("x-events")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  /** Everything that a text does against a schema of this document. */
  List<String> violations(JsonNode schema, String type, String text) {
    JsonNode instance = type.endsWith("json") ? json(text) : JSON.getNodeFactory().textNode(text);
    return violations(schema, instance);
  }

  List<String> violations(JsonNode schema, JsonNode instance) {
    return compiled(schema).validate(instance).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private Schema compiled(JsonNode schema) {
    return schemas.computeIfAbsent(
        schema.toString(),
        _ -> {
          // The whole document goes along, so that references within it resolve.
          ObjectNode whole = root.deepCopy();
          whole.putArray("allOf").add(schema);
          return registry.getSchema(whole);
        });
  }

  /**
   * The media types of an answer. What concerns no documented operation is a problem, and
   * documented as such for all.
   */
  private Optional<JsonNode> content(String method, String target, int status) {
    Optional<JsonNode> operation = operation(method, target);
    if (operation.isEmpty()) {
      return status < 400
          ? Optional.empty()
          : Optional.of(root.at("/components/responses/Problem/content"));
    }
    JsonNode responses = operation.get().get("responses");
    JsonNode response = responses.path(String.valueOf(status));
    if (response.isMissingNode() && status >= 400) {
      response = responses.path("default");
    }
    return response.isMissingNode()
        ? Optional.empty()
        : Optional.of(resolve(response).get("content"));
  }

  private Optional<JsonNode> operation(String method, String target) {
    String path = target.split("\\?", 2)[0];
    String verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    return root.get("paths").properties().stream()
        .filter(entry -> matches(entry.getKey(), path) && entry.getValue().has(verb))
        .map(entry -> entry.getValue().get(verb))
        .findFirst();
  }

  private static boolean matches(String template, String path) {
    String[] parts = template.split("\\{\\w+}", -1);
    StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      regex.append("[^/]+").append(Pattern.quote(parts[i]));
    }
    return path.matches(regex.toString());
  }

  JsonNode problemSchema() {
    return root.at(PROBLEM.substring(1));
  }
}
