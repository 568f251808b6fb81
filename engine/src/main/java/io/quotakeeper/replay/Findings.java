package io.quotakeeper.replay;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.select.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a record says, and what other choices would have changed.
 *
 * @param span from when to when it is; absent if nothing was recorded
 * @param pools the pools, in the order of the configuration
 * @param gaps what cannot be said, and why
 */
public record Findings(Optional<Span> span, List<OfPool> pools, Gaps gaps) {

  /** Copies the list. */
  public Findings {
    pools = List.copyOf(pools);
  }

  /**
   * A stretch of time.
   *
   * @param from its first instant
   * @param to its last
   */
  public record Span(Instant from, Instant to) {}

  /**
   * One pool.
   *
   * @param pool its id
   * @param requests how many requests were made of it, those that were made again after a refusal
   *     counted once
   * @param recorded what is recorded of them
   * @param strategies what each strategy would have made of them
   * @param lapsed how much of its windows was left when they were reset
   */
  public record OfPool(
      String pool,
      long requests,
      Counts recorded,
      List<OfStrategy> strategies,
      List<Lapsed> lapsed) {
    /** Copies the lists. */
    public OfPool {
      strategies = List.copyOf(strategies);
      lapsed = List.copyOf(lapsed);
    }
  }

  /**
   * What came of requests.
   *
   * @param refusals how often an account refused one
   * @param noneLeft how many found no account; of the record this is not known and 0
   * @param sessions how many sessions they were of
   * @param moves how often a session changed its account
   */
  public record Counts(long refusals, long noneLeft, long sessions, long moves) {}

  /**
   * What a strategy would have made of the requests.
   *
   * @param strategy which
   * @param counts what is to be expected of it
   * @param elsewhere how many would have gone to another account, or to none
   * @param avoided how many of those that were refused would not have been
   * @param added how many of those that were not refused would have been
   * @param differences the first requests of which anything would have been different
   */
  public record OfStrategy(
      Strategy strategy,
      Counts counts,
      long elsewhere,
      long avoided,
      long added,
      List<Difference> differences) {
    /** Copies the list. */
    public OfStrategy {
      differences = List.copyOf(differences);
    }
  }

  /**
   * What was left of a kind of window when its periods ended, on average of the pool's accounts.
   *
   * @param window the id of the window
   * @param periods how many ended
   * @param recorded the share that was left, 0 to 1
   * @param strategies the share that each strategy would have left, 0 to 1
   */
  public record Lapsed(
      String window, long periods, double recorded, Map<Strategy, Double> strategies) {
    /** Copies the map. */
    public Lapsed {
      strategies = Map.copyOf(strategies);
    }
  }

  /**
   * What is not known.
   *
   * @param unleased requests of which only the answer is recorded, and neither their session nor
   *     what they took
   * @param unended requests of which the record does not say how they ended
   * @param withoutSession requests that name no session
   * @param unusable replies that can no longer be read
   * @param strangers accounts of the record that there are not, or that stand in no pool
   * @param otherPools requests of pools that there are not
   * @param unpriced the windows of which it is not known what one request takes
   */
  public record Gaps(
      long unleased,
      long unended,
      long withoutSession,
      long unusable,
      Set<AccountId> strangers,
      long otherPools,
      Set<String> unpriced) {
    /** Copies the sets. */
    public Gaps {
      strangers = Set.copyOf(strangers);
      unpriced = Set.copyOf(unpriced);
    }
  }
}
