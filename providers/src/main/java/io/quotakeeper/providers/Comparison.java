package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares an explanation with what a vector expects: numbers to a millionth, instants to the
 * second; {@code any} is not checked, {@code oneOf} lists what may stand there, and a key that is
 * not expected may say anything.
 */
final class Comparison {

  private static final double TOLERANCE = 1e-6;
  private static final Set<String> INSTANTS = Set.of("resetsAt", "expiresAt", "until");
  private static final List<String> IDENTITY = List.of("scope", "window", "unit");
  private static final JsonNode NOTHING = MissingNode.getInstance();

  private final List<Difference> found = new ArrayList<>();

  private Comparison() {}

  /** What differs; empty if nothing does. */
  static List<Difference> differences(JsonNode expected, JsonNode actual) {
    Comparison comparison = new Comparison();
    for (String key : List.of("plan", "refusal")) {
      if (expected.has(key)) {
        comparison.compare(key, key, expected.get(key), actual.path(key));
      }
    }
    if (expected.has("readings")) {
      comparison.readings(expected, actual.path("readings"));
    }
    return comparison.found;
  }

  /** The most particular first, so that a wildcard does not take what another needs. */
  private void readings(JsonNode expected, JsonNode actual) {
    List<JsonNode> left = new ArrayList<>();
    actual.forEach(left::add);
    List<JsonNode> wanted = new ArrayList<>();
    expected.get("readings").forEach(wanted::add);
    wanted.sort(
        Comparator.<JsonNode>comparingInt(r -> r.has("optional") ? 1 : 0)
            .thenComparingInt(r -> r.toString().split("any", -1).length));
    wanted.removeIf(reading -> take(left, r -> agrees("", reading, r)) != null);
    for (JsonNode reading : wanted) {
      JsonNode near = take(left, r -> isOfOneWindow(reading, r));
      if (near != null) {
        compare(name(near), "", reading, near);
      } else if (!reading.path("optional").booleanValue()) {
        found.add(new Difference(name(reading), reading, NOTHING, List.of()));
      }
    }
    if (!expected.path("otherReadings").asText().equals("any")) {
      left.forEach(r -> found.add(new Difference(name(r), NOTHING, r, List.of())));
    }
  }

  private static @Nullable JsonNode take(List<JsonNode> from, Predicate<JsonNode> which) {
    for (JsonNode one : from) {
      if (which.test(one)) {
        from.remove(one);
        return one;
      }
    }
    return null;
  }

  private static boolean isOfOneWindow(JsonNode expected, JsonNode actual) {
    return IDENTITY.stream()
        .allMatch(key -> !expected.has(key) || agrees(key, expected.get(key), actual.path(key)));
  }

  /** {@code readings[account/daily/requests]}. */
  private static String name(JsonNode reading) {
    List<String> parts = IDENTITY.stream().map(key -> reading.path(key).asText("?")).toList();
    return "readings[" + String.join("/", parts) + "]";
  }

  private void compare(String path, String key, JsonNode expected, JsonNode actual) {
    if (agrees(key, expected, actual)) {
      return;
    }
    if (expected.isObject() && !expected.has("oneOf") && actual.isObject()) {
      for (Map.Entry<String, JsonNode> e : expected.properties()) {
        if (!e.getKey().equals("optional")) {
          compare(path + "." + e.getKey(), e.getKey(), e.getValue(), actual.path(e.getKey()));
        }
      }
    } else {
      found.add(new Difference(path, expected, actual, List.of()));
    }
  }

  private static boolean agrees(String key, JsonNode expected, JsonNode actual) {
    if (actual.isMissingNode()) {
      return false;
    }
    if (expected.isTextual() && expected.textValue().equals("any")) {
      return true;
    }
    if (expected.has("oneOf")) {
      return expected.get("oneOf").valueStream().anyMatch(one -> agrees(key, one, actual));
    }
    if (expected.isObject()) {
      return actual.isObject()
          && expected.properties().stream()
              .filter(e -> !e.getKey().equals("optional"))
              .allMatch(e -> agrees(e.getKey(), e.getValue(), actual.path(e.getKey())));
    }
    if (expected.isNumber()) {
      return actual.isNumber()
          && Math.abs(expected.doubleValue() - actual.doubleValue()) <= TOLERANCE;
    }
    return (INSTANTS.contains(key) && expected.isTextual() && actual.isTextual())
        ? isSameSecond(expected.textValue(), actual.textValue())
        : expected.equals(actual);
  }

  private static boolean isSameSecond(String a, String b) {
    try {
      Duration apart = Duration.between(OffsetDateTime.parse(a), OffsetDateTime.parse(b)).abs();
      return apart.compareTo(Duration.ofSeconds(1)) <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
