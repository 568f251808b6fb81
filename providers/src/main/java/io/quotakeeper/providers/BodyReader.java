package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the answer of one quota call. */
final class BodyReader {

  private final String name;
  private final CallRule call;
  private final RuleLog log;

  BodyReader(String name, CallRule call, RuleLog log) {
    this.name = name;
    this.call = call;
    this.log = log;
  }

  /** What the body says, together with what was gathered from the headers. */
  Understanding read(Material head, Gathering gathering) {
    JsonNode root = Json.strict(head.reply().body());
    if (root.isMissingNode()) {
      return Understanding.senseless(notJson(head.reply().body()), List.of());
    }
    head.variables().root(root);
    Material body = head.withEntry(root);
    if (!isExpected(body)) {
      return Understanding.senseless("the body has another shape than documented", List.of());
    }
    call.readings().forEach(rule -> gather(rule, body, gathering));
    List<Reading> readings = gathering.readings();
    if (readings.isEmpty() && gathering.lost() > 0) {
      return Understanding.senseless("no entry of the body makes sense", List.of());
    }
    Understanding answer = answer(plan(body), readings);
    return gathering.lost() == 0
        ? answer
        : answer.withProblem("entries that make no sense were left out: " + gathering.lost());
  }

  /** What came in place of JSON, as far as a person can do something about it. */
  private static String notJson(String body) {
    String text = body.strip();
    if (text.isEmpty()) {
      return "the body is empty";
    }
    return text.startsWith("<")
        ? "the body is a web page, such as a proxy or a sign-in page shows, and no JSON document"
        : "the body is not a JSON document";
  }

  private Understanding answer(Plan plan, List<Reading> readings) {
    if (call.mayTellAvailabilityOnly() && isAvailabilityOnly(readings)) {
      List<Reading> unknown = readings.stream().map(r -> r.withAmount(Amount.unknown())).toList();
      return Understanding.answer(plan, unknown, true);
    }
    return Understanding.answer(plan, readings, false);
  }

  private static boolean isAvailabilityOnly(List<Reading> readings) {
    return !readings.isEmpty()
        && readings.stream()
            .allMatch(r ->
                r.resetsAt().instant().isEmpty()
                    && (r.amount() instanceof Amount.Unknown
                        || r.amount().fraction().orElse(0) >= 1));
  }

  private boolean isExpected(Material body) {
    Expr expect = call.expect();
    try {
      return expect != null && body.holds(expect);
    } catch (Unreadable e) {
      return false;
    }
  }

  private Plan plan(Material body) {
    CallRule.PlanRule rule = call.plan();
    if (rule == null || rule.id() == null) {
      return Plan.NONE;
    }
    String id = textOrEmpty(body, rule.id());
    return id.isEmpty() ? Plan.NONE : new Plan(id, textOrEmpty(body, rule.words()));
  }

  private static String textOrEmpty(Material body, @Nullable Expr expression) {
    try {
      return expression == null ? "" : body.text(expression).orElse("");
    } catch (Unreadable e) {
      return "";
    }
  }

  private void gather(ReadingRule rule, Material body, Gathering gathering) {
    for (JsonNode entry : entries(rule, body, gathering)) {
      Material material = body.withEntry(entry);
      if (applies(rule, material, gathering)) {
        gathering.add(() -> reading(rule, material), why -> lost(rule, why));
      }
    }
  }

  private void lost(ReadingRule rule, String why) {
    log.lost("reading", name + "/" + rule.name(), why);
  }

  private List<JsonNode> entries(ReadingRule rule, Material body, Gathering gathering) {
    Expr each = rule.each();
    if (each == null) {
      return List.of(body.entry());
    }
    List<JsonNode> entries = new ArrayList<>();
    try {
      each.run(body.variables().scope(), body.entry(), entries);
    } catch (Unreadable e) {
      gathering.lose();
      lost(rule, "each: " + e.getMessage());
    }
    return entries;
  }

  private boolean applies(ReadingRule rule, Material material, Gathering gathering) {
    Expr when = rule.when();
    try {
      return when == null || material.holds(when);
    } catch (Unreadable e) {
      gathering.lose();
      lost(rule, "when: " + e.getMessage());
      return false;
    }
  }

  private Reading reading(ReadingRule rule, Material material) {
    Moment resetsAt = TimeSource.first(rule.resetsAt(), material);
    Reading reading =
        new Reading(
            Gathering.window(
                ScopeSource.required(rule.scope(), material),
                required(rule.window(), material),
                required(rule.unit(), material)),
            rule.role(),
            amount(rule, material, resetsAt),
            resetsAt,
            TimeSource.first(rule.expiresAt(), material),
            rule.refills());
    log.used("reading", name + "/" + rule.name(), reading.window().toString());
    return reading;
  }

  private static Amount amount(ReadingRule rule, Material material, Moment resetsAt) {
    if (holds(rule.unlimited(), material)) {
      return Amount.unlimited();
    }
    if (holds(rule.notEntitled(), material)) {
      return Amount.notEntitled();
    }
    Map<Measure, Double> told = told(rule, material);
    if (holds(rule.unknown(), material)) {
      Double limit = told.get(Measure.LIMIT);
      return limit == null ? Amount.unknown() : Amount.cap(limit);
    }
    boolean isSilent = told.keySet().stream().allMatch(Measure::isBound);
    return isSilent && rule.zeroBeforeReset() && resetsAt.isAfter(material.anchor().receivedAt())
        ? Amount.share(0)
        : Measure.amount(told);
  }

  private static Map<Measure, Double> told(ReadingRule rule, Material material) {
    Map<Measure, Double> told = new EnumMap<>(Measure.class);
    rule.amount()
        .forEach((measure, expression) ->
            material.text(expression).ifPresent(text -> told.put(measure, measure.read(text))));
    return told;
  }

  private static boolean holds(@Nullable Expr expression, Material material) {
    return expression != null && material.holds(expression);
  }

  private static String required(@Nullable TextSource source, Material material) {
    if (source == null) {
      throw new Unreadable("an entry lacks a name");
    }
    return source.find(material).orElseThrow(() -> new Unreadable("an entry lacks a name"));
  }
}
