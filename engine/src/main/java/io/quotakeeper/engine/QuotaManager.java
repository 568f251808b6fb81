package io.quotakeeper.engine;

import io.quotakeeper.ledger.LedgerChange;
import io.quotakeeper.ledger.LedgerView;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.SubscriptionTier;
import io.quotakeeper.select.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the quotas of accounts true, and answers what is left of them.
 *
 * <p>Thread-safe. Methods that may ask a provider say that they block; all others answer from
 * memory. A thread that is interrupted while it waits gets an answer at once, with the sync that it
 * waited for going on, and stays interrupted.
 */
public final class QuotaManager implements AutoCloseable {

  private final Engine engine;
  private final List<Runnable> closers;
  private final LeaseManager leases;
  private final AtomicReference<@Nullable SyncLoop> loop = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  QuotaManager(Engine engine, List<Runnable> closers) {
    this.engine = engine;
    this.closers = List.copyOf(closers);
    this.leases = new LeaseManager(engine);
  }

  /** A builder: what it is not given has a sensible default. */
  public static QuotaManagerBuilder builder() {
    return new QuotaManagerBuilder();
  }

  /**
   * Starts to sync every account when it is due, until the handle, or this, is closed. The first
   * turn is made before this returns; accounts that wait for a person are tried once.
   *
   * @throws IllegalStateException if it is running already, or this is closed
   */
  public MonitorHandle startBackgroundMonitor() {
    SyncLoop before = loop.get();
    SyncLoop next = newLoop();
    boolean running = before != null && before.isRunning();
    if (running || closed.get() || !loop.compareAndSet(before, next)) {
      throw new IllegalStateException(
          closed.get() ? "closed" : "the background monitor is running already");
    }
    Due now = Due.in(Duration.ZERO, engine.ports().time().nanos());
    engine.roster().book().all().stream()
        .filter(watched -> watched.progress().isMarked())
        .forEach(watched -> watched.progress(known -> known.withDue(now)));
    next.turn();
    if (closed.get()) {
      next.close();
    }
    return next;
  }

  /**
   * Syncs all accounts now, whenever they are due, and then forgets what belongs to no account.
   * Left out, with the reason in the report, are those that are switched off, learned from traffic,
   * waiting for a person, or in a pause that their provider stated. Blocks until the last has
   * ended: at most (accounts of a host ÷ slots of a host, rounded up) × deadline.
   */
  public SweepReport syncAllQuotas() {
    Collection<Watched> all = engine.roster().book().all();
    long begin = engine.ports().time().nanos();
    return Waiting.await(engine.sweeps().start(all).result())
        .orElseGet(() -> {
          List<SyncReport> unknown =
              all.stream().map(w -> skipped(w, Waiting.interrupted())).toList();
          long took = engine.ports().time().nanos() - begin;
          return new SweepReport(unknown, Duration.ofNanos(took));
        });
  }

  /**
   * Syncs one account now, also if it waits for a person; joins a sync that is under way. Blocks,
   * at most until it got a slot and its deadline has passed. It is left alone, with the reason in
   * the report, if it is switched off, learned from traffic, or in a pause that its provider
   * stated.
   *
   * @throws UnknownAccountException if there is no such account
   */
  public SyncReport syncAccountQuota(AccountId account) {
    Watched watched = watched(account);
    return Eligibility.refusal(watched, engine.ports().time())
        .map(refusal -> skipped(watched, refusal))
        .or(() -> Waiting.await(engine.flights().start(watched).result()))
        .orElseGet(() -> skipped(watched, Waiting.interrupted()));
  }

  /**
   * What to do with a request of that account on {@code subject}: from memory; only if nothing was
   * ever known of its owner from one sync, which all who ask meanwhile share, and for which this
   * blocks.
   *
   * @throws UnknownAccountException if there is no such account
   */
  public Decision checkQuota(AccountId account, Scope subject) {
    Watched watched = watched(account);
    if (isNeverSeen(watched)) {
      Waiting.await(engine.flights().start(watched).result());
    }
    return decide(watched, subject);
  }

  /**
   * As {@link #checkQuota}, from memory alone: never blocks.
   *
   * @throws UnknownAccountException if there is no such account
   */
  public Decision decide(AccountId account, Scope subject) {
    return decide(watched(account), subject);
  }

  /**
   * Whether {@link #checkQuota} would fetch. Never blocks.
   *
   * @throws UnknownAccountException if there is no such account
   */
  boolean isNeverSeen(AccountId account) {
    return isNeverSeen(watched(account));
  }

  /** Every window of every account, by account and window. Never blocks. */
  public List<WindowView> allQuotas() {
    List<WindowView> all = new ArrayList<>();
    engine.roster().book().all().forEach(w -> all.addAll(engine.statuses().windows(w)));
    return List.copyOf(all);
  }

  /**
   * Every window of one account. Never blocks.
   *
   * @throws UnknownAccountException if there is no such account
   */
  public List<WindowView> quotas(AccountId account) {
    return engine.statuses().windows(watched(account));
  }

  /**
   * The rank of an account's plan: as declared, else as its provider told last; absent if neither
   * names one. Blocks for a sync if the provider was never asked, or {@link #clearTierCache} made
   * it forgotten.
   *
   * @throws UnknownAccountException if there is no such account
   */
  public Optional<SubscriptionTier> subscriptionTier(AccountId account) {
    Watched watched = watched(account);
    boolean told =
        watched.account().declared().tier().isPresent() || engine.tiers().plan(account).isPresent();
    if (!told && Eligibility.mayFetchPlan(watched, engine.ports().time())) {
      Waiting.await(engine.flights().start(watched).result());
    }
    return engine.statuses().plan(watched).tier();
  }

  /** Forgets the plans that providers told. Never blocks. */
  public void clearTierCache() {
    engine.tiers().clear();
  }

  /** Counts. Never blocks. */
  public MonitorStats monitorStats() {
    var kept =
        Counting.of(engine.ledger(), engine.settings().freshness(), engine.ports().time().now());
    return new MonitorStats(
        engine.roster().book().all().size(),
        kept.windows(),
        kept.expired(),
        kept.exhausted(),
        engine.events().lastSweep(),
        engine.events().successes(),
        engine.events().errors());
  }

  /** How each account is doing, by id. Never blocks. */
  public List<AccountStatus> statuses() {
    return engine.roster().book().all().stream().map(engine.statuses()::of).toList();
  }

  /**
   * How one account is doing. Never blocks.
   *
   * @throws UnknownAccountException if there is no such account
   */
  public AccountStatus status(AccountId account) {
    return engine.statuses().of(watched(account));
  }

  /** The accounts, by id. Never blocks. */
  public List<Account> accounts() {
    return engine.roster().book().all().stream().map(Watched::account).toList();
  }

  /**
   * Makes these the accounts. Those that are equal to what they were keep their schedule; a sync of
   * one that changed or is gone is stopped. Never blocks for a provider.
   *
   * @throws IllegalArgumentException if two have one id, or one names a provider that there is not;
   *     nothing has changed then
   */
  public void replaceAccounts(Collection<Account> accounts) {
    engine.roster().replace(accounts);
  }

  /**
   * Makes these the providers, the settings and the accounts, all at once. An account that is equal
   * to what it was, at an adapter that is equal to what it was, keeps what is known of it, its
   * schedule, its pause and a sync under way; only its limits may differ. A sync of one that
   * changed or is gone is stopped. Other settings hold at once, but for syncs under way: values are
   * judged anew, without a second warning of what was warned of, and due times move with the
   * interval. Never blocks for a provider.
   *
   * @throws IllegalArgumentException if two accounts have one id, or one names a provider that
   *     there is not; nothing has changed then
   */
  public void reconfigure(
      Adapters adapters, MonitorSettings settings, Collection<Account> accounts) {
    engine.reconfigure(new Book.Shop(adapters, settings), accounts);
  }

  /**
   * Learns from an answer to the caller's own request. Never blocks. A 401 counts only after a
   * sync, started in the background, has met the same.
   *
   * @param account whose credential was used
   * @param model what was asked for, empty if not known
   * @param reply what came; its call is {@link io.quotakeeper.providers.Adapter#TRAFFIC}
   * @param sentAt when the request left, by the wall clock
   * @return what the account's adapter understood of it
   * @throws UnknownAccountException if there is no such account
   */
  public Understanding observe(AccountId account, String model, Reply reply, Instant sentAt) {
    return engine
        .traffic()
        .observe(watched(account), new Traffic.Exchange(model, reply, sentAt, ""));
  }

  /** Hands out accounts. */
  public LeaseManager leases() {
    return leases;
  }

  /** What is known, for those who only look. */
  public LedgerView ledger() {
    return engine.ledger();
  }

  /** When windows and pools run out. */
  public Outlook outlook() {
    return engine.outlook();
  }

  /**
   * Puts back what was known of an owner before a restart, unless something newer is known. No
   * warning is repeated for it.
   */
  public void restore(Owner owner, OwnerState state) {
    engine.roster().restore(owner, state);
  }

  /**
   * Puts back the plan that a provider named before a restart, unless it has told since. An account
   * that there is not any more is passed over.
   */
  public void restorePlan(AccountId account, Plan plan) {
    engine
        .roster()
        .book()
        .find(account)
        .ifPresent(known -> engine.roster().restorePlan(known, plan));
  }

  /**
   * States limits of an account, in place of all that were stated for it before: an operator's
   * limits refill by the calendar, and nobody else says so. Never blocks.
   *
   * @throws UnknownAccountException if there is no such account
   */
  public void state(AccountId account, List<Reading> limits) {
    engine.roster().state(watched(account), limits);
  }

  /** Has {@code listener} told of every change of what is known. It must not block. */
  public void onChange(Consumer<LedgerChange> listener) {
    engine.ledger().subscribe(Guarded.listener(listener));
  }

  /**
   * Has {@code listener} told of all evidence from now on as it comes, by the thread that brings
   * it. It must not block. Without a listener this costs nothing.
   */
  public void onEvidence(Consumer<RawEvidence> listener) {
    engine.witnesses().listen(listener);
  }

  /** Has {@code listener} told of syncs and sweeps. It must not block. */
  public void onSync(SyncListener listener) {
    engine.events().listen(listener);
  }

  /**
   * Stops the monitor and all that is under way. Returns when it has ended, within a few seconds.
   * Idempotent.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    SyncLoop running = loop.get();
    if (running != null) {
      running.close();
    }
    List<CompletableFuture<?>> ends = new ArrayList<>(engine.flights().close());
    ends.addAll(engine.logins().close());
    Waiting.awaitEnd(ends);
    closers.forEach(Runnable::run);
  }

  /** The parts, for what chooses among accounts. */
  Engine engine() {
    return engine;
  }

  /** Syncs those of these of which nothing was ever known, all at once, and waits for them. */
  void fetchNeverSeen(Collection<Watched> accounts) {
    List<Flight> flights =
        accounts.stream().filter(this::isNeverSeen).map(engine.flights()::start).toList();
    flights.forEach(flight -> Waiting.await(flight.result()));
  }

  private SyncLoop newLoop() {
    Engine.Ports ports = engine.ports();
    var tools =
        new SyncLoop.Tools(
            ports.time(),
            ports.timer(),
            ports.random(),
            () -> engine.settings().interval(),
            engine.flights()::isTold);
    return new SyncLoop(() -> engine.roster().book().all(), engine.sweeps(), engine.plan(), tools);
  }

  private Watched watched(AccountId account) {
    return engine
        .roster()
        .book()
        .find(account)
        .orElseThrow(() -> new UnknownAccountException(account));
  }

  private boolean isNeverSeen(Watched watched) {
    return engine.decisions().knowsNothing(watched)
        && Eligibility.mayFetch(watched, engine.ports().time());
  }

  private Decision decide(Watched watched, Scope subject) {
    return engine.decisions().decide(watched, subject);
  }

  private SyncReport skipped(Watched watched, SyncOutcome.Skipped outcome) {
    return engine.sweeps().skipped(watched, outcome);
  }
}
