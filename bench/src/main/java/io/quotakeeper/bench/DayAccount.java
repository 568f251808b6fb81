package io.quotakeeper.bench;

import io.quotakeeper.bench.DayProvider.Limit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What truly happens to one account in the simulated day. It does not depend on who looks: all
 * steps are known before the first look.
 */
final class DayAccount {

  static final int STEP_SECONDS = 3600 / DayLoad.STEPS_AN_HOUR;

  /** What happens after that is looked at, and does not count. */
  static final int DAY = 24 * 3600;

  /** A day, and the time in which what happened last is found out. */
  static final int STEPS = 26 * DayLoad.STEPS_AN_HOUR;

  private static final double LOW = 0.1;

  private final String id;
  private final DayProvider provider;
  private final DayLoad load;
  private final double[][] left;
  private final int[] phase;
  private final boolean[] busy = new boolean[STEPS];
  private final List<Event> events = new ArrayList<>();

  /** What should be seen soon. */
  enum Kind {
    /** A threshold was crossed downwards: nearly, or wholly, spent. */
    CROSSED,
    /** What was low or spent came back. */
    CAME_BACK
  }

  /**
   * Something that matters.
   *
   * @param kind what
   * @param second when, since the start
   */
  record Event(Kind kind, int second) {}

  DayAccount(String id, DayProvider provider, DayLoad load, Random random) {
    this.id = id;
    this.provider = provider;
    this.load = load;
    this.left = new double[provider.windows().size()][STEPS];
    this.phase = new int[left.length];
    double[] wish = new double[STEPS];
    Limit tightest = provider.windows().getFirst();
    double period = tightest.isBalance() ? 48 : Math.min(48, tightest.hours());
    load.fill(wish, share(tightest, random), period, random);
    live(wish, random);
  }

  /** Of a limit of weeks or months a day sees a part. */
  private static double share(Limit limit, Random random) {
    boolean isLong = limit.isBalance() || limit.hours() > 48;
    return isLong ? limit.most() * (0.1 + 0.3 * random.nextDouble()) : limit.most();
  }

  private void live(double[] wish, Random random) {
    List<Limit> limits = provider.windows();
    double[] now = new double[limits.size()];
    for (int i = 0; i < now.length; i++) {
      Limit limit = limits.get(i);
      int steps = steps(limit);
      phase[i] = limit.isCommon() ? steps / 3 : random.nextInt(steps);
      boolean isLong = limit.isBalance() || limit.hours() > 48;
      now[i] = limit.most() * (isLong ? 0.02 + 0.98 * random.nextDouble() : 1);
    }
    for (int step = 0; step < STEPS; step++) {
      boolean isSpent = false;
      for (int i = 0; i < now.length; i++) {
        if (isReset(i, step)) {
          now[i] = limits.get(i).most();
        }
        isSpent |= now[i] <= 0;
      }
      double used = isSpent ? 0 : wish[step];
      busy[step] = used > 0;
      for (int i = 0; i < now.length; i++) {
        boolean isPace = limits.get(i).id().equals("rpm");
        now[i] = isPace ? Math.max(1, 60 - used * 6) : Math.max(0, now[i] - used);
        left[i][step] = now[i];
        note(i, step);
      }
    }
  }

  private void note(int window, int step) {
    Limit limit = provider.windows().get(window);
    if (limit.id().equals("rpm") || step == 0) {
      return;
    }
    double before = left[window][step - 1] / limit.most();
    double now = left[window][step] / limit.most();
    boolean isLow = before >= LOW && now < LOW && !limit.isBalance();
    boolean isSpent = before > 0 && now <= 0;
    if (isLow || isSpent) {
      events.add(new Event(Kind.CROSSED, step * STEP_SECONDS));
    }
    if (before < LOW && now >= LOW) {
      events.add(new Event(Kind.CAME_BACK, step * STEP_SECONDS));
    }
  }

  private static int steps(Limit limit) {
    return limit.isBalance() ? STEPS + 1 : (int) Math.round(limit.hours() * DayLoad.STEPS_AN_HOUR);
  }

  private boolean isReset(int window, int step) {
    Limit limit = provider.windows().get(window);
    return !limit.isBalance() && step > 0 && (step - phase[window]) % steps(limit) == 0;
  }

  String id() {
    return id;
  }

  DayProvider provider() {
    return provider;
  }

  DayLoad load() {
    return load;
  }

  /** What matters in the day, in order. */
  List<Event> events() {
    return events.stream().filter(event -> event.second() < DAY).toList();
  }

  /** Whether it is used in that second. */
  boolean isBusy(long second) {
    return busy[step(second)];
  }

  /** The answer to a quota call. */
  String body(long second, long epoch) {
    return IntStream.range(0, left.length)
        .mapToObj(i -> window(i, second, epoch))
        .collect(Collectors.joining(",", "{\"windows\":[", "]}"));
  }

  private String window(int index, long second, long epoch) {
    Limit limit = provider.windows().get(index);
    double rest = left[index][step(second)];
    String reset = limit.isBalance() ? "null" : String.valueOf(epoch + reset(index, second));
    String amount =
        provider.inPercent()
            ? "\"used\":" + (int) Math.floor(100 * (1 - rest / limit.most()))
            : limit.isBalance()
                ? "\"remaining\":" + rest
                : "\"limit\":" + limit.most() + ",\"remaining\":" + rest;
    return String.format(Locale.ROOT, "{\"id\":\"%s\",%s,\"reset\":%s}", limit.id(), amount, reset);
  }

  /** What the headers of an ordinary answer tell: name, value, name, value … */
  List<String> headers(long second, long epoch) {
    return IntStream.range(0, left.length)
        .boxed()
        .flatMap(i -> {
          Limit limit = provider.windows().get(i);
          return Arrays.stream(
              new String[] {
                "x-limit-" + limit.id(),
                String.valueOf(limit.most()),
                "x-remaining-" + limit.id(),
                String.valueOf(left[i][step(second)]),
                "x-reset-" + limit.id(),
                String.valueOf(epoch + reset(i, second))
              });
        })
        .toList();
  }

  private long reset(int window, long second) {
    int steps = steps(provider.windows().get(window));
    int since = Math.floorMod(step(second) - phase[window], steps);
    return (long) (step(second) + steps - since) * STEP_SECONDS;
  }

  private static int step(long second) {
    return (int) Math.min(STEPS - 1, second / STEP_SECONDS);
  }
}
