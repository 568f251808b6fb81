package io.quotakeeper.replay;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.engine.Pool;
import io.quotakeeper.engine.Reread;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The requests that were really made: puts together what was recorded of each, has the courses
 * choose for it, and tells them how it ended. For one thread.
 */
final class Requests {

  /** A lease lasts ten minutes after its request might be sent; then its end is not recorded. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** Who is refused asks again within that. */
  private static final Duration AGAIN = Duration.ofMinutes(10);

  private final World world;
  private final List<Course> courses;
  private final Missing missing;
  private final Consumer<Lesson> learned;
  private final Map<String, Pool> pools = new LinkedHashMap<>();
  private final Set<String> others;
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final Map<String, Tally> recorded = new HashMap<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Map<AccountId, Refused>> refused = new HashMap<>();
  private long unleased;

  /**
   * The requests of these pools.
   *
   * @param pools those that are looked at
   * @param others the ids of others that there are
   */
  record Scene(List<Pool> pools, Set<String> others) {}

  Requests(World world, List<Course> courses, Scene scene, Missing missing, Consumer<Lesson> to) {
    this.world = world;
    this.courses = courses;
    this.missing = missing;
    this.learned = to;
    this.others = scene.others;
    scene.pools.forEach(pool -> pools.put(pool.id(), pool));
  }

  /**
   * A request of which the end is not known yet.
   *
   * @param isOurs whether it is of a pool that is looked at
   */
  private record Open(Demand demand, boolean isOurs, Optional<Reread> answer) {
    private Open answered(Reread other) {
      return new Open(demand, isOurs, Optional.of(other));
    }
  }

  /**
   * A refusal after which the same request may be made again.
   *
   * @param root the name of the request
   */
  private record Refused(String root, Instant at) {}

  /** An account was handed out. */
  void leased(Account account, Happening.Leased leased) {
    LeaseRequest request = leased.request();
    if (!pools.containsKey(request.pool()) && !others.contains(request.pool())) {
      missing.ofOtherPool();
    }
    begin(new Demand(leased.lease(), root(leased), request, account, world.now()));
  }

  /** Who names an account that refused just now makes that request again, once. */
  private String root(Happening.Leased leased) {
    Map<AccountId, Refused> lately = refused.getOrDefault(leased.request().pool(), Map.of());
    Instant since = world.now().minus(AGAIN);
    Optional<String> root =
        leased.request().except().stream()
            .flatMap(it -> Optional.ofNullable(lately.get(it)).stream())
            .filter(it -> it.at.isAfter(since))
            .max(Comparator.comparing(Refused::at))
            .map(Refused::root);
    root.ifPresent(known -> lately.values().removeIf(it -> it.root.equals(known)));
    return root.orElse(leased.lease());
  }

  private void begin(Demand demand) {
    boolean isOurs = pools.containsKey(demand.pool());
    open.put(demand.id(), new Open(demand, isOurs, Optional.empty()));
    if (isOurs) {
      courses.forEach(course -> course.ask(demand));
    }
  }

  /** A request was answered. One of which no lease is recorded is made and ends now. */
  void answered(Account account, Happening.Replied replied, Reread answer) {
    Open known = open.get(replied.lease());
    if (known == null) {
      String id = "unleased " + unleased++;
      begin(unleased(id, account, replied));
      open.computeIfPresent(id, (_, it) -> it.answered(answer));
      end(id, true, Map.of());
    } else {
      open.put(replied.lease(), known.answered(answer));
    }
  }

  private Demand unleased(String id, Account account, Happening.Replied replied) {
    String pool =
        pools.values().stream()
            .filter(it -> it.accounts().contains(account.id()))
            .findFirst()
            .map(Pool::id)
            .orElse("");
    if (!pool.isEmpty()) {
      missing.unleased();
    }
    var request = LeaseRequest.of(pool, replied.context().model());
    return new Demand(id, id, request, account, replied.sighting().sentAt());
  }

  /** The outcome of a lease was told. */
  void ended(Happening.Ended ended) {
    end(ended.lease(), ended.sent(), ended.usage());
  }

  /** Ends what is recorded to have begun so long ago that its end will not come. */
  void forget() {
    Instant since = world.now().minus(PATIENCE);
    Iterator<Open> eldest = open.values().iterator();
    while (eldest.hasNext()) {
      Open next = eldest.next();
      if (next.demand.at().isAfter(since)) {
        return;
      }
      eldest.remove();
      missing.unended();
      end(next, true, Map.of());
    }
  }

  private void end(String id, boolean sent, Map<Unit, Double> usage) {
    Open ended = open.remove(id);
    if (ended != null) {
      end(ended, sent, usage);
    }
  }

  private void end(Open ended, boolean sent, Map<Unit, Double> usage) {
    if (sent) {
      sent(ended, Outcome.of(ended.answer, usage));
    } else if (ended.isOurs) {
      courses.forEach(course -> course.drop(ended.demand));
    }
    ended.answer.ifPresent(it -> learned.accept(new Lesson(it.evidence(), ended.isOurs)));
  }

  private void sent(Open ended, Outcome outcome) {
    Demand demand = ended.demand;
    if (!outcome.isRefused()) {
      world.used(sighting(demand), demand.need().taken(outcome.usage()));
    }
    if (ended.isOurs) {
      count(demand, outcome.isRefused());
      courses.forEach(course -> course.end(demand, outcome));
    }
  }

  private void count(Demand demand, boolean isRefused) {
    Tally tally = tally(demand.pool());
    tally.went(demand.request().session(), demand.account().id());
    if (isRefused) {
      tally.refused();
      refused
          .computeIfAbsent(demand.pool(), _ -> new HashMap<>())
          .put(demand.account().id(), new Refused(demand.root(), world.now()));
    }
    if (!demand.isAgain()) {
      counts.merge(demand.pool(), 1L, Long::sum);
      if (demand.request().session().isEmpty()) {
        missing.withoutSession();
      }
    }
  }

  private Sighting sighting(Demand demand) {
    Account account = demand.account();
    return new Sighting(account.id(), account.holder().owner(), demand.at(), world.now());
  }

  private Tally tally(String pool) {
    return recorded.computeIfAbsent(pool, _ -> new Tally());
  }

  /** How many were made of a pool. */
  long count(String pool) {
    return counts.getOrDefault(pool, 0L);
  }

  /** What really came of those of a pool. */
  Findings.Counts counts(String pool) {
    return tally(pool).counts();
  }

  /** How many have not ended. */
  long underWay() {
    return open.size();
  }
}
