package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What real and invented replies mean, one test for each vector. */
class VectorsTest {

  private static final Adapters ADAPTERS = Adapters.shipped();
  private static final List<String> KEYS = List.of("provider", "plan", "readings", "refusal");

  @TestFactory
  Stream<DynamicTest> ownVector_explained_meansWhatItShould() {
    return Adapters.shipped().names().stream()
        .flatMap(name -> OwnVector.own(name).stream())
        .map(this::test);
  }

  @TestFactory
  Stream<DynamicTest> sharedVector_explained_meansWhatItShould() {
    Path root =
        Path.of(System.getenv().getOrDefault("QUOTAKEEPER_ROOT", "")).resolve("../shared/vectors");
    if (!Files.isDirectory(root)) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "the shared vectors are not there",
              () ->
                  assumeTrue(
                      false, "no folder " + root.normalize() + ": real replies go unchecked")));
    }
    return Adapters.shipped().names().stream()
        .filter(name -> Files.isDirectory(root.resolve(name)))
        .flatMap(name -> OwnVector.in(root.resolve(name)).stream())
        .map(this::test);
  }

  @Test
  void everyRule_ofEveryShippedAdapter_isUsedByAVectorOfOurs() {
    Set<String> used = new HashSet<>();
    Set<String> rules = new HashSet<>();
    for (String name : Adapters.shipped().names()) {
      AdapterFile file = AdapterFormat.read(name, "", Adapters.shippedText(name));
      rules.addAll(rules(file));
      Adapter adapter =
          ADAPTERS
              .find(name)
              .orElseThrow()
              .telling((kind, rule, window) -> used.add(qualified(name, kind, rule)));
      OwnVector.own(name).forEach(v -> adapter.read(v.reply(), v.context()));
    }
    CommonRules.file().refusals().forEach(r -> rules.add(qualified("", "refusal", r.name())));

    assertThat(rules).hasSizeGreaterThan(35).allSatisfy(rule -> assertThat(used).contains(rule));
  }

  /** Common rules are the same whichever adapter they help. */
  private static String qualified(String adapter, String kind, String rule) {
    return (rule.startsWith("common ") ? "" : adapter) + " " + kind + " " + rule;
  }

  private static List<String> rules(AdapterFile file) {
    List<String> rules = new ArrayList<>();
    file.calls()
        .forEach((call, rule) ->
            rule.readings()
                .forEach(r -> rules.add(qualified(file.name(), "reading", call + "/" + r.name()))));
    if (file.rateLimitFields() != null) {
      rules.add(qualified(file.name(), RateLimitFields.KIND, RateLimitFields.NAME));
    }
    file.headers().forEach(r -> rules.add(qualified(file.name(), "header", r.name())));
    file.refusals().forEach(r -> rules.add(qualified(file.name(), "refusal", r.name())));
    return rules;
  }

  private DynamicTest test(OwnVector vector) {
    return DynamicTest.dynamicTest(
        vector.name(),
        () -> {
          Adapter adapter = ADAPTERS.find(vector.provider()).orElseThrow();
          Understanding understood = adapter.read(vector.reply(), vector.context());
          ObjectNode explained = Explanation.json(vector.provider(), understood);

          assertThat(Comparison.differences(vector.expected(), explained)).isEmpty();
          assertThat(explained.properties()).extracting(Map.Entry::getKey).isEqualTo(KEYS);
        });
  }
}
