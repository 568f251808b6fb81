package io.quotakeeper.bench.lab;

import java.util.Arrays;
import java.util.List;

/**
 * Somebody who sees what is truly left, when it truly comes back and what a request will truly
 * take. It is never refused, has no sessions, and gives up only when no account can serve.
 *
 * <p>It does not see who will ask next. Among those that can serve, one order decides; no one order
 * is the best for all limits, so that the laboratory lets all of them run and takes the one that
 * served the most. By {@link Order#SOONEST} what lapses first is used first, which nobody can outdo
 * where each account has one window with periods of its own and requests are of one size: a unit
 * that lapses sooner can be exchanged for one that lapses later, never the other way. Windows
 * within windows and those that begin with their first use have no such proof; there the five
 * orders are a strong rule of thumb and no bound.
 */
final class Oracle implements Router {

  private final Order order;
  private final Upstream upstream;

  /** Which account is used first. */
  enum Order {
    /** Of which something lapses soonest. */
    SOONEST,
    /** Whose last window ends soonest. */
    LAST_WINDOW,
    /** Whose slowest window, by what is left for the time until its reset, ends soonest. */
    SLOWEST_WINDOW,
    /** Whose windows have not all begun, so that they end sooner too; then as SOONEST. */
    BEGIN_ALL,
    /** Of which the largest share of the tightest window is left. */
    MOST_LEFT
  }

  Oracle(Order order, Upstream upstream) {
    this.order = order;
    this.upstream = upstream;
  }

  /** All orders, each as a way to route. */
  static List<Strategist> all() {
    return Arrays.stream(Order.values())
        .map(order ->
            new Strategist("oracle " + order, (upstream, seed) -> new Oracle(order, upstream)))
        .toList();
  }

  @Override
  public Grant acquire(Ask ask, long now) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (Upstream.Account account : upstream.accounts()) {
      Limits limits = account.owner().truth(now);
      if (limits.canServe(ask.model(), ask.tokens(), now)) {
        double rank = rank(limits, ask, now);
        if (best < 0 || rank < least) {
          best = account.index();
          least = rank;
        }
      }
    }
    return best < 0 ? new Grant.None(now + Span.SECOND) : new Grant.Use(best, now, "");
  }

  @Override
  public void told(Grant.Use grant, LabReply reply, double tokens, long now) {
    // It knows.
  }

  private double rank(Limits limits, Ask ask, long now) {
    double soonest = Double.POSITIVE_INFINITY;
    double last = Double.NEGATIVE_INFINITY;
    double slowest = Double.POSITIVE_INFINITY;
    double slowestPace = Double.POSITIVE_INFINITY;
    double mostUsed = 0;
    boolean hasAllBegun = true;
    for (Meter meter : limits.meters()) {
      WindowRule rule = meter.rule();
      if (!rule.covers(ask.model()) || rule.isThrottle()) {
        continue;
      }
      double left = meter.left(now);
      long reset = meter.resetAt(now);
      double end = (double) (reset == Meter.NEVER ? now + rule.every().millis() : reset);
      hasAllBegun &= reset != Meter.NEVER;
      soonest = Math.min(soonest, end);
      last = Math.max(last, end);
      double pace = left / rule.unitOrRequests().of(Math.max(1, ask.tokens())) / (end - now + 1.0);
      if (pace < slowestPace) {
        slowestPace = pace;
        slowest = end;
      }
      mostUsed = Math.max(mostUsed, 1 - left / rule.limit());
    }
    return switch (order) {
      case SOONEST -> soonest;
      case LAST_WINDOW -> last;
      case SLOWEST_WINDOW -> slowest;
      case BEGIN_ALL -> hasAllBegun ? soonest : Double.NEGATIVE_INFINITY;
      case MOST_LEFT -> mostUsed;
    };
  }
}
