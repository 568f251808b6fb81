package io.quotakeeper.testkit;

import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.time.Time;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All windows of one owner. A request is taken from every window that covers it or from none, so
 * that no number of concurrent requests overspends one. Thread-safe: one lock, held for arithmetic
 * alone.
 */
final class Stock {

  private static final Comparator<Remaining> BY_END =
      Comparator.comparing(r -> r.resetsAt().instant().orElse(Instant.MAX));

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Window, Gauge> gauges = new LinkedHashMap<>();
  private final String provider;
  private final Groups groups;

  Stock(SimulatedAccount account, Groups groups, Time time) {
    this.provider = account.provider();
    this.groups = groups;
    account
        .windows()
        .forEach(w -> {
          if (w.window().scope().equals(SimulatedWindow.EACH_MODEL)) {
            account.models().forEach(model -> put(w.of(model), time));
          } else {
            put(w, time);
          }
        });
  }

  private void put(SimulatedWindow window, Time time) {
    gauges.put(window.window(), new Gauge(window, time));
  }

  Taking take(Scope subject, Cost cost) {
    return locked(() -> {
      List<Gauge> covering = covering(subject);
      Function<Gauge, Double> amount = g -> cost.in(g.window().window().unit());
      return covering.stream()
          .filter(g -> !g.has(amount.apply(g)))
          .map(Gauge::read)
          .max(BY_END)
          .map(spent -> denied(spent, cost, covering))
          .orElseGet(() -> {
            covering.forEach(g -> g.burn(amount.apply(g)));
            return new Taking.Granted(covering.stream().map(Gauge::read).toList());
          });
    });
  }

  private static Taking denied(Remaining spent, Cost cost, List<Gauge> covering) {
    return new Taking.Denied(
        spent, cost.in(spent.of().window().unit()), covering.stream().map(Gauge::read).toList());
  }

  void burn(Scope subject, Unit unit, double amount) {
    locked(() -> {
      List<Gauge> found =
          covering(subject).stream().filter(g -> g.window().window().unit().equals(unit)).toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException("no window of " + subject + " counts " + unit);
      }
      found.forEach(g -> g.burn(amount));
      return found;
    });
  }

  void exhaust(Window window) {
    locked(() -> {
      Gauge gauge = gauge(window);
      gauge.burn(gauge.window().limit());
      return gauge;
    });
  }

  void refill(Window window) {
    locked(() -> {
      Gauge gauge = gauge(window);
      gauge.refill();
      return gauge;
    });
  }

  Remaining read(Window window) {
    return locked(() -> gauge(window).read());
  }

  /** All windows, in the order in which they were given. */
  List<Remaining> read() {
    return locked(() -> gauges.values().stream().map(Gauge::read).toList());
  }

  /** The windows that cover {@code subject}. */
  List<Remaining> readCovering(Scope subject) {
    return locked(() -> covering(subject).stream().map(Gauge::read).toList());
  }

  private Gauge gauge(Window window) {
    Gauge gauge = gauges.get(window);
    if (gauge == null) {
      throw new IllegalArgumentException("no such window: " + window + ", only " + gauges.keySet());
    }
    return gauge;
  }

  private List<Gauge> covering(Scope subject) {
    return gauges.values().stream()
        .filter(g -> groups.covers(provider, g.window().window().scope(), subject))
        .toList();
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
