package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares an explanation with what a vector expects, by the rules that vectors are written for.
 */
final class Comparison {

  private static final double TOLERANCE = 1e-6;
  private static final Set<String> INSTANTS = Set.of("resetsAt", "expiresAt", "until");

  private Comparison() {}

  /** What differs; empty if nothing does. */
  static List<String> differences(JsonNode expected, JsonNode actual) {
    List<String> differences = new ArrayList<>();
    for (String key : List.of("plan", "refusal")) {
      if (expected.has(key) && !agrees(key, expected.get(key), actual.get(key))) {
        differences.add(key + ": expected " + expected.get(key) + ", was " + actual.get(key));
      }
    }
    if (expected.has("readings")) {
      readings(expected, actual.get("readings"), differences);
    }
    return differences;
  }

  /** The most particular first, so that a wildcard does not take what another needs. */
  private static void readings(JsonNode expected, JsonNode actual, List<String> differences) {
    List<JsonNode> left = new ArrayList<>();
    actual.forEach(left::add);
    List<JsonNode> wanted = new ArrayList<>();
    expected.get("readings").forEach(wanted::add);
    wanted.sort(
        Comparator.<JsonNode>comparingInt(r -> r.has("optional") ? 1 : 0)
            .thenComparingInt(r -> r.toString().split("any", -1).length));
    for (JsonNode reading : wanted) {
      boolean found =
          left.stream()
              .filter(r -> agrees("", reading, r))
              .findFirst()
              .map(left::remove)
              .orElse(false);
      if (!found && !reading.path("optional").booleanValue()) {
        differences.add("readings: missing " + reading);
      }
    }
    if (!expected.path("otherReadings").asText().equals("any")) {
      left.forEach(r -> differences.add("readings: not expected " + r));
    }
  }

  private static boolean agrees(String key, JsonNode expected, JsonNode actual) {
    if (expected.isTextual() && expected.textValue().equals("any")) {
      return true;
    }
    if (expected.has("oneOf")) {
      for (JsonNode one : expected.get("oneOf")) {
        if (agrees(key, one, actual)) {
          return true;
        }
      }
      return false;
    }
    if (expected.isObject()) {
      return actual.isObject() && members(expected, actual);
    }
    if (expected.isNumber()) {
      return actual.isNumber()
          && Math.abs(expected.doubleValue() - actual.doubleValue()) <= TOLERANCE;
    }
    return (INSTANTS.contains(key) && expected.isTextual() && actual.isTextual())
        ? apart(expected.textValue(), actual.textValue()).compareTo(Duration.ofSeconds(1)) <= 0
        : expected.equals(actual);
  }

  private static boolean members(JsonNode expected, JsonNode actual) {
    for (Map.Entry<String, JsonNode> e : expected.properties()) {
      boolean isChecked = !e.getKey().equals("optional");
      if (isChecked
          && !(actual.has(e.getKey())
              && agrees(e.getKey(), e.getValue(), actual.get(e.getKey())))) {
        return false;
      }
    }
    return true;
  }

  private static Duration apart(String a, String b) {
    return Duration.between(OffsetDateTime.parse(a), OffsetDateTime.parse(b)).abs();
  }
}
