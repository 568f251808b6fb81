package io.quotakeeper.config;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.select.Purpose;
import io.quotakeeper.select.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The accounts that may serve one kind of request.
 *
 * @param id its name
 * @param protocol what its clients speak
 * @param accounts its accounts, all of one provider, in the order in which the file names them; may
 *     be empty
 * @param strategy how one of them is chosen
 * @param weights by account for {@link Strategy#WEIGHTED}, 1 or more; empty for all others
 * @param order the accounts in the order of {@link Strategy#FILL_FIRST}; empty for all others
 * @param reserve the share, 0 to 1, of each window that is kept back from requests of each purpose
 * @param reserves the same of those of its accounts that have a reserve of their own
 * @param session what keeps a session together
 * @param fallbacks the models to try instead of a model, in order
 * @param replaySafe whether any request may be sent again
 */
public record Pool(
    String id,
    Protocol protocol,
    List<AccountId> accounts,
    Strategy strategy,
    Map<AccountId, Integer> weights,
    List<AccountId> order,
    Map<Purpose, Double> reserve,
    Map<AccountId, Double> reserves,
    Session session,
    Map<String, List<String>> fallbacks,
    boolean replaySafe) {

  /** Copies the collections. */
  public Pool {
    accounts = List.copyOf(accounts);
    weights = Map.copyOf(weights);
    order = List.copyOf(order);
    reserve = Map.copyOf(reserve);
    reserves = Map.copyOf(reserves);
    fallbacks = Map.copyOf(fallbacks);
  }

  /** These pools as the engine leases from them. */
  public static List<io.quotakeeper.engine.Pool> leased(List<Pool> pools) {
    return pools.stream().map(Pool::leased).toList();
  }

  private io.quotakeeper.engine.Pool leased() {
    List<AccountId> inOrder = strategy == Strategy.FILL_FIRST ? order : accounts;
    return new io.quotakeeper.engine.Pool(
        id, inOrder, strategy, weights, reserve, reserves, fallbacks, session.moveCost());
  }

  /** What clients of a pool speak. */
  public enum Protocol {
    /** OpenAI's. */
    OPENAI,
    /** Anthropic's. */
    ANTHROPIC,
    /** Gemini's. */
    GEMINI,
    /** Any: requests are passed on as they are. */
    GENERIC;

    /** The word that users see. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What keeps a session together.
   *
   * @param header the header that names a session, empty if none does
   * @param moveCost how long a session waits for its account before it moves to another; zero if it
   *     does not wait
   */
  public record Session(String header, Duration moveCost) {

    /** No header names it, and it does not wait. */
    static final Session PLAIN = new Session("", Duration.ZERO);
  }
}
