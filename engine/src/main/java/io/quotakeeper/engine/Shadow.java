package io.quotakeeper.engine;

import io.quotakeeper.ledger.LedgerView;
import io.quotakeeper.ledger.Policy;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.slf4j.helpers.NOPLogger;

/**
 * The engine's judgement without its senses: it knows what it is told, goes by a clock that is
 * given, and hands out leases as the running engine would have. No provider is asked, no credential
 * is read, and nothing happens later by itself: a lease that nobody settles ends when the next one
 * is asked for. Nothing is logged.
 *
 * <p>For one thread.
 */
public final class Shadow implements AutoCloseable {

  private static final Timer NEVER = (_, _) -> () -> {};

  /** It would decide nothing but the names of leases, which their numbers tell apart. */
  private static final RandomGenerator NO_CHANCE = () -> 0;

  private final Engine engine;
  private final LeaseManager leases;
  private final ExecutorService idle = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * What it stands for.
   *
   * @param adapters the providers that there are
   * @param settings how accounts are judged
   * @param accounts the accounts; their credentials are never read, and of their limits it knows
   *     what it is told
   * @param pools the pools that leases are handed out of
   */
  public record Cast(
      Adapters adapters, MonitorSettings settings, List<Account> accounts, List<Pool> pools) {
    /** Copies the lists. */
    public Cast {
      accounts = List.copyOf(accounts);
      pools = List.copyOf(pools);
    }
  }

  /**
   * One that knows nothing yet.
   *
   * @throws IllegalArgumentException if two accounts or two pools have one id, or an account names
   *     a provider that there is not
   */
  public Shadow(Cast cast, Time time) {
    var ports = new Engine.Ports(new Nowhere(), time, NEVER, NO_CHANCE, idle);
    engine =
        Engine.of(ports, cast.adapters, cast.settings, LoginStore.none(), NOPLogger.NOP_LOGGER);
    engine.roster().replace(cast.accounts.stream().map(it -> it.withLimits(List.of())).toList());
    leases = new LeaseManager(engine);
    leases.pools(cast.pools);
  }

  /** Tells it something. */
  public void record(Evidence evidence) {
    engine.ledger().record(evidence);
  }

  /** Tells it an account's plan, as its provider names it; an unknown account's is passed over. */
  public void told(AccountId account, Plan plan) {
    if (plan.isNamed() && find(account).isPresent()) {
      engine.tiers().told(account, plan);
    }
  }

  /** What it knows. */
  public LedgerView ledger() {
    return engine.ledger();
  }

  /** What it hands out. */
  public LeaseManager leases() {
    return leases;
  }

  /** The accounts, by id. */
  public Collection<Account> accounts() {
    return engine.roster().book().all().stream().map(Watched::account).toList();
  }

  /** The adapter of an account; absent if there is no such account. */
  public Optional<Adapter> adapter(AccountId account) {
    return find(account).map(Watched::adapter);
  }

  /** How what is known of an account is judged; absent if there is no such account. */
  public Optional<Policy> policy(AccountId account) {
    return find(account).map(Watched::policy);
  }

  private Optional<Watched> find(AccountId account) {
    return engine.roster().book().find(account);
  }

  @Override
  public void close() {
    idle.shutdownNow();
  }

  /** There is no world. */
  private static final class Nowhere implements Transport {

    @Override
    public CompletableFuture<Answer> send(CallRequest request) {
      throw new IllegalStateException("a shadow asks nobody");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
