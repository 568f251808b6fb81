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

  private final Place[] best = new Place[MOST_TOLD + 1];
  private final List<Verdict> refused = new ArrayList<>(MOST_TOLD);
  private final Map<Reason, int[]> counts = new EnumMap<>(Reason.class);
  private int able;
  private int size;

  /** One of the best, and by what it is. Who drops out makes room for who comes in. */
  private static final class Place {
    private Glance glance;
    private Grade grade;
    private double first;
    private double second;

    private Place(Glance glance, Grade grade, double first, double second) {
      this.glance = glance;
      this.grade = grade;
      this.first = first;
      this.second = second;
    }

    /** Ties go to who has the least under way, then to who was silent for longest. */
    private boolean isAfter(Glance other, Grade rank, double one, double two) {
      if (rank != grade) {
        return rank.compareTo(grade) < 0;
      }
      if (one != first) {
        return one < first;
      }
      if (two != second) {
        return two < second;
      }
      int load = other.inFlight - glance.inFlight;
      return load != 0 ? load < 0 : other.lastTurn < glance.lastTurn;
    }
  }

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
    if (size < best.length) {
      best[size] = new Place(glance, grade, first, second);
      rise(size++);
    } else if (best[size - 1].isAfter(glance, grade, first, second)) {
      Place last = best[size - 1];
      last.glance = glance;
      last.grade = grade;
      last.first = first;
      last.second = second;
      rise(size - 1);
    }
  }

  /** Takes the last one to where it belongs. */
  private void rise(int from) {
    Place fresh = best[from];
    int at = from;
    while (at > 0 && best[at - 1].isAfter(fresh.glance, fresh.grade, fresh.first, fresh.second)) {
      best[at] = best[at - 1];
      at--;
    }
    best[at] = fresh;
  }

  /** An account that cannot. */
  void refuse(Standing standing, Reason reason) {
    counts.computeIfAbsent(reason, _ -> new int[1])[0]++;
    if (refused.size() < MOST_TOLD) {
      refused.add(new Verdict(standing, reason, 0));
    }
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
    return best[place].glance.standing;
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
    int next = runnersUp(place + 1, RUNNERS_UP, passedOver);
    int refusals = Math.min(refused.size(), MOST_TOLD - passedOver.size());
    passedOver.addAll(refused.subList(0, refusals));
    next = runnersUp(next, MOST_TOLD, passedOver);
    Optional<Verdict> chosen = place < size ? Optional.of(chosenVerdict(place)) : Optional.empty();
    return new Selection(chosen, passedOver, rest(able - Math.min(next, able), refusals));
  }

  /**
   * Tells of those that rank next.
   *
   * @return the place after the last that was told
   */
  private int runnersUp(int from, int most, List<Verdict> passedOver) {
    int next = from;
    while (next < size && next < from + most && passedOver.size() < MOST_TOLD) {
      passedOver.add(verdict(next++, Reason.RANKED_LOWER));
    }
    return next;
  }

  /** What it was given is held by now. */
  private Verdict chosenVerdict(int place) {
    Standing standing = best[place].glance.standing;
    return new Verdict(standing, Reason.CHOSEN, standing.headroom());
  }

  private Verdict verdict(int place, Reason reason) {
    Glance glance = best[place].glance;
    return new Verdict(glance.standing, reason, glance.headroom);
  }

  /**
   * How many more were passed over than are told, by reason.
   *
   * @param lower how many more can serve
   * @param refusals how many of the others are told
   */
  private Map<Reason, Integer> rest(int lower, int refusals) {
    Map<Reason, Integer> rest = new EnumMap<>(Reason.class);
    counts.forEach((reason, many) -> rest.put(reason, many[0]));
    for (int i = 0; i < refusals; i++) {
      rest.merge(refused.get(i).reason(), -1, Integer::sum);
    }
    rest.values().removeIf(many -> many == 0);
    if (lower > 0) {
      rest.put(Reason.RANKED_LOWER, lower);
    }
    return rest;
  }
}
