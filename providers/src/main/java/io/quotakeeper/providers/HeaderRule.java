package io.quotakeeper.providers;

import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How headers become a reading. A star in the names of headers stands for any text, and the rule
 * then gives one reading for each text that occurs.
 *
 * @param name for people and tests, unique in its adapter
 * @param calls the calls in whose replies it looks; ordinary requests by default
 * @param headers values of headers without which it does not apply; {@code '*'} for any, {@code ''}
 *     for none at all
 * @param scope what the window covers; the account by default
 * @param window its id; required
 * @param unit what it counts; required
 * @param role what it does to requests
 * @param list whether the headers hold comma lists that are paired by position; the rule then gives
 *     one reading for each position
 * @param amount the headers of the numbers that tell how much is left
 * @param untold values that tell nothing; a reset beside nothing else tells nothing either
 * @param unlimited values of the limit that mean there is none
 * @param except texts for which the star does not stand
 * @param resetsAt when the window refills; the first that is stated
 * @param refills what the reset does
 */
record HeaderRule(
    String name,
    List<String> calls,
    Map<String, List<String>> headers,
    List<ScopeSource> scope,
    @Nullable TextSource window,
    @Nullable TextSource unit,
    Role role,
    boolean list,
    Map<Measure, String> amount,
    List<String> untold,
    List<String> unlimited,
    List<String> except,
    List<TimeSource> resetsAt,
    Refill refills) {

  HeaderRule {
    if (name.isEmpty() || window == null || unit == null || amount.isEmpty()) {
      throw new IllegalArgumentException("a header rule needs name, window, unit and amount");
    }
    calls = calls.isEmpty() ? List.of(Adapter.TRAFFIC) : calls;
    role = role == null ? Role.LIMIT : role;
    refills = refills == null ? Refill.UNTOLD : refills;
  }
}
