package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The schema and what reads the file agree. That every file which the other tests load is valid by
 * the schema, {@link Loading} sees to.
 */
class ConfigurationSchemaTest {

  /** A file with every key that there is. It must be as JSON, which is YAML too. */
  static final String EVERYTHING =
      """
      {"server": {"host": "127.0.0.1", "port": 7878, "adminToken": {"env": "ADMIN"}},
       "monitor": {"interval": "5m", "quiet": "30m", "timeout": "30s", "slotsPerHost": 64},
       "cache": {"ttl": "10m30s", "maxAge": "24h"},
       "thresholds": {"low": "10%", "overrides": [
         {"provider": "openai", "window": "rpm", "low": "5%"},
         {"account": "o", "window": "rpd", "low": "6%"}]},
       "accounts": [
         {"id": "c", "provider": "cloud-code", "project": "p", "tier": "PRO",
          "secret": {"env": "KEY"}, "owner": "w", "enabled": true, "baseUrl": "https://x.example",
          "labels": {"team": "search"}},
         {"id": "o", "provider": "openai", "secret": {"file": "key"}, "limits": [
           {"scope": "model:x", "window": "rpd", "unit": "requests", "limit": 1500,
            "resets": "midnight Pacific"}], "reserve": "10%"},
         {"id": "l", "provider": "gcp-quota", "project": "p",
          "oauth": {"refreshToken": {"file": "other.json", "pointer": "/tokens/refresh"},
            "clientId": {"env": "KEY"}, "clientSecret": {"env": "KEY"},
            "baseUrl": "https://y.example"}},
         {"id": "s", "provider": "gcp-quota", "project": "p",
          "serviceAccount": {"file": "service.json", "baseUrl": "https://y.example"}}],
       "pools": [
         {"id": "a", "protocol": "openai", "accounts": {"provider": "openai"},
          "strategy": "weighted", "weights": {"o": 3}, "reserve": "5%",
          "session": {"header": "x-session", "moveCost": "10s"}, "fallbacks": {"gpt-5": ["gpt-5-mini"]},
          "replaySafe": false},
         {"id": "b", "accounts": {"ids": ["c"]}, "strategy": "fill-first", "order": ["c"],
          "reserve": {"interactive": "0%", "batch": "20%"}},
         {"id": "d", "accounts": {"labels": {"team": "search"}}}],
       "providers": {"cloud-code": {"enabled": true},
         "github": {"adapter": "own.yaml", "replace": true, "enabled": true}},
       "outbound": {"allow": ["127.0.0.1"]},
       "evidence": {"log": true, "maxFileSize": "16MB", "files": 4},
       "alerts": [{"id": "ops", "type": "slack", "url": {"env": "HOOK"}, "on": ["low"]}]}
      """;

  /** What stands in {@code own.yaml}. */
  static final String OWN_ADAPTER =
      """
      summary: What is left of the day's calls.
      access: documented
      baseUrl: https://own.example
      auth: {header: Authorization, value: 'Bearer ${secret}'}
      chains: [{name: usage, calls: usage}]
      calls:
        usage:
          request: {path: /v1/usage}
          expect: has("remaining")
          readings:
            - name: daily calls
              each: .
              scope: account
              window: daily
              unit: requests
              amount: {limit: .limit, remaining: .remaining}
      """;

  /** Keys that need one another, which the schema leaves to the program. */
  private static final Set<String> DEPENDENT = Set.of("pools[0].weights", "providers.cloud-code");

  private static final String SERVICE_KEY = ServiceKeys.json();

  @TempDir Path folder;

  @Test
  void document_isASchemaOfItsDraft() {
    assertThat(SchemaOracle.meta().validate(SchemaOracle.document())).isEmpty();
  }

  @Test
  void example_isValid() throws IOException {
    assertThat(SchemaOracle.objections(Loading.example())).isEmpty();
  }

  @Test
  void everyKey_isInTheFileBelow_andIsDescribed() {
    Set<String> known = new TreeSet<>();
    keysOf(SchemaOracle.document(), known);
    Set<String> used = new TreeSet<>();
    writtenIn(SchemaOracle.yaml(EVERYTHING), used);

    assertThat(loading().problemsOrNone(EVERYTHING)).isEmpty();
    assertThat(used).containsAll(known);
    assertThat(known).contains("slotsPerHost", "refreshToken", "header", "enabled", "env");
  }

  @Test
  void unknownKey_anywhere_isRefusedByBoth() {
    for (List<Object> path : objectsOf(SchemaOracle.yaml(EVERYTHING))) {
      JsonNode whole = SchemaOracle.yaml(EVERYTHING);
      ObjectNode object = (ObjectNode) at(whole, path);
      if (isFree(path)) {
        continue;
      }
      object.put("unheardOf", 1);

      assertThat(SchemaOracle.objections(whole)).as("schema at %s", path).isNotEmpty();
      assertThat(loading().problemsOrNone(whole.toString())).as("program at %s", path).isNotEmpty();
    }
  }

  @Test
  void missingKey_anywhere_isRefusedByBothOrNeither() {
    for (List<Object> path : objectsOf(SchemaOracle.yaml(EVERYTHING))) {
      for (String key : names(at(SchemaOracle.yaml(EVERYTHING), path))) {
        String place = place(path, key);
        if (isFree(path) || DEPENDENT.contains(place)) {
          continue;
        }
        JsonNode whole = SchemaOracle.yaml(EVERYTHING);
        ((ObjectNode) at(whole, path)).remove(key);
        List<String> problems = loading().problemsOrNone(whole.toString());

        boolean missing =
            problems.stream()
                .anyMatch(p ->
                    p.contains(place + ": missing")
                        || p.contains("oauth or serviceAccount in its place")
                        || p.contains("not one place of a secret")
                        || p.contains("selects nothing"));
        assertThat(!SchemaOracle.objections(whole).isEmpty())
            .as("without %s; the program says %s", place, problems)
            .isEqualTo(missing);
      }
    }
  }

  @Test
  void nonsense_asAnyValue_isRefusedByBoth() {
    for (List<Object> path : objectsOf(SchemaOracle.yaml(EVERYTHING))) {
      for (String key : names(at(SchemaOracle.yaml(EVERYTHING), path))) {
        JsonNode whole = SchemaOracle.yaml(EVERYTHING);
        ((ObjectNode) at(whole, path)).putArray(key).addArray().addArray();

        assertThat(SchemaOracle.objections(whole)).as("schema: %s", place(path, key)).isNotEmpty();
        assertThat(loading().problemsOrNone(whole.toString()))
            .as("program: %s", place(path, key))
            .isNotEmpty();
      }
    }
  }

  private Loading loading() {
    Loading loading =
        new Loading(folder)
            .with("KEY", "invented-1")
            .with("ADMIN", "an-admin-token-of-ours")
            .with("HOOK", "https://hooks.example.com/x");
    loading.file("key", "invented-2");
    loading.file("own.yaml", OWN_ADAPTER);
    loading.file("other.json", "{\"tokens\": {\"refresh\": \"invented-3\"}}");
    loading.file("service.json", SERVICE_KEY);
    return loading;
  }

  /** Whether the keys at that place are names that the user invents. */
  private static boolean isFree(List<Object> path) {
    return !path.isEmpty()
        && Set.of("labels", "weights", "fallbacks", "providers").contains(path.getLast());
  }

  private static void keysOf(JsonNode schema, Set<String> into) {
    schema
        .path("properties")
        .properties()
        .forEach(key -> {
          into.add(key.getKey());
          assertThat(key.getValue().path("description").asText()).as(key.getKey()).endsWith(".");
        });
    schema.forEach(child -> keysOf(child, into));
  }

  private static void writtenIn(JsonNode file, Set<String> into) {
    into.addAll(names(file));
    file.forEach(child -> writtenIn(child, into));
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new LinkedHashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<List<Object>> objectsOf(JsonNode root) {
    List<List<Object>> found = new ArrayList<>();
    collect(root, List.of(), found);
    return found;
  }

  private static void collect(JsonNode node, List<Object> path, List<List<Object>> found) {
    if (node.isObject()) {
      found.add(path);
      node.properties().forEach(e -> collect(e.getValue(), longer(path, e.getKey()), found));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        collect(array.get(i), longer(path, i), found);
      }
    }
  }

  private static List<Object> longer(List<Object> path, Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return List.copyOf(longer);
  }

  private static JsonNode at(JsonNode root, List<Object> path) {
    JsonNode node = root;
    for (Object step : path) {
      node = step instanceof Integer index ? node.path(index) : node.path((String) step);
    }
    return node;
  }

  private static String place(List<Object> path, String key) {
    var text = new StringBuilder();
    for (Object step : longer(path, key)) {
      text.append(step instanceof Integer ? "[" + step + "]" : "." + step);
    }
    return text.substring(1);
  }
}
