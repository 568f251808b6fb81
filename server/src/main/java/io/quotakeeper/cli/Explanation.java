package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.Role;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;

/** What was understood from a reply, as JSON in which every key is always there. */
final class Explanation {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DECIMALS = 6;
  private static final double EXACT_BELOW = 1L << 53;

  private Explanation() {}

  static ObjectNode of(String provider, Understanding understood) {
    ObjectNode node = NODES.objectNode();
    node.put("provider", provider);
    node.set("plan", plan(understood.plan()));
    var readings = node.putArray("readings");
    understood.readings().forEach(reading -> readings.add(reading(reading)));
    node.set("refusal", understood.refusal().map(Explanation::refusal).orElse(NODES.nullNode()));
    return node;
  }

  /** Limits that an operator stated, as if a provider had told them. */
  static ObjectNode ofLimits(String provider, List<Reading> limits) {
    return of(provider, Understanding.answer(Plan.NONE, limits, false));
  }

  /** The line about a reply that could not even be handed to an adapter. */
  static ObjectNode ofError(String provider, String error) {
    ObjectNode node = NODES.objectNode();
    node.set("provider", text(provider));
    node.putNull("plan");
    node.putArray("readings");
    node.putNull("refusal");
    node.put("error", error);
    return node;
  }

  private static JsonNode plan(Plan plan) {
    if (!plan.isNamed()) {
      return NODES.nullNode();
    }
    ObjectNode node = NODES.objectNode();
    node.put("id", plan.id());
    node.set("tier", text(plan.tier().map(Enum::name).orElse("")));
    return node;
  }

  private static ObjectNode reading(Reading reading) {
    ObjectNode node = NODES.objectNode();
    node.put("scope", reading.window().scope().toString());
    node.put("window", reading.window().id());
    node.put("unit", reading.window().unit().name());
    node.put("role", reading.role() == Role.EXTRA ? "extra" : "limit");
    node.put("state", reading.amount().state());
    node.set("limit", number(reading.amount().limit()));
    node.set("remaining", number(reading.amount().remaining()));
    node.set("remainingFraction", fraction(reading.amount().fraction()));
    node.set("resetsAt", moment(reading.resetsAt()));
    node.set("expiresAt", moment(reading.expiresAt()));
    return node;
  }

  private static JsonNode refusal(Refusal refusal) {
    ObjectNode node = NODES.objectNode();
    node.put("class", refusal.kind().word());
    node.put("of", refusal.of() == Refusal.Target.SYNC ? "sync" : "request");
    node.put("scope", refusal.scope().toString());
    node.set("window", text(refusal.window()));
    node.set("until", moment(refusal.until()));
    node.set("message", text(refusal.message()));
    node.set("actionUrl", text(refusal.actionUrl()));
    return node;
  }

  private static JsonNode text(String text) {
    return text.isEmpty() ? NODES.nullNode() : NODES.textNode(text);
  }

  private static JsonNode moment(Moment moment) {
    return moment.instant().map(at -> text(at.toString())).orElse(NODES.nullNode());
  }

  /** Whole numbers without a point, as the providers write them. */
  private static JsonNode number(OptionalDouble number) {
    if (number.isEmpty()) {
      return NODES.nullNode();
    }
    double value = number.getAsDouble();
    boolean whole = value == Math.rint(value) && Math.abs(value) < EXACT_BELOW;
    return whole ? NODES.numberNode((long) value) : NODES.numberNode(value);
  }

  private static JsonNode fraction(OptionalDouble share) {
    if (share.isEmpty()) {
      return NODES.nullNode();
    }
    BigDecimal rounded =
        BigDecimal.valueOf(share.getAsDouble()).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    return number(OptionalDouble.of(rounded.doubleValue()));
  }
}
