package io.quotakeeper.select;

import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one request asks for.
 *
 * @param subject the model, or what else it goes to
 * @param estimate what it will take, by unit, 0 or more; one request where it does not say how many
 * @param purpose what it is for
 */
public record Need(Scope subject, Map<Unit, Double> estimate, Purpose purpose) {

  private static final Unit INPUT_TOKENS = new Unit("input-tokens");
  private static final Unit OUTPUT_TOKENS = new Unit("output-tokens");

  /**
   * Copies the estimate.
   *
   * @throws IllegalArgumentException if an amount is not a number of 0 or more
   */
  public Need {
    estimate = Map.copyOf(estimate);
    for (Map.Entry<Unit, Double> told : estimate.entrySet()) {
      if (!(told.getValue() >= 0) || Double.isInfinite(told.getValue())) {
        throw new IllegalArgumentException(
            "estimate of " + told.getKey() + " is no number of 0 or more");
      }
    }
  }

  /** One request of which nothing more is known, that somebody waits for. */
  public static Need of(Scope subject) {
    return new Need(subject, Map.of(), Purpose.INTERACTIVE);
  }

  /** What it will take of a window in that unit; 0 if nothing is known of it. */
  public double of(Unit unit) {
    if (estimate.isEmpty()) {
      return unit.equals(Unit.REQUESTS) ? 1 : 0;
    }
    Double told = estimate.get(unit);
    if (told != null) {
      return told;
    }
    if (unit.equals(Unit.REQUESTS)) {
      return 1;
    }
    return unit.equals(Unit.TOKENS)
        ? estimate.getOrDefault(INPUT_TOKENS, 0.0) + estimate.getOrDefault(OUTPUT_TOKENS, 0.0)
        : 0;
  }

  /** The most that it will take of a window in any unit but requests. */
  double mostOfOthers() {
    if (estimate.isEmpty()) {
      return 0;
    }
    double most = of(Unit.TOKENS);
    for (Map.Entry<Unit, Double> told : estimate.entrySet()) {
      most = told.getKey().equals(Unit.REQUESTS) ? most : Math.max(most, told.getValue());
    }
    return most;
  }

  /** What it took, as far as {@code usage} tells it by unit, else what it was estimated to take. */
  public Need taken(Map<Unit, Double> usage) {
    if (usage.isEmpty()) {
      return this;
    }
    Map<Unit, Double> taken = new HashMap<>(estimate);
    if (!usage.containsKey(Unit.TOKENS)) {
      taken.remove(Unit.TOKENS);
    }
    taken.putAll(usage);
    return new Need(subject, taken, purpose);
  }

  /** The units in which something of it is known. */
  public Set<Unit> units() {
    if (estimate.isEmpty()) {
      return Set.of(Unit.REQUESTS);
    }
    Set<Unit> units = new LinkedHashSet<>(estimate.keySet());
    units.add(Unit.REQUESTS);
    units.add(Unit.TOKENS);
    return units;
  }
}
