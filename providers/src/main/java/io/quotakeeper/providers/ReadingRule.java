package io.quotakeeper.providers;

import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How entries of a body become readings.
 *
 * @param name for people and tests, unique in its call
 * @param each gives the entries; without it the whole body is one
 * @param when an entry of which this is not true does not apply, and is passed over
 * @param scope what the window covers; required
 * @param window its id; required
 * @param unit what it counts; required
 * @param role what it does to requests
 * @param amount the numbers that tell how much is left
 * @param unlimited true of an entry that says there is no limit
 * @param notEntitled true of an entry that says the plan has no allowance
 * @param unknown true of an entry whose numbers tell nothing
 * @param zeroBeforeReset whether an entry without numbers is spent if its reset lies ahead
 * @param resetsAt when the window refills; the first that is stated
 * @param expiresAt when what is left is lost; the first that is stated
 * @param refills what the reset does
 */
record ReadingRule(
    String name,
    @Nullable Expr each,
    @Nullable Expr when,
    List<ScopeSource> scope,
    @Nullable TextSource window,
    @Nullable TextSource unit,
    Role role,
    Map<Measure, Expr> amount,
    @Nullable Expr unlimited,
    @Nullable Expr notEntitled,
    @Nullable Expr unknown,
    boolean zeroBeforeReset,
    List<TimeSource> resetsAt,
    List<TimeSource> expiresAt,
    Refill refills) {

  ReadingRule {
    if (name.isEmpty() || scope.isEmpty() || window == null || unit == null) {
      throw new IllegalArgumentException("a reading needs name, scope, window and unit");
    }
    role = role == null ? Role.LIMIT : role;
    refills = refills == null ? Refill.UNTOLD : refills;
  }
}
