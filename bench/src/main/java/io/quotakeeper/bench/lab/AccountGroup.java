package io.quotakeeper.bench.lab;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Equal accounts of one provider.
 *
 * @param id what they are called; each has its number added
 * @param count how many; one where it is not given
 * @param shared whether they all have one owner, who alone has the windows
 * @param used which share of each window is used at the start
 * @param windows what the provider enforces for each owner
 * @param usage the usage call, where there is one
 * @param headers whether each answer tells in headers how its windows stand
 * @param refusals how it refuses; plainly where it is not given
 * @param foreign what an owner uses beside the pool
 * @param earlyResets windows that the provider fills up before their time
 */
record AccountGroup(
    @Required String id,
    @Nullable Integer count,
    boolean shared,
    @Nullable NumberRange used,
    @Required List<WindowRule> windows,
    @Nullable Usage usage,
    boolean headers,
    @Nullable Refusing refusals,
    @Nullable Foreign foreign,
    @Nullable List<EarlyReset> earlyResets) {

  AccountGroup {
    Checks.that(id.matches("[a-z][a-z0-9-]*"), "id is not lower-case letters, digits and -");
    Checks.that(count == null || (count > 0 && count <= 10_000), "count is not 1 to 10000");
    Checks.that(used == null || used.most() <= 1, "used is not a share of 0 to 1");
    Checks.that(!windows.isEmpty(), "there are no windows");
    windows = List.copyOf(windows);
    for (EarlyReset reset : earlyResets == null ? List.<EarlyReset>of() : earlyResets) {
      Checks.that(
          windows.stream().anyMatch(window -> window.id().equals(reset.window())),
          "an early reset of no window: " + reset.window());
    }
  }

  int size() {
    return count == null ? 1 : count;
  }

  Refusing refusing() {
    return refusals == null ? Refusing.PLAINLY : refusals;
  }

  List<EarlyReset> resetsBeforeTime() {
    return earlyResets == null ? List.of() : earlyResets;
  }

  /**
   * The usage call.
   *
   * @param lag how old its numbers may be; as they are where it is not given
   * @param step the call tells only the share that is used, in steps of so many percent, rounded
   *     down until all is used; it tells amounts where it is not given
   */
  record Usage(@Nullable Span lag, @Nullable Integer step) {
    Usage {
      Checks.that(step == null || (step > 0 && step <= 50), "step is not 1 to 50 percent");
    }

    long lagMillis() {
      return lag == null ? 0 : lag.millis();
    }
  }

  /**
   * How a provider refuses.
   *
   * @param retryAfter what Retry-After says; the truth where it is not given
   * @param named whether the body names the window; it does where it is not given
   * @param inStream whether the refusal comes in the first events of an answer with status 200
   */
  record Refusing(@Nullable RetryAfter retryAfter, @Nullable Boolean named, boolean inStream) {
    static final Refusing PLAINLY = new Refusing(null, null, false);

    RetryAfter says() {
      return retryAfter == null ? RetryAfter.EXACT : retryAfter;
    }

    boolean namesWindow() {
      return named == null || named;
    }
  }

  /** What Retry-After says. */
  enum RetryAfter {
    /** When enough will be there. */
    @JsonProperty("exact")
    EXACT,
    /** It is not sent. */
    @JsonProperty("absent")
    ABSENT,
    /** 0. */
    @JsonProperty("zero")
    ZERO,
    /** A tenth of the truth, 1 s at least. */
    @JsonProperty("too-short")
    TOO_SHORT,
    /** Ten times the truth. */
    @JsonProperty("too-long")
    TOO_LONG
  }

  /**
   * What an owner uses beside the pool: requests, one by one.
   *
   * @param rate how often
   * @param from since when; the start where it is not given
   * @param until until when; the end where it is not given
   */
  record Foreign(@Required Rate rate, @Nullable Span from, @Nullable Span until) {

    long begin() {
      return from == null ? 0 : from.millis();
    }

    long end() {
      return until == null ? Long.MAX_VALUE : until.millis();
    }
  }

  /**
   * A window of all accounts of the group is filled up.
   *
   * @param at when, since the start
   * @param window which
   */
  record EarlyReset(@Required SpanRange at, @JsonProperty(required = true) String window) {}
}
