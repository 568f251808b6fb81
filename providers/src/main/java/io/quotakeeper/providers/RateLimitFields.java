package io.quotakeeper.providers;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the header fields RateLimit and RateLimit-Policy of the IETF's draft, and their older
 * forms: one dictionary (draft 07), and three fields (up to draft 06). A malformed field is ignored
 * whole. Thread-safe.
 */
final class RateLimitFields {

  /** What the log of rules is told of it. */
  static final String KIND = "field";

  /** Its key in an adapter's file. */
  static final String NAME = "rateLimitFields";

  /** The fields that it reads. */
  static final List<String> NAMES =
      List.of(
          "ratelimit",
          "ratelimit-policy",
          "ratelimit-limit",
          "ratelimit-remaining",
          "ratelimit-reset");

  private static final String UNNAMED = "default";
  private static final Map<String, String> UNITS =
      Map.of("content-bytes", "bytes", "concurrent-requests", "concurrent-requests");

  private final RateLimitRule rule;
  private final RuleLog log;

  RateLimitFields(RateLimitRule rule, RuleLog log) {
    this.rule = rule;
    this.log = log;
  }

  /**
   * A limit, with 0 seconds where its window's length is not told, and no quota likewise. Those of
   * the older forms have no name.
   */
  private record Policy(String name, String partition, String quota, String unit, long seconds) {

    String window() {
      if (seconds > 0) {
        return WindowNames.ofSeconds(seconds);
      }
      return name.isEmpty() ? UNNAMED : name;
    }
  }

  /** What is left of a policy. */
  private record State(Policy policy, String remaining, String reset) {}

  /** Adds what the fields say. */
  void read(Material head, Gathering gathering) {
    List<Policy> policies = new ArrayList<>();
    head.header("ratelimit-policy").ifPresent(f -> policies.addAll(policies(items(f))));
    List<State> states = new ArrayList<>();
    head.header("ratelimit").ifPresent(f -> states.addAll(states(f, policies)));
    head.header("ratelimit-limit").ifPresent(f -> states.addAll(threeFields(f, head, policies)));
    policies.removeAll(states.stream().map(State::policy).toList());
    policies.forEach(policy -> states.add(new State(policy, "", "")));
    for (State state : states) {
      gathering.add(() -> reading(state, head), why -> log.lost(KIND, NAME, why));
    }
  }

  private Reading reading(State state, Material head) {
    Policy policy = state.policy;
    Scope scope = ScopeSource.first(rule.scope(), head.withStar(policy.name));
    Moment reset =
        state.reset.isEmpty()
            ? Moment.unstated()
            : ResetGrammar.SECONDS.read(state.reset, head.anchor());
    Reading reading =
        Reading.limit(Gathering.window(scope, policy.window(), policy.unit), amount(state), reset);
    log.used(KIND, NAME, reading.window().toString());
    return reading;
  }

  private static Amount amount(State state) {
    Map<Measure, Double> told = new HashMap<>();
    if (!state.policy.quota.isEmpty()) {
      told.put(Measure.LIMIT, Measure.LIMIT.read(state.policy.quota));
    }
    if (!state.remaining.isEmpty()) {
      told.put(Measure.REMAINING, Measure.REMAINING.read(state.remaining));
    }
    return Measure.amount(told);
  }

  private static List<Policy> policies(List<StructuredField.Item> items) {
    List<Policy> policies = new ArrayList<>();
    for (StructuredField.Item item : items) {
      Map<String, String> parameters = item.parameters();
      boolean isOld = item.kind() == StructuredField.Kind.NUMBER;
      String quota = isOld ? item.text() : parameters.getOrDefault("q", "");
      if (item.kind() != StructuredField.Kind.OTHER && Durations.isNumber(quota)) {
        long seconds =
            Durations.seconds(parameters.getOrDefault("w", "")).map(Duration::toSeconds).orElse(0L);
        String unit = UNITS.getOrDefault(parameters.getOrDefault("qu", ""), "requests");
        String name = isOld ? "" : item.text();
        policies.add(new Policy(name, parameters.getOrDefault("pk", ""), quota, unit, seconds));
      }
    }
    return policies;
  }

  private List<State> states(String field, List<Policy> policies) {
    Map<String, String> dictionary = dictionary(field);
    if (dictionary.containsKey("remaining")) {
      return List.of(unnamed(dictionary, policies));
    }
    List<State> states = new ArrayList<>();
    for (StructuredField.Item item : items(field)) {
      Map<String, String> parameters = item.parameters();
      String remaining = parameters.getOrDefault("r", "");
      if (item.kind() == StructuredField.Kind.STRING && Durations.isNumber(remaining)) {
        Policy policy = named(item.text(), parameters.getOrDefault("pk", ""), policies);
        states.add(new State(policy, remaining, parameters.getOrDefault("t", "")));
      }
    }
    return states;
  }

  /** The first number is the limit in effect; what follows it are policies. */
  private List<State> threeFields(String limits, Material head, List<Policy> policies) {
    List<StructuredField.Item> items = items(limits);
    if (items.isEmpty()) {
      return List.of();
    }
    policies.addAll(policies(items.subList(1, items.size())));
    return List.of(
        unnamed(
            Map.of(
                "limit", items.getFirst().text(),
                "remaining", head.header("ratelimit-remaining").orElse(""),
                "reset", head.header("ratelimit-reset").orElse("")),
            policies));
  }

  private static Policy named(String name, String partition, List<Policy> policies) {
    return policies.stream()
        .filter(p -> p.name.equals(name) && p.partition.equals(partition))
        .findFirst()
        .orElseGet(() -> new Policy(name, partition, "", "requests", 0));
  }

  /** The policy that has this limit, since the older forms have no names. */
  private static State unnamed(Map<String, String> told, List<Policy> policies) {
    String limit = told.getOrDefault("limit", "");
    Policy policy =
        policies.stream()
            .filter(p -> p.quota.equals(limit))
            .findFirst()
            .orElseGet(() -> new Policy("", "", limit, "requests", 0));
    return new State(policy, told.getOrDefault("remaining", ""), told.getOrDefault("reset", ""));
  }

  private List<StructuredField.Item> items(String field) {
    try {
      return rule.lenient() ? StructuredField.lenient(field) : StructuredField.list(field);
    } catch (Unreadable e) {
      return List.of();
    }
  }

  /** {@code limit=100, remaining=50, reset=5}. */
  private static Map<String, String> dictionary(String field) {
    Map<String, String> members = new HashMap<>();
    for (String member : field.split(",", -1)) {
      String[] parts = member.strip().split("=", 2);
      if (parts.length == 2 && Durations.isNumber(parts[1])) {
        members.put(parts[0], parts[1]);
      }
    }
    return members;
  }
}
