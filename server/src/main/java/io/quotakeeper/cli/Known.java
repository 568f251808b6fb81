package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a server has told in events: windows and accounts, each in its newest state. */
final class Known {

  private final Map<String, JsonNode> quotas = new TreeMap<>();
  private final Map<String, JsonNode> accounts = new TreeMap<>();

  /** Takes in what an event says. */
  void take(String event, JsonNode data) {
    switch (event) {
      case "reset" -> {
        quotas.clear();
        accounts.clear();
      }
      case "quota" -> quotas.put(key(data), data);
      case "quota-gone" -> quotas.remove(key(data));
      case "account" -> accounts.put(Json.text(data, "id"), data);
      case "account-gone" -> accounts.remove(Json.text(data, "id"));
      default -> {
        // Says nothing of what is known.
      }
    }
  }

  /** Windows as they stand at {@code now}, by the server's clock, the most urgent first. */
  List<JsonNode> quotas(Instant now) {
    List<JsonNode> items = new ArrayList<>();
    quotas.values().forEach(quota -> items.add(aged(quota, now)));
    items.sort(MOST_URGENT_FIRST);
    return items;
  }

  List<JsonNode> accounts() {
    return List.copyOf(accounts.values());
  }

  /** An account by its id. */
  Optional<JsonNode> account(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  /** A window with the age that it has at {@code now}. */
  static JsonNode aged(JsonNode quota, Instant now) {
    Optional<Instant> observed = Json.instant(quota, "observedAt");
    if (observed.isEmpty() || !(quota instanceof ObjectNode known)) {
      return quota;
    }
    long age = Math.max(0, Duration.between(observed.get(), now).toSeconds());
    ObjectNode copy = known.objectNode();
    copy.setAll(known);
    return copy.put("ageSeconds", age);
  }

  private static String key(JsonNode quota) {
    return String.join(
        "\n",
        Json.text(quota, "account"),
        Json.text(quota, "scope"),
        Json.text(quota, "window"),
        Json.text(quota, "unit"));
  }

  /** The order of {@code GET /quotas}; of equals, the order of their names as it is. */
  private static final Comparator<JsonNode> MOST_URGENT_FIRST =
      Comparator.comparingInt(Known::rank)
          .thenComparing(quota -> Json.text(quota, "role").equals("extra"))
          .thenComparingDouble(quota -> Json.number(quota, "remainingFraction").orElse(1));

  private static int rank(JsonNode quota) {
    if (Json.text(quota, "state").equals("not-entitled")) {
      return 5;
    }
    return switch (Json.text(quota, "level")) {
      case "exhausted" -> 0;
      case "low" -> 1;
      case "unknown" -> Json.flag(quota, "stale") ? 2 : 3;
      default -> Json.flag(quota, "stale") ? 2 : 4;
    };
  }
}
