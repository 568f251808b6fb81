package io.quotakeeper.engine;

import io.quotakeeper.engine.TokenGrant.PassedOver;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.select.Candidate;
import io.quotakeeper.select.Decision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each request the credential of the account that can best serve it: by tier, then those that
 * are not refused, then by what is left. An account with little left is used only when none has
 * enough, and one of which nothing is known after those.
 *
 * <p>Thread-safe. Answers from memory wherever something is known; blocks for one sync of accounts
 * never seen when no known one has enough, and for reading the credential, or for getting an access
 * token where a login has none that is good.
 */
public final class TokenManager {

  private static final Logger LOG = LoggerFactory.getLogger(TokenManager.class);

  private static final int MOST_SESSIONS = 10_000;

  private final QuotaManager quotas;
  private final Engine engine;
  private final Candidates candidates;
  private final Predicate<Account> eligible;
  private final Sessions sessions = new Sessions(MOST_SESSIONS);

  /** Over all accounts of {@code quotas}. */
  public TokenManager(QuotaManager quotas) {
    this(quotas, _ -> true);
  }

  /** Over the accounts of {@code quotas} that are {@code eligible}, for example of one provider. */
  public TokenManager(QuotaManager quotas, Predicate<Account> eligible) {
    this.quotas = quotas;
    this.engine = quotas.engine();
    this.candidates = new Candidates(engine);
    this.eligible = eligible;
  }

  /** A credential for one request to {@code model}. May block. */
  public TokenGrant tokenWithQuota(String model) {
    return choose(Scope.ofModelOrScope(model));
  }

  /**
   * A credential for one request to {@code model} of a session, which keeps its account for as long
   * as that account can serve. The ten thousand sessions that were last heard of are remembered.
   * May block.
   */
  public TokenGrant tokenWithQuota(String model, String session) {
    Scope subject = Scope.ofModelOrScope(model);
    TokenGrant grant =
        sessions
            .account(session)
            .flatMap(account -> kept(account, subject))
            .orElseGet(() -> choose(subject));
    if (grant instanceof TokenGrant.Granted granted) {
      sessions.keep(session, granted.account());
    }
    return grant;
  }

  /**
   * An account of a pool for one request, with its credential. What the request is estimated to
   * take is held until its outcome is told to {@link LeaseManager#settle}. An account whose
   * credential cannot be read is given back, and the next is taken. May block for reading the
   * credential.
   *
   * @throws UnknownPoolException if there is no such pool
   * @throws TooManyLeasesException if too many leases are under way
   */
  public LeasedToken lease(LeaseRequest request) {
    Set<AccountId> except = new HashSet<>(request.except());
    Map<AccountId, String> unreadable = new HashMap<>();
    LeaseManager leases = quotas.leases();
    while (true) {
      switch (leases.lease(request.withExcept(except))) {
        case LeaseGrant.NoneLeft none -> {
          return new LeasedToken.NoneLeft(none.retryAt(), none.why());
        }
        case LeaseGrant.Granted granted -> {
          Lease lease = granted.lease();
          Optional<Secret> secret = secret(lease.account(), unreadable);
          if (secret.isPresent()) {
            return new LeasedToken.Granted(lease, secret.get(), granted.cause());
          }
          leases.settle(lease.id(), new LeaseOutcome.Ignored());
          except.add(lease.account());
        }
      }
    }
  }

  private Optional<TokenGrant> kept(AccountId account, Scope subject) {
    return eligible().stream()
        .filter(watched -> watched.id().equals(account))
        .findFirst()
        .map(watched -> engine.decisions().decide(watched, subject))
        .filter(decision -> !(decision.outcome() instanceof QuotaDecision.Exhausted))
        .flatMap(decision -> granted(decision, new HashMap<>()));
  }

  private TokenGrant choose(Scope subject) {
    Map<AccountId, String> unreadable = new HashMap<>();
    List<Candidate> remembered = candidates(subject);
    Optional<TokenGrant> enough = first(QuotaDecision.Proceed.class, remembered, unreadable);
    if (enough.isPresent()) {
      return enough.get();
    }
    // All at once, so that one that hangs costs one deadline and not its own beside the others'.
    quotas.fetchNeverSeen(eligible());
    List<Candidate> seen = candidates(subject);
    return first(QuotaDecision.Proceed.class, seen, unreadable)
        .or(() -> first(QuotaDecision.LowQuota.class, seen, unreadable))
        .or(() -> first(QuotaDecision.Unknown.class, seen, unreadable))
        .orElseGet(() -> noneLeft(seen, unreadable));
  }

  private Optional<TokenGrant> first(
      Class<? extends QuotaDecision> outcome,
      List<Candidate> candidates,
      Map<AccountId, String> unreadable) {
    return candidates.stream()
        .map(Candidate::decision)
        .filter(decision -> outcome.isInstance(decision.outcome()))
        .filter(decision -> !unreadable.containsKey(decision.holder().account()))
        .flatMap(decision -> granted(decision, unreadable).stream())
        .findFirst();
  }

  private Optional<TokenGrant> granted(Decision decision, Map<AccountId, String> unreadable) {
    AccountId account = decision.holder().account();
    return secret(account, unreadable)
        .map(secret -> new TokenGrant.Granted(account, secret, decision));
  }

  /** The credential; absent, and remembered why, if it cannot be read. */
  private Optional<Secret> secret(AccountId account, Map<AccountId, String> unreadable) {
    try {
      return engine
          .roster()
          .book()
          .find(account)
          .map(watched -> engine.logins().secret(watched));
    } catch (RuntimeException trouble) {
      String why = AccountSync.whyUnreadable(trouble);
      LOG.warn("No credential account={} reason=\"{}\"", account, LogText.clean(why));
      unreadable.put(account, why);
      return Optional.empty();
    }
  }

  private static TokenGrant noneLeft(
      List<Candidate> candidates, Map<AccountId, String> unreadable) {
    List<PassedOver> passedOver =
        candidates.stream().map(candidate -> passedOver(candidate, unreadable)).toList();
    Moment earliest =
        passedOver.stream().map(PassedOver::until).reduce(Moment.unstated(), Moment::earlier);
    return new TokenGrant.NoneLeft(earliest, passedOver);
  }

  private static PassedOver passedOver(Candidate candidate, Map<AccountId, String> unreadable) {
    Decision decision = candidate.decision();
    AccountId account = decision.holder().account();
    if (unreadable.containsKey(account)) {
      return new PassedOver(account, unreadable.getOrDefault(account, ""), Moment.unstated());
    }
    Moment until = candidate.refused() ? candidate.refusedUntil() : decision.outcome().resetTime();
    return new PassedOver(account, decision.reason(), until);
  }

  private List<Candidate> candidates(Scope subject) {
    return candidates.tiered(eligible(), subject);
  }

  private List<Watched> eligible() {
    return engine.roster().book().all().stream()
        .filter(watched -> eligible.test(watched.account()))
        .toList();
  }
}
