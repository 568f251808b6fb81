package io.quotakeeper.bench.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * One run of a scenario: what happens, in order of time. A provider decides at the moment at which
 * a request is sent; its refusal arrives a latency later, its answer when it is complete.
 */
final class Simulation {

  private static final long LEAST_RETRY = Span.SECOND;
  private static final long LONGEST_RETRY = 60 * Span.SECOND;
  private static final long NOT_BACK = -1;

  private record Event(long at, long order, Runnable action) {}

  /** Where a session is. */
  private static final class Session {
    private int account = -1;
    private boolean hasMoved;
  }

  /** A request on its way, with the accounts that have refused it. */
  private record Errand(Request request, List<Integer> refusedBy) {}

  private final Scenario scenario;
  private final Upstream upstream;
  private final Router router;
  private final Counts counts = new Counts();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final Map<String, Session> sessions = new HashMap<>();
  private final long end;
  private long now;
  private long order;
  private long backSince = NOT_BACK;

  private Simulation(Scenario scenario, Upstream upstream, Router router) {
    this.scenario = scenario;
    this.upstream = upstream;
    this.router = router;
    this.end = scenario.length().millis();
  }

  /** Runs it from the start to the end. */
  static Counts run(Scenario scenario, Strategist strategist, long seed) {
    var seeds = new SplittableRandom(seed);
    var upstream = new Upstream(scenario, seeds.nextLong());
    try (Router router = strategist.opens().open(upstream, seeds.nextLong())) {
      var simulation = new Simulation(scenario, upstream, router);
      simulation.begin(seeds);
      simulation.passTime();
      return simulation.counts;
    }
  }

  private void begin(SplittableRandom seeds) {
    int number = 0;
    for (Load load : scenario.load()) {
      var demand = new Demand(load, "s" + ++number, seeds.nextLong());
      if (load.workerCount() > 0) {
        for (int worker = 0; worker < load.workerCount(); worker++) {
          int mine = worker;
          at(demand.pause(), () -> arrive(demand.next(mine)));
        }
      } else {
        arriveLater(demand);
      }
    }
    for (OwnerState owner : upstream.owners()) {
      AccountGroup.Foreign foreign = owner.group().foreign();
      if (foreign != null) {
        useForOthersLater(owner, foreign, (double) foreign.begin(), seeds.split());
      }
    }
    for (AccountGroup group : scenario.accounts()) {
      for (AccountGroup.EarlyReset reset : group.resetsBeforeTime()) {
        at(reset.at().any(seeds), () -> resetEarly(group, reset.window()));
      }
    }
  }

  private void passTime() {
    for (Event event = events.poll(); event != null && event.at < end; event = events.poll()) {
      now = event.at;
      router.advance(now);
      event.action.run();
    }
    now = end;
    resume();
    for (OwnerState owner : upstream.owners()) {
      for (Meter meter : owner.truth(now).meters()) {
        meter.left(end);
        if (!meter.rule().isThrottle()) {
          double each = meter.rule().limit();
          counts.lapsedUse += meter.lapsedUse() / each;
          counts.lapsedOffer += meter.lapsedOffer() / each;
        }
      }
    }
  }

  private void at(long time, Runnable action) {
    events.add(new Event(time, order++, action));
  }

  private void arriveLater(Demand demand) {
    long next = demand.nextAt();
    if (next < end) {
      at(
          next,
          () -> {
            arrive(demand.next(-1));
            arriveLater(demand);
          });
    }
  }

  private void arrive(Request request) {
    counts.requests++;
    route(new Errand(request, List.of()));
  }

  private void route(Errand errand) {
    Request request = errand.request;
    var ask =
        new Ask(
            request.model(),
            request.session(),
            request.estimate(),
            request.tokens(),
            errand.refusedBy);
    switch (router.acquire(ask, now)) {
      case Grant.None none -> turnAway(request, none.retryAt());
      case Grant.Use use -> {
        if (errand.refusedBy.contains(use.account())) {
          throw new IllegalStateException("given to an account that has refused it");
        }
        if (use.notBefore() > now) {
          counts.waitedMillis += use.notBefore() - now;
          at(use.notBefore(), () -> send(errand, use));
        } else {
          send(errand, use);
        }
      }
    }
  }

  private void turnAway(Request request, long retryAt) {
    counts.turnedAway++;
    double sure = Math.max(request.tokens(), request.estimate());
    if (upstream.canServe(request.model(), sure, now)) {
      counts.turnedAwayWithQuota++;
    }
    long latest = now + LONGEST_RETRY;
    again(request, Math.max(now + LEAST_RETRY, Math.min(latest, retryAt)));
  }

  private void send(Errand errand, Grant.Use use) {
    Request request = errand.request;
    noteMove(errand, use.account());
    LabReply reply = upstream.send(use.account(), request.model(), request.tokens(), now);
    counts.exhaustions += reply.ruling().newlySpent();
    if (reply.isServed()) {
      serve(request, use, reply);
      return;
    }
    counts.refusals++;
    counts.refusalsKnown += reply.ruling().wasKnown() ? 1 : 0;
    counts.refusalsTold += reply.ruling().wasTold() ? 1 : 0;
    at(
        now + scenario.latencyMillis(),
        () -> {
          reply.arrived(now);
          router.told(use, reply, 0, now);
          List<Integer> refusedBy = new ArrayList<>(errand.refusedBy);
          refusedBy.add(use.account());
          route(new Errand(request, refusedBy));
        });
  }

  private void serve(Request request, Grant.Use use, LabReply reply) {
    resume();
    counts.served++;
    counts.work += scenario.countsTokens() ? request.tokens() : 1;
    at(
        now + request.takes(),
        () -> {
          router.told(use, reply, request.tokens(), now);
          again(request, now);
        });
  }

  /** A worker goes on. */
  private void again(Request request, long earliest) {
    if (request.worker() >= 0) {
      Demand demand = request.load();
      at(earliest + demand.pause(), () -> arrive(demand.next(request.worker())));
    }
  }

  private void noteMove(Errand errand, int account) {
    Request request = errand.request;
    if (request.session().isEmpty()) {
      return;
    }
    Session session = sessions.computeIfAbsent(request.session(), _ -> new Session());
    if (session.account < 0) {
      counts.sessions++;
    } else if (session.account != account) {
      counts.moves++;
      counts.sessionsMoved += session.hasMoved ? 0 : 1;
      session.hasMoved = true;
      boolean couldServe =
          upstream.canServe(session.account, request.model(), request.tokens(), now);
      if (couldServe && !errand.refusedBy.contains(session.account)) {
        counts.needlessMoves++;
      }
    }
    session.account = account;
  }

  private void useForOthersLater(
      OwnerState owner, AccountGroup.Foreign foreign, double last, SplittableRandom random) {
    double next = last + foreign.rate().wait(random);
    if (next < Math.min(end, foreign.end())) {
      at(
          (long) next,
          () -> {
            owner.truth(now).takeForOthers(now);
            useForOthersLater(owner, foreign, next, random);
          });
    }
  }

  private void resetEarly(AccountGroup group, String window) {
    boolean wasSpent = !canServeAny();
    for (OwnerState owner : upstream.owners()) {
      if (owner.group().equals(group)) {
        owner.truth(now).refillEarly(window, now);
      }
    }
    if (wasSpent && canServeAny()) {
      backSince = now;
    }
  }

  /** Something is served, or the run ends: so long nothing was after all had come back early. */
  private void resume() {
    if (backSince != NOT_BACK) {
      counts.resumed(now - backSince);
      backSince = NOT_BACK;
    }
  }

  private boolean canServeAny() {
    return scenario.load().stream()
        .anyMatch(load -> upstream.canServe(load.modelName(), load.tokenCounts().most(), now));
  }
}
