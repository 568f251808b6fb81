package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * An {@link Understanding} as JSON for people and programs. The keys are always there and always in
 * the same order, null where there is nothing to say. What was not understood is not in it: {@link
 * Understanding#problem} says that.
 */
public final class Explanation {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int FRACTION_DIGITS = 6;
  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

  /** Up to here a {@code double} holds every whole number. */
  private static final double EXACT_BELOW = 1L << 53;

  private Explanation() {}

  /**
   * What the reply of {@code provider} was understood to mean.
   *
   * @param provider the adapter's name, empty if it is not known
   */
  public static ObjectNode json(String provider, Understanding understanding) {
    ObjectNode json = JSON.objectNode();
    json.set("provider", text(provider));
    json.set("plan", plan(understanding.plan()));
    json.set("readings", readings(understanding.readings()));
    json.set(
        "refusal",
        understanding.refusal().map(Explanation::refusal).orElseGet(NullNode::getInstance));
    return json;
  }

  private static JsonNode plan(Plan plan) {
    if (!plan.isNamed()) {
      return NullNode.getInstance();
    }
    return JSON.objectNode()
        .put("id", plan.id())
        .put("tier", plan.tier().map(Enum::name).orElse(null));
  }

  private static ArrayNode readings(List<Reading> readings) {
    ArrayNode array = JSON.arrayNode();
    readings.stream()
        .sorted((a, b) -> a.window().compareTo(b.window()))
        .forEach(reading -> array.add(reading(reading)));
    return array;
  }

  private static ObjectNode reading(Reading reading) {
    ObjectNode json = JSON.objectNode();
    json.put("scope", reading.window().scope().toString());
    json.put("window", reading.window().id());
    json.put("unit", reading.window().unit().name());
    json.put("role", reading.role().name().toLowerCase(Locale.ROOT));
    json.put("state", reading.amount().state());
    json.set("limit", number(reading.amount().limit()));
    json.set("remaining", number(reading.amount().remaining()));
    json.set("remainingFraction", fraction(reading.amount().fraction()));
    json.set("resetsAt", moment(reading.resetsAt()));
    json.set("expiresAt", moment(reading.expiresAt()));
    return json;
  }

  private static JsonNode refusal(Refusal refusal) {
    ObjectNode json = JSON.objectNode();
    json.put("class", refusal.kind().word());
    json.put("of", refusal.of().name().toLowerCase(Locale.ROOT));
    json.put("scope", refusal.scope().toString());
    json.set("window", text(refusal.window()));
    json.set("until", moment(refusal.until()));
    json.set("message", text(refusal.message()));
    json.set("actionUrl", text(refusal.actionUrl()));
    return json;
  }

  private static JsonNode text(String text) {
    return text.isEmpty() ? NullNode.getInstance() : JSON.textNode(text);
  }

  private static JsonNode moment(Moment moment) {
    return moment
        .instant()
        .<JsonNode>map(instant -> JSON.textNode(instant.toString()))
        .orElseGet(NullNode::getInstance);
  }

  private static JsonNode fraction(OptionalDouble fraction) {
    return fraction.isEmpty()
        ? NullNode.getInstance()
        : number(
            BigDecimal.valueOf(fraction.getAsDouble())
                .setScale(FRACTION_DIGITS, RoundingMode.HALF_EVEN));
  }

  private static JsonNode number(OptionalDouble number) {
    return number.isEmpty()
        ? NullNode.getInstance()
        : number(BigDecimal.valueOf(number.getAsDouble()));
  }

  /** Whole numbers as they are, without a point; others without the noise of their last digits. */
  private static JsonNode number(BigDecimal number) {
    double value = number.doubleValue();
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < EXACT_BELOW;
    return isWhole
        ? JSON.numberNode((long) value)
        : JSON.numberNode(number.round(DIGITS).stripTrailingZeros());
  }
}
