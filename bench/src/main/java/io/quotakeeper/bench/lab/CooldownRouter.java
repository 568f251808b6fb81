package io.quotakeeper.bench.lab;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What gateways without knowledge of quotas do: an account that answered 429 rests for as long as
 * Retry-After says, or for a minute; the others are used in some order. A refusal inside an answer
 * of status 200 is not looked at.
 */
final class CooldownRouter implements Router {

  private static final long REST = 60 * Span.SECOND;

  private final Order order;
  private final boolean isSticky;
  private final SplittableRandom random;
  private final long[] restsUntil;
  private final long[] given;
  private final Map<String, Integer> sessions = new HashMap<>();
  private int next;

  /** In which order accounts are used. */
  enum Order {
    /** Each in turn. */
    ROUND_ROBIN,
    /** Any. */
    RANDOM,
    /** The one that was given the fewest requests. */
    LEAST_USED,
    /** The first that does not rest. */
    FIRST
  }

  /**
   * No account rests.
   *
   * @param isSticky whether a session keeps its account until that rests
   */
  CooldownRouter(Order order, boolean isSticky, Upstream upstream, long seed) {
    this.order = order;
    this.isSticky = isSticky;
    this.random = new SplittableRandom(seed);
    this.restsUntil = new long[upstream.accounts().size()];
    this.given = new long[restsUntil.length];
  }

  @Override
  public Grant acquire(Ask ask, long now) {
    Integer kept = isSticky ? sessions.get(ask.session()) : null;
    int chosen = kept != null && isUsable(kept, ask, now) ? kept : choose(ask, now);
    if (chosen < 0) {
      return new Grant.None(Arrays.stream(restsUntil).min().orElse(now));
    }
    given[chosen]++;
    if (isSticky && !ask.session().isEmpty()) {
      sessions.put(ask.session(), chosen);
    }
    return new Grant.Use(chosen, now, "");
  }

  @Override
  public void told(Grant.Use grant, LabReply reply, double tokens, long now) {
    if (reply.status() == 429) {
      long rest = reply.retryAfter() > 0 ? reply.retryAfter() * Span.SECOND : REST;
      restsUntil[grant.account()] = Math.max(restsUntil[grant.account()], now + rest);
    }
  }

  private boolean isUsable(int account, Ask ask, long now) {
    return restsUntil[account] <= now && !ask.refusedBy().contains(account);
  }

  private int choose(Ask ask, long now) {
    int first =
        switch (order) {
          case ROUND_ROBIN -> next;
          case RANDOM -> random.nextInt(given.length);
          case LEAST_USED, FIRST -> 0;
        };
    int best = -1;
    for (int i = 0; i < given.length; i++) {
      int account = (first + i) % given.length;
      if (isUsable(account, ask, now)) {
        if (order != Order.LEAST_USED) {
          next = (account + 1) % given.length;
          return account;
        }
        best = best < 0 || given[account] < given[best] ? account : best;
      }
    }
    return best;
  }
}
