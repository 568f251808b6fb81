package io.quotakeeper.bench.lab;

/** What a scenario must keep to. */
final class Checks {

  private Checks() {}

  static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
