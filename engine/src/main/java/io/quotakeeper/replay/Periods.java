package io.quotakeeper.replay;

import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.select.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The periods of all windows that were told of: in each, by how much what a course of choices would
 * have used differs from what was used, and how much was left when it ended. For one thread.
 */
final class Periods {

  /** The reset of an untouched window moves with every look; only a larger step is a new period. */
  private static final Duration DRIFT = Duration.ofSeconds(60);

  /** Sums of fractions are off by less. */
  static final double ROUNDING = 1e-6;

  private final World world;
  private final int courses;
  private final Map<Owner, Map<Window, Period>> periods = new HashMap<>();
  private final Map<Owner, Map<String, Lapses>> lapses = new HashMap<>();
  private final Set<String> unpriced = new TreeSet<>();

  /** Of a world, for so many courses of choices. */
  Periods(World world, int courses) {
    this.world = world;
    this.courses = courses;
  }

  private static final class Period {
    private final Spare[] spares;
    private Moment end = Moment.unstated();
    private Instant asOf = Instant.MIN;

    private Period(int courses) {
      spares = new Spare[courses];
      for (int i = 0; i < courses; i++) {
        spares[i] = new Spare();
      }
    }
  }

  /** Is to be told before the world is: what a provider or an operator said of windows. */
  void told(Owner owner, Evidence evidence) {
    switch (evidence) {
      case Evidence.Polled polled ->
          told(owner, polled.readings(), polled.sighting().sentAt().minus(polled.lag()));
      case Evidence.Observed observed ->
          told(owner, observed.readings(), observed.sighting().sentAt());
      case Evidence.Stated stated -> told(owner, stated.readings(), stated.sighting().sentAt());
      case Evidence.Refused _, Evidence.Metered _ -> look(owner);
    }
  }

  private void told(Owner owner, List<Reading> readings, Instant asOf) {
    look(owner);
    Map<Window, Period> known = periods.computeIfAbsent(owner, _ -> new LinkedHashMap<>());
    for (Reading reading : readings) {
      Period period = known.computeIfAbsent(reading.window(), _ -> new Period(courses));
      if (asOf.isBefore(period.asOf)) {
        continue;
      }
      if (startedAnew(period, reading, asOf)) {
        end(owner, reading.window(), period, world.now());
      }
      if (reading.resetsAt().isAfter(world.now())) {
        period.end = reading.resetsAt();
      }
      period.asOf = asOf;
    }
  }

  private static boolean startedAnew(Period period, Reading reading, Instant asOf) {
    return period.end instanceof Moment.At(Instant old)
        && reading.resetsAt() instanceof Moment.At(Instant next)
        && Duration.between(old, next).compareTo(Duration.between(period.asOf, asOf).plus(DRIFT))
            > 0;
  }

  /** Ends the periods of that owner that are over by now. */
  void look(Owner owner) {
    Instant now = world.now();
    periods
        .getOrDefault(owner, Map.of())
        .forEach((window, period) -> {
          if (period.end instanceof Moment.At(Instant end) && period.end.hasPassed(now)) {
            end(owner, window, period, end.minusNanos(1));
            period.end = Moment.unstated();
          }
          window
              .length()
              .ifPresent(length -> {
                for (Spare spare : period.spares) {
                  spare.forgetBefore(now.minus(length));
                }
              });
        });
  }

  /** Ends all periods that are over by now. */
  void look() {
    periods.keySet().forEach(this::look);
  }

  private void end(Owner owner, Window window, Period period, Instant end) {
    QuotaState known = world.state(owner).windows().get(window);
    // What fills up all the time loses nothing at the instant at which it is full.
    if (known != null && known.reading().refill() != Refill.STEADY) {
      Amount left = known.at(end, world.policy(owner).freshness()).amount();
      OptionalDouble recorded = left.fraction();
      if (left instanceof Amount.Known && recorded.isPresent()) {
        double[] shares = new double[courses];
        for (int i = 0; i < courses; i++) {
          shares[i] = adjusted(known, left, period.spares[i].by(Instant.MAX)).fraction().orElse(0);
        }
        lapses
            .computeIfAbsent(owner, _ -> new TreeMap<>())
            .computeIfAbsent(window.id(), _ -> new Lapses(courses))
            .add(recorded.getAsDouble(), shares);
      }
    }
    for (Spare spare : period.spares) {
      spare.clear();
    }
  }

  /**
   * A course of choices took so much less of that owner than was taken; more where {@code sign} is
   * -1.
   */
  void spared(int course, Owner owner, Need need, int sign, Instant at) {
    look(owner);
    periods
        .getOrDefault(owner, Map.of())
        .forEach((window, period) -> {
          QuotaState known = world.state(owner).windows().get(window);
          if (known != null && world.covers(owner, window.scope(), need.subject())) {
            double amount = need.of(unit(window, known));
            if (amount > 0) {
              period.spares[course].add(at, sign * amount);
            }
          }
        });
  }

  private static Unit unit(Window window, QuotaState known) {
    return known.reading().amount() instanceof Amount.Share ? Unit.REQUESTS : window.unit();
  }

  /** How much less a course took of a window in its period by {@code until}; below 0 if more. */
  double spare(int course, Owner owner, Window window, Instant until) {
    Period period = periods.getOrDefault(owner, Map.of()).get(window);
    return period == null ? 0 : period.spares[course].by(until);
  }

  /** Whether a course took less of any of the windows that a refusal may be about. */
  boolean hasSpare(int course, Owner owner, Scope scope, String window) {
    return periods.getOrDefault(owner, Map.of()).keySet().stream()
        .filter(it -> it.scope().equals(scope))
        .filter(it -> window.isEmpty() || it.id().equals(window))
        .anyMatch(it -> spare(course, owner, it, Instant.MAX) > ROUNDING);
  }

  /** What would have been said, by as much as a course took less or more by {@code asOf}. */
  Reading adjusted(int course, Owner owner, Reading reading, Instant asOf) {
    double spare = spare(course, owner, reading.window(), asOf);
    QuotaState known = world.state(owner).windows().get(reading.window());
    return known == null ? reading : reading.withAmount(adjusted(known, reading.amount(), spare));
  }

  /** What would be left now of a window of which {@code known} is known. */
  Amount left(int course, Owner owner, Window window, QuotaState known) {
    Amount left = known.at(world.now(), world.policy(owner).freshness()).amount();
    return adjusted(known, left, spare(course, owner, window, Instant.MAX));
  }

  private Amount adjusted(QuotaState known, Amount amount, double spare) {
    if (Math.abs(spare) <= ROUNDING) {
      return amount;
    }
    return switch (amount) {
      case Amount.Counted(double left, double most) ->
          Amount.counted(Math.max(Math.min(left, 0), Math.min(most, left + spare)), most);
      case Amount.Balance(double left, double minimum) -> new Amount.Balance(left + spare, minimum);
      case Amount.Share(double part) -> {
        OptionalDouble each = known.metering().cost().perRequest();
        if (each.isEmpty()) {
          unpriced.add(known.reading().window().id());
        }
        yield Amount.share(part + spare * each.orElse(0));
      }
      case Amount.Untold _, Amount.Cap _, Amount.Unlimited _, Amount.NotEntitled _ -> amount;
    };
  }

  /** How much lapsed of the windows of an owner, by the ids of the windows. */
  Map<String, Lapses> lapses(Owner owner) {
    return lapses.getOrDefault(owner, Map.of());
  }

  /** The windows of which it was not known what one request takes, and should have been. */
  Set<String> unpriced() {
    return unpriced;
  }
}
