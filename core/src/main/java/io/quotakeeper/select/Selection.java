package io.quotakeeper.select;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which account was chosen for a request, and why not the others.
 *
 * @param chosen the one; absent if none can serve
 * @param passedOver up to eight others: those that can serve and rank next, and those that cannot
 * @param rest how many more were passed over, by reason; only reasons of at least one
 */
public record Selection(
    Optional<Verdict> chosen, List<Verdict> passedOver, Map<Reason, Integer> rest) {

  /** Copies the collections. */
  public Selection {
    passedOver = List.copyOf(passedOver);
    rest = Map.copyOf(rest);
  }
}
