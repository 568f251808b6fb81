package io.quotakeeper.bench.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** How all windows of one owner truly stand: a request takes of each that covers it, or of none. */
final class Limits {

  private final List<Meter> meters;

  Limits(List<Meter> meters) {
    this.meters = List.copyOf(meters);
  }

  /** Those of an owner of that group. */
  static Limits of(AccountGroup group, RandomGenerator random) {
    List<Meter> meters = new ArrayList<>();
    for (WindowRule rule : group.windows()) {
      Meter meter = rule.meter(random);
      if (group.used() != null) {
        double share = group.used().any(random);
        meter.takeForOthers(Math.floor(rule.limit() * share), 0);
      }
      meters.add(meter);
    }
    return new Limits(meters);
  }

  List<Meter> meters() {
    return meters;
  }

  /** Whether a request would be served now. */
  boolean canServe(String model, double tokens, long now) {
    for (Meter meter : meters) {
      WindowRule rule = meter.rule();
      if (rule.covers(model) && !meter.has(rule.unitOrRequests().of(tokens), now)) {
        return false;
      }
    }
    return true;
  }

  /** A request arrives. */
  Ruling take(String model, double tokens, long now) {
    Meter refusing = null;
    long freeAt = Long.MIN_VALUE;
    int spent = 0;
    for (Meter meter : meters) {
      double amount = meter.rule().unitOrRequests().of(tokens);
      if (meter.rule().covers(model) && !meter.has(amount, now)) {
        spent += meter.isNewlySpent(amount, now) ? 1 : 0;
        long free = meter.freeAt(amount, now);
        if (free > freeAt) {
          refusing = meter;
          freeAt = free;
        }
      }
    }
    if (refusing != null) {
      boolean wasKnown = refusing.isKnownSpent(now);
      boolean wasTold = refusing.isToldSpent(now);
      return new Ruling(refusing, freeAt, refusing.refills(), wasKnown, wasTold, spent);
    }
    for (Meter meter : meters) {
      if (meter.rule().covers(model)) {
        spent += meter.take(meter.rule().unitOrRequests().of(tokens), now) ? 1 : 0;
      }
    }
    return Ruling.served(spent);
  }

  /** Its owner uses one request of no tokens beside the pool, if there is enough. */
  void takeForOthers(long now) {
    for (Meter meter : meters) {
      if (meter.rule().unitOrRequests() == Measure.REQUESTS && !meter.has(1, now)) {
        return;
      }
    }
    meters.stream()
        .filter(meter -> meter.rule().unitOrRequests() == Measure.REQUESTS)
        .forEach(meter -> meter.takeForOthers(1, now));
  }

  /** Fills windows of that id up. */
  void refillEarly(String window, long now) {
    meters.stream()
        .filter(meter -> meter.rule().id().equals(window))
        .forEach(meter -> meter.refillEarly(now));
  }
}
