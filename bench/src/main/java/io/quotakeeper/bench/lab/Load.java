package io.quotakeeper.bench.lab;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param kind in which way
 * @param rate how many requests, on the mean; all kinds but {@link Kind#CONCURRENT} need it
 * @param burst how many come together in {@link Kind#BURSTY}; 20 where it is not given
 * @param workers how many work side by side in {@link Kind#CONCURRENT}, which needs it
 * @param pause how long a worker takes from an answer to its next request; none where not given
 * @param model for which model; {@code any} where it is not given
 * @param sessions how many sessions are open at once; requests have none where it is not given
 * @param turns how many requests a session has on the mean; 20 where it is not given
 * @param takes how long an answer takes; 1 to 10 s where it is not given
 * @param tokens how many tokens a request takes; none where it is not given
 * @param guess what is estimated, as a multiple of what is taken; exact where it is not given
 */
record Load(
    @Required Kind kind,
    @Nullable Rate rate,
    @Nullable Integer burst,
    @Nullable Integer workers,
    @Nullable SpanRange pause,
    @Nullable String model,
    @Nullable Integer sessions,
    @Nullable Integer turns,
    @Nullable SpanRange takes,
    @Nullable NumberRange tokens,
    @Nullable NumberRange guess) {

  private static final SpanRange NO_PAUSE = new SpanRange(0, 0);
  private static final SpanRange USUAL_ANSWER = new SpanRange(1_000, 10_000);
  private static final NumberRange NOTHING = new NumberRange(0, 0);
  private static final NumberRange EXACT = new NumberRange(1, 1);

  Load {
    boolean isConcurrent = kind == Kind.CONCURRENT;
    Checks.that((rate == null) == isConcurrent, "all kinds but concurrent have a rate");
    Checks.that((workers == null) != isConcurrent, "only kind concurrent has workers");
    Checks.that(pause == null || isConcurrent, "only kind concurrent has a pause");
    Checks.that(burst == null || kind == Kind.BURSTY, "only kind bursty has a burst");
    requirePositive(burst, "burst");
    requirePositive(workers, "workers");
    requirePositive(sessions, "sessions");
    requirePositive(turns, "turns");
  }

  private static void requirePositive(@Nullable Integer number, String name) {
    Checks.that(number == null || number > 0, name + " is not 1 or more");
  }

  /** In which way requests come. */
  enum Kind {
    /** One by one, independent of each other. */
    @JsonProperty("steady")
    STEADY,
    /** Many within ten seconds, and then none. */
    @JsonProperty("bursty")
    BURSTY,
    /** The rate from 9 to 17 o'clock UTC, Monday to Friday; a twentieth of it else. */
    @JsonProperty("office-hours")
    OFFICE_HOURS,
    /** Each worker sends its next request after its last was answered. */
    @JsonProperty("concurrent")
    CONCURRENT
  }

  Rate rateOrThrow() {
    if (rate == null) {
      throw new IllegalStateException("a load without a rate");
    }
    return rate;
  }

  int burstSize() {
    return burst == null ? 20 : burst;
  }

  int workerCount() {
    return workers == null ? 0 : workers;
  }

  SpanRange pauses() {
    return pause == null ? NO_PAUSE : pause;
  }

  String modelName() {
    return model == null ? "any" : model;
  }

  int sessionCount() {
    return sessions == null ? 0 : sessions;
  }

  int meanTurns() {
    return turns == null ? 20 : turns;
  }

  SpanRange durations() {
    return takes == null ? USUAL_ANSWER : takes;
  }

  NumberRange tokenCounts() {
    return tokens == null ? NOTHING : tokens;
  }

  NumberRange guesses() {
    return guess == null ? EXACT : guess;
  }
}
