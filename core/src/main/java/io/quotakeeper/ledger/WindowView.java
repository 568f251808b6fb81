package io.quotakeeper.ledger;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One window of one account as it stands at an instant.
 *
 * @param holder the account, and who holds the limit
 * @param reading what still holds of what was said
 * @param source who says so
 * @param observedAt the instant that the value describes
 * @param age how long ago that is, 0 or more
 * @param stale whether that is longer ago than it should be
 * @param level how urgent it is
 * @param cause why it has that level, for a person
 */
public record WindowView(
    Holder holder,
    Reading reading,
    Source source,
    Instant observedAt,
    Duration age,
    boolean stale,
    Level level,
    String cause) {

  /**
   * The windows of an account's owner, in the order of their names, as they stand at {@code now}.
   */
  public static List<WindowView> of(Holder holder, OwnerState state, Policy policy, Instant now) {
    return state.windows().values().stream()
        .map(known -> of(holder, known, state, new Judging(policy, now)))
        .toList();
  }

  private record Judging(Policy policy, Instant now) {}

  private static WindowView of(Holder holder, QuotaState known, OwnerState state, Judging judging) {
    Instant now = judging.now;
    Freshness freshness = judging.policy.freshness();
    Reading reading = known.at(now, freshness);
    Instant asOf = known.provenance().asOf();
    Duration age = asOf.isBefore(now) ? Duration.between(asOf, now) : Duration.ZERO;
    Window window = reading.window();
    double low = judging.policy.thresholds().low(holder.owner(), holder.account(), window);
    Grade grade =
        state.refusals().stream()
            .filter(r -> blocks(r, window, holder, now))
            .findFirst()
            .map(Grade::refused)
            .orElseGet(() -> Grade.of(reading.amount(), low));
    boolean stale = known.isStale(now, freshness);
    return new WindowView(
        holder, reading, known.sourceAt(now), asOf, age, stale, grade.level, grade.cause);
  }

  private static boolean blocks(
      StandingRefusal standing, Window window, Holder holder, Instant now) {
    String named = standing.refusal().window();
    return standing.stands(now)
        && standing.concerns(holder.account())
        && standing.refusal().scope().equals(window.scope())
        && (named.isEmpty() || named.equals(window.id()));
  }

  private record Grade(Level level, String cause) {

    static Grade refused(StandingRefusal standing) {
      String until = standing.refusal().until().instant().map(end -> " until " + end).orElse("");
      return new Grade(Level.EXHAUSTED, "refused: " + standing.refusal().kind().word() + until);
    }

    static Grade of(Amount amount, double low) {
      return switch (amount) {
        case Amount.NotEntitled _ -> new Grade(Level.EXHAUSTED, "not in the plan");
        case Amount.Unlimited _ -> new Grade(Level.OK, "unlimited");
        case Amount.Unknown _ -> new Grade(Level.UNKNOWN, "not known");
        case Amount.Known known when known.isSpent() -> new Grade(Level.EXHAUSTED, "nothing left");
        case Amount.Known known when known.fraction().orElse(1) < low ->
            new Grade(Level.LOW, percentLeft(known));
        case Amount.Known known -> new Grade(Level.OK, percentLeft(known));
      };
    }

    private static String percentLeft(Amount.Known known) {
      return known.fraction().isPresent()
          ? Math.floor(known.fraction().getAsDouble() * 1000) / 10 + " % left"
          : "no limit is stated";
    }
  }
}
