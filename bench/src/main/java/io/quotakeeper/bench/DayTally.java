package io.quotakeeper.bench;

import io.quotakeeper.bench.DayAccount.Event;
import io.quotakeeper.bench.DayAccount.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/** Who was asked when in the simulated day, and what follows from it. Not thread-safe. */
final class DayTally {

  private static final long NEVER = Long.MIN_VALUE / 2;

  private final Map<String, Looks> looks = new LinkedHashMap<>();

  private static final class Looks {

    private final DayAccount account;
    private final TreeSet<Long> seconds = new TreeSet<>();
    private long lastCall = NEVER;
    private int calls;
    private int refused;

    Looks(DayAccount account) {
      this.account = account;
    }
  }

  DayTally(Collection<DayAccount> accounts) {
    accounts.forEach(account -> looks.put(account.id(), new Looks(account)));
  }

  /** A quota call; gives whether its provider answers, and does not refuse it as too soon. */
  boolean asked(DayAccount account, long second) {
    Looks known = of(account);
    boolean isAnswered = second - known.lastCall >= account.provider().everySeconds();
    known.lastCall = second;
    if (second < DayAccount.DAY) {
      known.calls++;
      known.refused += isAnswered ? 0 : 1;
    }
    if (isAnswered) {
      known.seconds.add(second);
    }
    return isAnswered;
  }

  /** An answer to an ordinary request told the same. */
  void told(DayAccount account, long second) {
    of(account).seconds.add(second);
  }

  private Looks of(DayAccount account) {
    Looks known = looks.get(account.id());
    if (known == null) {
      throw new IllegalArgumentException("not an account of this day: " + account.id());
    }
    return known;
  }

  /** Quota calls of the day, for each account that has any. */
  double callsEach() {
    return polled().stream().mapToInt(known -> known.calls).average().orElse(0);
  }

  /** The same, of the accounts that are used so. */
  double callsEach(DayLoad load) {
    return polled().stream()
        .filter(known -> known.account.load() == load)
        .mapToInt(known -> known.calls)
        .average()
        .orElse(0);
  }

  /** Calls that came sooner than their provider allows. */
  double refused() {
    return looks.values().stream().mapToInt(known -> known.refused).sum();
  }

  private List<Looks> polled() {
    return looks.values().stream().filter(known -> known.account.provider().isPolled()).toList();
  }

  /** How much later than it happened each such event of a polled account was seen, in seconds. */
  Late late(Kind kind) {
    return late(kind, EnumSet.allOf(DayLoad.class));
  }

  /** The same, of the accounts that are used so. */
  Late late(Kind kind, Set<DayLoad> loads) {
    List<Double> all = new ArrayList<>();
    for (Looks known : polled()) {
      if (!loads.contains(known.account.load())) {
        continue;
      }
      for (Event event : known.account.events()) {
        Long seen = known.seconds.ceiling((long) event.second());
        if (event.kind() == kind && seen != null) {
          all.add((double) (seen - event.second()));
        } else if (event.kind() == kind) {
          throw new IllegalStateException("never seen at " + known.account.id());
        }
      }
    }
    return new Late(all.stream().mapToDouble(Double::doubleValue).sorted().toArray());
  }

  /** Delays in seconds, sorted. */
  static final class Late {

    private final double[] sorted;

    Late(double[] sorted) {
      this.sorted = sorted;
    }

    double count() {
      return sorted.length;
    }

    double mean() {
      return DoubleStream.of(sorted).average().orElse(0);
    }

    /** How many took longer than that. */
    double beyond(double seconds) {
      return DoubleStream.of(sorted).filter(delay -> delay > seconds).count();
    }

    /** The delay that so large a part of them does not exceed. */
    double most(double part) {
      return sorted.length == 0
          ? 0
          : sorted[(int) Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
    }
  }
}
