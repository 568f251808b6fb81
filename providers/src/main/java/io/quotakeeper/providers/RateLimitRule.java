package io.quotakeeper.providers;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;

/**
 * That a provider sends the fields of {@link RateLimitFields}, and how they are read.
 *
 * @param scope what their windows cover, the account by default; a star is the name of the policy
 * @param lenient whether an item may have several names, of which the last counts: {@code "fixed
 *     window";"api";q=500;w=300} is no structured field, but some send it
 */
record RateLimitRule(List<ScopeSource> scope, boolean lenient) {

  /** One that says only what the windows cover. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static RateLimitRule of(String scope) {
    return new RateLimitRule(List.of(ScopeSource.of(scope)), false);
  }

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  RateLimitRule {}
}
