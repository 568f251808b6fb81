package io.quotakeeper.testkit;

import io.quotakeeper.providers.Adapter;

/** Which calls of an account are meant. */
public sealed interface Calls {

  /** Those that ask for quota. */
  record Quota() implements Calls {}

  /** Ordinary requests. */
  record Traffic() implements Calls {}

  /** All. */
  record All() implements Calls {}

  /**
   * One alone.
   *
   * @param call as the adapter names it: {@code rateLimit}, {@code quotaSummary}, {@code credits},
   *     …
   */
  record Named(String call) implements Calls {}

  /** Those that ask for quota. */
  static Calls quota() {
    return new Quota();
  }

  /** Ordinary requests. */
  static Calls traffic() {
    return new Traffic();
  }

  /** All calls. */
  static Calls all() {
    return new All();
  }

  /** One call alone, by the adapter's name for it. */
  static Calls named(String call) {
    return new Named(call);
  }

  /** Whether {@code call} is among them. */
  default boolean cover(String call) {
    return switch (this) {
      case Quota _ -> !call.equals(Adapter.TRAFFIC);
      case Traffic _ -> call.equals(Adapter.TRAFFIC);
      case All _ -> true;
      case Named(String name) -> call.equals(name);
    };
  }
}
