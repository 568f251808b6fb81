package io.quotakeeper.replay;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.Pool;
import io.quotakeeper.engine.Reread;
import io.quotakeeper.engine.Shadow;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.select.Strategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Goes through what was recorded, in the order in which it was, and asks strategies which account
 * they would have chosen for each request, with what they would have known then.
 *
 * <p>What providers said is taken as said to all of them, by as much as each would have used less
 * or more of the same window in the same period. A refusal is met only by who sends a request where
 * it would be refused. Memory is bounded by the accounts and by what is under way at once, not by
 * the length of the record. For one thread.
 */
public final class Replay implements AutoCloseable {

  private final World world;
  private final Periods periods;
  private final List<Course> courses;
  private final List<Pool> pools;
  private final Requests requests;
  private final Missing missing = new Missing();
  private Optional<Findings.Span> span = Optional.empty();

  /**
   * What is to be found out.
   *
   * @param cast the accounts, and the pools whose requests are looked at
   * @param others pools that there are besides, whose requests stay as they were
   * @param strategies which are asked, at least one, none twice
   * @param mostDifferences how many differences are told of each pool and strategy, 0 or more
   */
  public record Task(
      Shadow.Cast cast, Set<String> others, List<Strategy> strategies, int mostDifferences) {
    /** Copies the collections. */
    public Task {
      others = Set.copyOf(others);
      strategies = List.copyOf(strategies);
    }
  }

  /**
   * Nothing is known yet.
   *
   * @throws IllegalArgumentException as {@link Shadow} does
   */
  public Replay(Task task) {
    Shadow.Cast cast = task.cast;
    world = new World(cast);
    periods = new Periods(world, task.strategies.size());
    pools = cast.pools();
    courses =
        IntStream.range(0, task.strategies.size())
            .mapToObj(i -> new Course.Kind(i, task.strategies.get(i), task.mostDifferences))
            .map(kind -> new Course(kind, cast, world, periods))
            .toList();
    requests =
        new Requests(world, courses, new Requests.Scene(pools, task.others), missing, this::learn);
  }

  /** Takes in what was recorded next. */
  public void take(Happening happening) {
    Sighting seen = happening.sighting();
    Optional<Account> known = world.account(seen.account());
    if (known.isEmpty()) {
      missing.stranger(seen.account());
      return;
    }
    world.time().goTo(seen.receivedAt());
    Instant now = world.now();
    span = Optional.of(new Findings.Span(span.map(Findings.Span::from).orElse(now), now));
    Account account = known.get();
    var sighting =
        new Sighting(account.id(), account.holder().owner(), seen.sentAt(), seen.receivedAt());
    requests.forget();
    switch (happening) {
      case Happening.Stated stated -> tellAll(new Evidence.Stated(sighting, stated.limits()));
      case Happening.Leased leased -> requests.leased(account, leased);
      case Happening.Ended ended -> requests.ended(ended);
      case Happening.Replied replied -> replied(account, sighting, replied);
    }
  }

  /** A reply of the record could no longer be read. */
  public void unusable() {
    missing.unusable();
  }

  private void tellAll(Evidence evidence) {
    periods.told(evidence.sighting().owner(), evidence);
    world.record(evidence);
    courses.forEach(course -> course.hear(evidence));
  }

  private void replied(Account account, Sighting sighting, Happening.Replied replied) {
    Reread meaning;
    try {
      meaning = Reread.of(world.adapter(account), sighting, replied.context(), replied.reply());
    } catch (IllegalArgumentException _) {
      missing.unusable();
      return;
    }
    meaning
        .evidence()
        .forEach(evidence -> {
          periods.told(sighting.owner(), evidence);
          world.record(evidence);
        });
    if (replied.reply().call().equals(Adapter.TRAFFIC)) {
      requests.answered(account, replied, meaning);
      return;
    }
    courses.forEach(course -> {
      course.told(account.id(), meaning.plan());
      meaning.evidence().forEach(course::hearAdjusted);
    });
  }

  /** What the answer to a request told is heard once it is known what the request took. */
  private void learn(Lesson lesson) {
    for (Evidence evidence : lesson.evidence()) {
      for (Course course : courses) {
        if (!lesson.wasChoice()) {
          course.hear(evidence);
        } else if (evidence instanceof Evidence.Observed) {
          course.hearAdjusted(evidence);
        }
      }
    }
  }

  /** What came of it, up to the last that was taken in. */
  public Findings findings() {
    periods.look();
    return new Findings(
        span,
        pools.stream().map(this::findings).toList(),
        missing.gaps(requests.underWay(), periods.unpriced()));
  }

  private Findings.OfPool findings(Pool pool) {
    return new Findings.OfPool(
        pool.id(),
        requests.count(pool.id()),
        requests.counts(pool.id()),
        courses.stream().map(it -> it.of(pool.id()).findings(it.strategy())).toList(),
        lapsed(pool));
  }

  private List<Findings.Lapsed> lapsed(Pool pool) {
    Map<String, Lapses> byWindow = new TreeMap<>();
    pool.accounts().stream()
        .flatMap(id -> world.account(id).stream())
        .map(account -> account.holder().owner())
        .distinct()
        .forEach(owner ->
            periods
                .lapses(owner)
                .forEach((window, lapses) ->
                    byWindow.computeIfAbsent(window, _ -> new Lapses(courses.size())).add(lapses)));
    List<Findings.Lapsed> lapsed = new ArrayList<>();
    byWindow.forEach((window, lapses) -> {
      Map<Strategy, Double> shares = new LinkedHashMap<>();
      for (int i = 0; i < courses.size(); i++) {
        shares.put(courses.get(i).strategy(), lapses.of(i));
      }
      lapsed.add(new Findings.Lapsed(window, lapses.periods(), lapses.recorded(), shares));
    });
    return lapsed;
  }

  @Override
  public void close() {
    courses.forEach(Course::close);
    world.close();
  }
}
