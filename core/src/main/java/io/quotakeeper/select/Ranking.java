package io.quotakeeper.select;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The accounts of a pool, ranked for one request. Of any number of accounts it keeps the best nine,
 * the first eight that cannot serve, and counts of all. Used by one thread.
 */
public final class Ranking {

  /** So many that were passed over are told. */
  private static final int MOST_TOLD = 8;

  /** Of them so many that could have served, while there are others that could not. */
  private static final int RUNNERS_UP = 3;

  private final Glance[] best = new Glance[MOST_TOLD + 1];
  private final Grade[] grades = new Grade[MOST_TOLD + 1];
  private final double[] firsts = new double[MOST_TOLD + 1];
  private final double[] seconds = new double[MOST_TOLD + 1];
  private final List<Verdict> refused = new ArrayList<>(MOST_TOLD);
  private final Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
  private int able;
  private int size;

  Ranking() {}

  /**
   * An account that can serve.
   *
   * @param grade how well
   * @param first what the strategy looks at, the least first
   * @param second what it looks at next
   */
  void add(Glance glance, Grade grade, double first, double second) {
    able++;
    int at = size;
    while (at > 0 && isBefore(glance, grade, first, second, at - 1)) {
      at--;
    }
    if (at == best.length) {
      return;
    }
    size = Math.min(size + 1, best.length);
    int moved = size - 1 - at;
    System.arraycopy(best, at, best, at + 1, moved);
    System.arraycopy(grades, at, grades, at + 1, moved);
    System.arraycopy(firsts, at, firsts, at + 1, moved);
    System.arraycopy(seconds, at, seconds, at + 1, moved);
    best[at] = glance;
    grades[at] = grade;
    firsts[at] = first;
    seconds[at] = second;
  }

  /** An account that cannot. */
  void refuse(Standing standing, Reason reason) {
    counts.merge(reason, 1, Integer::sum);
    if (refused.size() < MOST_TOLD) {
      refused.add(new Verdict(standing, reason, 0));
    }
  }

  /** Ties go to who has the least under way, then to who was silent for longest. */
  private boolean isBefore(Glance glance, Grade grade, double first, double second, int at) {
    if (grade != grades[at]) {
      return grade.compareTo(grades[at]) < 0;
    }
    if (first != firsts[at]) {
      return first < firsts[at];
    }
    if (second != seconds[at]) {
      return second < seconds[at];
    }
    int load = glance.inFlight - best[at].inFlight;
    return load != 0 ? load < 0 : glance.lastTurn < best[at].lastTurn;
  }

  /** How many of the best are kept, 0 to 9. */
  public int size() {
    return size;
  }

  /**
   * One of the best.
   *
   * @param place 0 for the best of all
   */
  public Standing best(int place) {
    return best[place].standing;
  }

  /**
   * What was decided, once one was chosen.
   *
   * @param place its place among the best; those before it were tried in vain
   */
  public Selection chosen(int place) {
    return selection(place);
  }

  /** What was decided, where none can serve. */
  public Selection none() {
    return selection(size);
  }

  private Selection selection(int place) {
    List<Verdict> passedOver = new ArrayList<>(MOST_TOLD);
    for (int i = 0; i < place; i++) {
      passedOver.add(verdict(i, Reason.HELD));
    }
    runnersUp(place + 1, RUNNERS_UP, passedOver);
    int told = passedOver.size();
    for (int i = 0; i < refused.size() && passedOver.size() < MOST_TOLD; i++) {
      passedOver.add(refused.get(i));
    }
    runnersUp(place + 1 + Math.max(0, told - place), MOST_TOLD, passedOver);
    Optional<Verdict> chosen =
        place < size
            ? Optional.of(verdict(place, Reason.CHOSEN))
            : Optional.empty();
    return new Selection(chosen, passedOver, rest(place, passedOver));
  }

  private void runnersUp(int from, int most, List<Verdict> passedOver) {
    for (int i = from; i < size && i < from + most && passedOver.size() < MOST_TOLD; i++) {
      passedOver.add(verdict(i, Reason.RANKED_LOWER));
    }
  }

  private Verdict verdict(int place, Reason reason) {
    Standing standing = best[place].standing;
    return new Verdict(standing, reason, standing.headroom());
  }

  /** How many more were passed over than are told, by reason. */
  private Map<Reason, Integer> rest(int place, List<Verdict> passedOver) {
    Map<Reason, Integer> rest = new EnumMap<>(counts);
    rest.merge(Reason.RANKED_LOWER, able - Math.min(place + 1, size), Integer::sum);
    rest.merge(Reason.HELD, place, Integer::sum);
    for (Verdict verdict : passedOver) {
      rest.merge(verdict.reason(), -1, Integer::sum);
    }
    rest.values().removeIf(many -> many <= 0);
    return rest;
  }
}
