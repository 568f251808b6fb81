package io.quotakeeper.outlook;

import io.quotakeeper.outlook.PoolForecast.Limit;
import io.quotakeeper.outlook.PoolForecast.Member;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a pool's traffic takes of each limit of each account, played forward. Immutable. */
final class PoolTraffic {

  private static final double HOUR_MILLIS = Duration.ofHours(1).toMillis();

  /** More refills than this are not played. */
  private static final int MOST_EVENTS = 10_000;

  private static final double NOTHING = 1e-9;

  private final List<List<Load>> accounts;
  private final double confidence;

  /** Limits of one kind take the same of the same traffic. */
  private record Kind(String provider, Window window) {}

  /**
   * A limit, and what all the pool's traffic would take of it in an hour.
   *
   * @param cost more than 0
   */
  private record Load(Limit limit, double cost) {}

  private PoolTraffic(List<List<Load>> accounts, double confidence) {
    this.accounts = accounts;
    this.confidence = confidence;
  }

  static PoolTraffic of(List<Member> members) {
    Map<Kind, Double> costs = costs(members);
    List<List<Load>> accounts = new ArrayList<>();
    for (Member member : members) {
      List<Load> loads = new ArrayList<>();
      for (Limit limit : member.limits()) {
        Double cost = costs.get(new Kind(member.provider(), limit.window()));
        if (cost != null) {
          loads.add(new Load(limit, cost));
        }
      }
      if (!loads.isEmpty()) {
        accounts.add(loads);
      }
    }
    return new PoolTraffic(accounts, confidence(members));
  }

  /**
   * What goes of all limits of a kind goes by the part of the traffic that its provider's accounts
   * serve: as many as are used, of all that are.
   */
  private static Map<Kind, Double> costs(List<Member> members) {
    long used = members.stream().filter(PoolTraffic::isUsed).count();
    Map<Kind, Double> costs = new HashMap<>();
    for (Member member : members) {
      long alike =
          members.stream()
              .filter(other -> other.provider().equals(member.provider()))
              .filter(PoolTraffic::isUsed)
              .count();
      for (Limit limit : member.limits()) {
        limit
            .burn()
            .ifPresent(burn ->
                costs.merge(
                    new Kind(member.provider(), limit.window()), burn * used / alike, Double::sum));
      }
    }
    return costs;
  }

  private static boolean isUsed(Member member) {
    return member.limits().stream().anyMatch(limit -> limit.burn().isPresent());
  }

  private static double confidence(List<Member> members) {
    OptionalDouble mean =
        members.stream()
            .flatMap(member -> member.limits().stream())
            .flatMap(limit ->
                limit.forecast() instanceof Forecast.Expected expected
                    ? Stream.of(expected.confidence())
                    : Stream.empty())
            .mapToDouble(Double::doubleValue)
            .average();
    return Math.max(NOTHING, mean.orElse(1));
  }

  /** How many accounts are known well enough to be played. */
  int measured() {
    return accounts.size();
  }

  /** How narrow the forecasts of the limits are, on average; more than 0. */
  double confidence() {
    return confidence;
  }

  /** When nothing is left, with so many times the traffic; empty if something is until the end. */
  Optional<Instant> runsOut(Instant now, Instant end, double times) {
    List<List<Tank>> tanks =
        accounts.stream()
            .map(loads -> loads.stream().map(load -> new Tank(load, now)).toList())
            .toList();
    Instant at = now;
    for (int event = 0; event < MOST_EVENTS && at.isBefore(end); event++) {
      Instant present = at;
      tanks.stream().flatMap(Collection::stream).forEach(tank -> tank.refill(present));
      List<Tank> open =
          tanks.stream().filter(PoolTraffic::isOpen).flatMap(Collection::stream).toList();
      if (open.isEmpty()) {
        return Optional.of(at);
      }
      double part = times / tanks.stream().filter(PoolTraffic::isOpen).count();
      double millis = Duration.between(at, end).toMillis();
      for (Tank tank : open) {
        millis = Math.min(millis, tank.left / (tank.load.cost * part) * HOUR_MILLIS);
      }
      for (Tank tank : tanks.stream().flatMap(Collection::stream).toList()) {
        millis = Math.min(millis, tank.millisToReset(at));
      }
      long step = (long) Math.ceil(millis);
      open.forEach(tank -> tank.left -= tank.load.cost * part * step / HOUR_MILLIS);
      at = at.plusMillis(Math.max(1, step));
    }
    return Optional.empty();
  }

  private static boolean isOpen(List<Tank> account) {
    return account.stream().allMatch(tank -> tank.left > NOTHING);
  }

  /** A limit while it is played. */
  private static final class Tank {

    private final Load load;
    private double left;
    private Moment resetsAt;

    private Tank(Load load, Instant now) {
      this.load = load;
      left = load.limit.leftAt(now);
      resetsAt = load.limit.full() > 0 ? load.limit.resetsAt() : Moment.unstated();
    }

    private void refill(Instant now) {
      while (resetsAt instanceof Moment.At(Instant reset) && !now.isBefore(reset)) {
        left = 1;
        resetsAt =
            load.limit
                .window()
                .length()
                .map(length -> Moment.at(reset.plus(length)))
                .orElse(Moment.unstated());
      }
    }

    private double millisToReset(Instant now) {
      return resetsAt instanceof Moment.At(Instant reset)
          ? Math.max(1, Duration.between(now, reset).toMillis())
          : Double.POSITIVE_INFINITY;
    }
  }
}
