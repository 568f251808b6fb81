package io.quotakeeper.providers;

import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a reply means. Immutable. */
public final class Understanding {

  private enum Kind {
    PLAIN,
    AVAILABILITY,
    HIDDEN_ERROR
  }

  private final Plan plan;
  private final List<Reading> readings;
  private final @Nullable Refusal refusal;
  private final Kind kind;
  private final String problem;

  private Understanding(
      Plan plan, List<Reading> readings, @Nullable Refusal refusal, Kind kind, String problem) {
    this.plan = plan;
    this.readings = List.copyOf(readings);
    this.refusal = refusal;
    this.kind = kind;
    this.problem = problem;
  }

  /** An answer. {@code availabilityOnly}: it tells which models exist, not what is left of them. */
  public static Understanding answer(Plan plan, List<Reading> readings, boolean availabilityOnly) {
    Kind kind = availabilityOnly ? Kind.AVAILABILITY : Kind.PLAIN;
    return new Understanding(plan, readings, null, kind, "");
  }

  /** A refusal, with what the reply says of windows beside it. */
  public static Understanding refused(Refusal refusal, List<Reading> readings) {
    return new Understanding(Plan.NONE, readings, refusal, Kind.PLAIN, "");
  }

  /**
   * A reply of which no sense can be made; {@code problem} says why, without any text of the
   * reply's.
   */
  public static Understanding senseless(String problem, List<Reading> readings) {
    return new Understanding(Plan.NONE, readings, null, Kind.PLAIN, problem);
  }

  /**
   * This understanding with a note of entries that were left out because no sense could be made of
   * them.
   */
  public Understanding withProblem(String other) {
    return new Understanding(plan, readings, refusal, kind, other);
  }

  /** This understanding of a reply whose body is an error, whatever its status says. */
  Understanding withError() {
    return new Understanding(plan, readings, refusal, Kind.HIDDEN_ERROR, problem);
  }

  /** The plan that the reply names, {@link Plan#NONE} if none. */
  public Plan plan() {
    return plan;
  }

  /** What it says of windows, sorted by window, no two of one window. */
  public List<Reading> readings() {
    return readings;
  }

  /** The refusal, if it is one. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Whether it tells only which models exist (all full, no resets). */
  public boolean availabilityOnly() {
    return kind == Kind.AVAILABILITY;
  }

  /**
   * Whether the body is an error that no rule takes for a refusal, though the status is that of a
   * success: nothing was served.
   */
  public boolean isHiddenError() {
    return kind == Kind.HIDDEN_ERROR;
  }

  /** What could not be understood, empty if all could. Readings beside it are good. */
  public String problem() {
    return problem;
  }
}
