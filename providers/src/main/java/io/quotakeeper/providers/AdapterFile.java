package io.quotakeeper.providers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in an adapter's file.
 *
 * @param name the adapter's name
 * @param summary one sentence: what it reads
 * @param access {@code documented}, or {@code vendor-private} for calls that the vendor keeps for
 *     its own clients
 * @param terms what the operator should know of the vendor's terms
 * @param pitfalls what who reads its numbers should know of them
 * @param baseUrl origin and path prefix of the calls; empty only where there are none, and every
 *     account names its own
 * @param auth where requests carry the credential
 * @param login given where an account may have a login in place of a credential
 * @param grants given where the adapter describes a token endpoint: what its call {@code token}
 *     takes
 * @param needs what accounts must name: {@code project}
 * @param horizon how far ahead a stated time may be
 * @param subject what an ordinary request counts against; the account by default
 * @param groups which models share a limit
 * @param tables tables in which rules look words up
 * @param times lists of times that several rules use
 * @param sync {@code none} where there is no quota call
 * @param chains what a sync calls
 * @param calls the quota calls, by name
 * @param headers how headers become readings
 * @param rateLimitFields given where the provider sends the fields of {@link RateLimitFields}
 * @param facts named facts of an error document
 * @param refusals which replies are refusals, the first match counts
 */
record AdapterFile(
    String name,
    String summary,
    String access,
    String terms,
    List<String> pitfalls,
    String baseUrl,
    @Nullable AuthRule auth,
    @Nullable LoginWay login,
    @Nullable GrantRules grants,
    List<String> needs,
    Duration horizon,
    List<ScopeSource> subject,
    Map<String, List<String>> groups,
    Map<String, Map<String, String>> tables,
    Map<String, List<TimeSource>> times,
    String sync,
    List<ChainRule> chains,
    Map<String, CallRule> calls,
    List<HeaderRule> headers,
    @Nullable RateLimitRule rateLimitFields,
    Map<String, Expr> facts,
    List<RefusalRule> refusals) {

  AdapterFile {
    horizon = horizon == null ? Anchor.USUAL_HORIZON : horizon;
  }

  /** The same under that name. */
  AdapterFile named(String other) {
    return new AdapterFile(
        other,
        summary,
        access,
        terms,
        pitfalls,
        baseUrl,
        auth,
        login,
        grants,
        needs,
        horizon,
        subject,
        groups,
        tables,
        times,
        sync,
        chains,
        calls,
        headers,
        rateLimitFields,
        facts,
        refusals);
  }

  boolean isVendorPrivate() {
    return access.equals("vendor-private");
  }

  boolean needsProject() {
    return needs.contains("project");
  }

  /**
   * A chain as it stands in the file.
   *
   * @param name unique in its adapter
   * @param calls the best first
   * @param optional whether a sync succeeds without it
   */
  record ChainRule(String name, List<String> calls, boolean optional) {}
}
