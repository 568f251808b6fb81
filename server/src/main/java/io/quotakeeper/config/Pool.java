package io.quotakeeper.config;

import io.quotakeeper.quota.AccountId;
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
 * @param reserve the share, 0 to 1, that is kept back
 * @param sessionHeader the header that names a session, empty if none does
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
    double reserve,
    String sessionHeader,
    Map<String, List<String>> fallbacks,
    boolean replaySafe) {

  /** Copies the collections. */
  public Pool {
    accounts = List.copyOf(accounts);
    weights = Map.copyOf(weights);
    order = List.copyOf(order);
    fallbacks = Map.copyOf(fallbacks);
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

  /** How one account of a pool is chosen. */
  public enum Strategy {
    /** By tier, then refused or not, then headroom. */
    TIERED,
    /** What would be lost at its reset comes first. */
    EXPIRING_FIRST,
    /** The most headroom comes first. */
    MOST_HEADROOM,
    /** Each in turn. */
    ROUND_ROBIN,
    /** One until it is spent, then the next. */
    FILL_FIRST,
    /** In proportion to weights. */
    WEIGHTED;

    /** The word that users see. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
