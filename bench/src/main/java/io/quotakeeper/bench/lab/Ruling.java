package io.quotakeeper.bench.lab;

import org.jspecify.annotations.Nullable;

/**
 * What a provider truly decides of a request.
 *
 * @param refusing the window for which it refuses, the one that takes longest; null if it serves
 * @param freeAt when that window will have enough, in milliseconds since the start
 * @param refills how often that window was filled up before its time until now
 * @param wasKnown whether a refusal that arrived before had shown that the window is spent
 * @param wasTold whether it was sent before the end that the last such refusal had stated
 * @param newlySpent how many windows are spent and were not known to be, by anybody
 */
record Ruling(
    @Nullable Meter refusing,
    long freeAt,
    int refills,
    boolean wasKnown,
    boolean wasTold,
    int newlySpent) {

  static Ruling served(int newlySpent) {
    return new Ruling(null, 0, 0, false, false, newlySpent);
  }

  boolean isServed() {
    return refusing == null;
  }

  /**
   * Its refusal has arrived.
   *
   * @param told the end that it states, right or wrong; 0 if none
   */
  void arrived(long told) {
    if (refusing != null) {
      refusing.known(freeAt, refills, told);
    }
  }
}
