package io.quotakeeper.engine;

import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a {@link QuotaManager}, wired.
 *
 * @param ports what the parts reach the world through
 * @param settings how they work
 * @param ledger what is known
 * @param roster which accounts there are
 * @param tiers what plans are known
 * @param statuses how accounts are doing
 * @param decisions what they may serve
 * @param events counts and passes on
 * @param plan when what is due
 * @param flights starts syncs
 * @param sweeps starts many
 * @param traffic learns from ordinary requests
 */
record Engine(
    Ports ports,
    MonitorSettings settings,
    QuotaLedger ledger,
    Roster roster,
    TierCache tiers,
    Statuses statuses,
    Decisions decisions,
    SyncEvents events,
    SyncPlan plan,
    Flights flights,
    Sweeps sweeps,
    Traffic traffic) {

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

  static Engine of(Ports ports, Adapters adapters, MonitorSettings settings) {
    return of(ports, adapters, settings, LoggerFactory.getLogger(QuotaWarnings.class));
  }

  /** With the log that warnings go to. */
  static Engine of(Ports ports, Adapters adapters, MonitorSettings settings, Logger log) {
    var ledger = new QuotaLedger(groups(adapters));
    var tiers = new TierCache();
    var events = new SyncEvents();
    var plan = new SyncPlan(settings);
    Time time = ports.time;
    var warnings = new QuotaWarnings(ledger, time, log);
    var roster =
        new Roster(
            new Book.Shop(adapters, settings), new Roster.Memory(ledger, tiers, warnings), time);
    ledger.subscribe(
        Guarded.listener(change -> roster.book().of(change.owner()).forEach(warnings::look)));
    var desk =
        new ChainWalk.Desk(
            new QuotaFetcher(ports.transport, time), ledger, tiers, settings.timeout(), time);
    var ground =
        new AccountSync.Ground(
            new Slots(1), new Slots(settings.slotsPerHost()), ports.timer, time, ports.executor);
    var flights =
        new Flights(
            new AccountSync(ground, desk),
            plan,
            events,
            new Flights.Tools(time, ports.random, ports.executor, ledger, tiers));
    return new Engine(
        ports,
        settings,
        ledger,
        roster,
        tiers,
        new Statuses(ledger, tiers, time),
        new Decisions(ledger, time),
        events,
        plan,
        flights,
        new Sweeps(flights, events, roster::cleanUp, time),
        new Traffic(ledger, flights, time));
  }

  private static Groups groups(Adapters adapters) {
    return (provider, group, model) ->
        adapters
            .find(provider)
            .map(adapter -> adapter.groups().contains(provider, group, model))
            .orElse(false);
  }
}
