package io.quotakeeper.engine;

import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a {@link QuotaManager}, wired.
 *
 * @param ports what the parts reach the world through
 * @param ledger what is known
 * @param roster which accounts there are
 * @param tiers what plans are known
 * @param statuses how accounts are doing
 * @param decisions what they may serve
 * @param events counts and passes on
 * @param plan when what is due
 * @param slots bound what is under way at a host
 * @param flights starts syncs
 * @param sweeps starts many
 * @param traffic learns from ordinary requests
 * @param witnesses are told of evidence as it came
 * @param logins give what opens accounts
 * @param histories how windows were used
 * @param outlook what is to come
 */
record Engine(
    Ports ports,
    QuotaLedger ledger,
    Roster roster,
    TierCache tiers,
    Statuses statuses,
    Decisions decisions,
    SyncEvents events,
    SyncPlan plan,
    Slots slots,
    Flights flights,
    Sweeps sweeps,
    Traffic traffic,
    Witnesses witnesses,
    Logins logins,
    Histories histories,
    Outlook outlook) {

  /**
   * What the engine reaches the world through.
   *
   * @param transport sends
   * @param time the clocks
   * @param timer calls later
   * @param random jitter, thread-safe
   * @param executor a thread for each sync
   */
  record Ports(
      Transport transport,
      Time time,
      Timer timer,
      RandomGenerator random,
      ExecutorService executor) {}

  static Engine of(Ports ports, Adapters adapters, MonitorSettings settings, LoginStore logins) {
    return of(ports, adapters, settings, logins, LoggerFactory.getLogger(QuotaWarnings.class));
  }

  /** With the log that warnings go to. */
  static Engine of(
      Ports ports, Adapters adapters, MonitorSettings settings, LoginStore store, Logger log) {
    var book = new AtomicReference<>(Book.empty(new Book.Shop(adapters, settings)));
    var ledger = new QuotaLedger(groups(() -> book.get().adapters()));
    var tiers = new TierCache();
    var events = new SyncEvents();
    var witnesses = new Witnesses();
    Time time = ports.time;
    var warnings = new QuotaWarnings(id -> book.get().find(id), ledger, time, log);
    Logins logins = logins(ports, book::get, store);
    var memory = new Roster.Memory(ledger, tiers, warnings, logins);
    var roster = new Roster(book, memory, time, witnesses);
    ledger.subscribe(
        Guarded.listener(change ->
            book.get().of(change.owner()).forEach(watched -> warnings.look(watched, change))));
    Histories histories = histories(ledger, time);
    var statuses = new Statuses(ledger, tiers, logins, time);
    var plan = new SyncPlan(() -> book.get().settings());
    var slots = new Slots(() -> book.get().settings().slotsPerHost());
    var flights =
        flights(
            ports, new Watching(ledger, tiers, events, plan, slots, book::get, witnesses, logins));
    return new Engine(
        ports,
        ledger,
        roster,
        tiers,
        statuses,
        new Decisions(ledger, time),
        events,
        plan,
        slots,
        flights,
        new Sweeps(flights, events, roster::cleanUp, () -> roster.book().all().size(), time),
        new Traffic(ledger, flights, time, witnesses, logins),
        witnesses,
        logins,
        histories,
        new Outlook(histories, id -> serving(book.get(), id).map(statuses::windows), time));
  }

  private static Histories histories(QuotaLedger ledger, Time time) {
    var histories = new Histories(ledger, time);
    ledger.subscribe(Guarded.listener(histories::changed));
    return histories;
  }

  private static Optional<Watched> serving(Book book, AccountId account) {
    return book.find(account).filter(Engine::mayServe);
  }

  private static boolean mayServe(Watched watched) {
    return watched.account().enabled() && !watched.progress().isMarked();
  }

  /** What flights are made of. */
  private record Watching(
      QuotaLedger ledger,
      TierCache tiers,
      SyncEvents events,
      SyncPlan plan,
      Slots slots,
      Supplier<Book> book,
      Witnesses witnesses,
      Logins logins) {}

  private static Logins logins(Ports ports, Supplier<Book> book, LoginStore store) {
    var calls =
        new TokenCalls(
            ports.transport, ports.time, ports.timer, () -> book.get().settings().timeout());
    return new Logins(() -> book.get().adapters(), calls, store, ports);
  }

  private static Flights flights(Ports ports, Watching parts) {
    Time time = ports.time;
    var desk =
        new ChainWalk.Desk(
            new QuotaFetcher(ports.transport, time, parts.witnesses),
            parts.ledger,
            parts.tiers,
            time,
            parts.logins);
    var ground =
        new AccountSync.Ground(
            new Slots(() -> 1),
            parts.slots,
            () -> parts.book.get().settings().timeout(),
            ports.timer,
            time,
            ports.executor,
            parts.logins);
    return new Flights(
        new AccountSync(ground, desk),
        parts.plan,
        parts.events,
        new Flights.Tools(time, ports.random, ports.executor, parts.ledger, parts.tiers));
  }

  /** How accounts are watched now. */
  MonitorSettings settings() {
    return roster.book().settings();
  }

  /**
   * Has these accounts watched so from now on.
   *
   * @throws IllegalArgumentException as {@link Book#next} does; nothing has changed then
   */
  void reconfigure(Book.Shop shop, Collection<Account> accounts) {
    Book before = roster.replace(shop, accounts);
    slots.boundChanged();
    boolean isSamePlan =
        before.settings().interval().equals(shop.settings().interval())
            && before.settings().quiet().equals(shop.settings().quiet());
    if (!isSamePlan) {
      roster.book().keptFrom(before).forEach(flights::replan);
    }
  }

  private static Groups groups(Supplier<Adapters> adapters) {
    return (provider, group, model) ->
        adapters
            .get()
            .find(provider)
            .map(adapter -> adapter.groups().contains(provider, group, model))
            .orElse(false);
  }
}
