package io.quotakeeper.outlook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bounded lists of stretches, the oldest first: what is long ago is kept more coarsely. */
final class Stretches {

  /** A full list takes about 5 KiB. */
  static final int MOST = 96;

  /** Nothing older than the longest window. */
  private static final long LONGEST_MILLIS = Duration.ofDays(31).toMillis();

  private Stretches() {}

  /** The list with another stretch, which is the newest. */
  static List<Stretch> plus(List<Stretch> known, Stretch next) {
    List<Stretch> all = new ArrayList<>(known.size() + 1);
    all.addAll(known);
    Stretch before = all.isEmpty() ? null : all.getLast();
    if (before != null && isOne(before, next)) {
      all.set(all.size() - 1, before.with(next));
    } else {
      all.add(next);
    }
    while (all.size() > 1 && next.to() - all.getFirst().to() > LONGEST_MILLIS) {
      all.removeFirst();
    }
    return Collections.unmodifiableList(all.size() > MOST ? coarser(all) : all);
  }

  private static boolean isOne(Stretch before, Stretch next) {
    boolean isMoment = next.millis() == 0 || before.millis() == 0;
    return before.adjoins(next) && (isMoment || (before.isIdle() && next.isIdle()));
  }

  /** In the older half of it two are made one. */
  private static List<Stretch> coarser(List<Stretch> all) {
    List<Stretch> fewer = new ArrayList<>(all.size());
    int half = all.size() / 2;
    @Nullable Stretch waiting = null;
    for (Stretch each : all.subList(0, half)) {
      if (waiting != null && waiting.adjoins(each)) {
        fewer.add(waiting.with(each));
        waiting = null;
      } else {
        if (waiting != null) {
          fewer.add(waiting);
        }
        waiting = each;
      }
    }
    if (waiting != null) {
      fewer.add(waiting);
    }
    fewer.addAll(all.subList(half, all.size()));
    return fewer.size() > MOST ? fewer.subList(fewer.size() - MOST, fewer.size()) : fewer;
  }
}
