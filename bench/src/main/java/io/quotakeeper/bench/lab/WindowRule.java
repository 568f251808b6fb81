package io.quotakeeper.bench.lab;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One limit that a provider enforces.
 *
 * @param id its name: one that tells its length ({@code rpm}, {@code 5h}, {@code daily}) or not
 * @param kind when it is full again
 * @param limit how much there is, more than 0
 * @param every how long it is
 * @param unit what it counts; requests where it is not given
 * @param model which model it covers; all where it is not given
 * @param phase for {@link Kind#FIXED}: when its periods begin; together where it is not given
 */
record WindowRule(
    @Required String id,
    @Required Kind kind,
    @Required double limit,
    @Required Span every,
    @Nullable Measure unit,
    @Nullable String model,
    @Nullable Phase phase) {

  /** What a provider calls a throttle: a window that is over before somebody waits for it. */
  private static final long THROTTLE = 5 * 60 * Span.SECOND;

  WindowRule {
    Checks.that(id.matches("[a-z0-9][a-z0-9-]*"), "id is not lower-case letters, digits and -");
    Checks.that(limit > 0, "limit is not more than 0");
    Checks.that(every.millis() > 0, "a window without length");
    Checks.that(phase == null || kind == Kind.FIXED, "only a fixed window has a phase");
  }

  /** When a window is full again. */
  enum Kind {
    /** At the end of each period, whoever used it: with 24h and no phase, at midnight. */
    @JsonProperty("fixed")
    FIXED,
    /** When its length has passed since its first use. */
    @JsonProperty("first-use")
    FIRST_USE,
    /** What was used comes back when the length has passed since its use. */
    @JsonProperty("rolling")
    ROLLING,
    /** All the time: a token bucket, which fills up in the length. */
    @JsonProperty("bucket")
    BUCKET
  }

  /** When the periods of accounts begin. */
  enum Phase {
    /** At one time, counted from the start of the run, which is a Monday at midnight. */
    @JsonProperty("together")
    TOGETHER,
    /** Each at a time of its own. */
    @JsonProperty("spread")
    SPREAD
  }

  Measure unitOrRequests() {
    return unit == null ? Measure.REQUESTS : unit;
  }

  boolean covers(String requested) {
    return model == null || model.equals(requested);
  }

  /** What its provider's adapter says of its reset. */
  String refills() {
    return kind == Kind.ROLLING || kind == Kind.BUCKET ? "steady" : "full";
  }

  boolean isThrottle() {
    return every.millis() < THROTTLE;
  }

  /** Its scope on the wire. */
  String scope() {
    return model == null ? "account" : "model:" + model;
  }

  /** A window of this rule, full. */
  Meter meter(RandomGenerator random) {
    return switch (kind) {
      case FIXED ->
          new FixedMeter(this, phase == Phase.SPREAD ? random.nextLong(every.millis()) : 0);
      case FIRST_USE -> new FirstUseMeter(this);
      case ROLLING -> new RollingMeter(this);
      case BUCKET -> new BucketMeter(this);
    };
  }
}
