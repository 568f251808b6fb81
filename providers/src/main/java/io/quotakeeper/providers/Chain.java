package io.quotakeeper.providers;

import java.util.List;

/**
 * Calls that tell the same thing, the best first. The first that answers is taken; a 404 falls
 * through to the next.
 *
 * @param name the chain's name, unique in its adapter
 * @param calls names of calls, at least one
 * @param optional whether a sync succeeds without it, since not every credential may make these
 *     calls
 */
public record Chain(String name, List<String> calls, boolean optional) {
  /** Copies the list. */
  public Chain {
    calls = List.copyOf(calls);
  }

  /** The call to begin with: the one that answered last, else the best. */
  public String first(String answeredLast) {
    return calls.contains(answeredLast) ? answeredLast : calls.getFirst();
  }
}
