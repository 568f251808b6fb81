package io.quotakeeper.providers;

/**
 * Is told of every named rule that made something of a reply. A trial asks it which rules were
 * used.
 */
@FunctionalInterface
interface RuleLog {

  /** Hears nothing. */
  RuleLog NONE = (kind, name, window) -> {};

  /**
   * A rule was used.
   *
   * @param kind {@code reading}, {@code header} or {@code refusal}
   * @param name its name; that of a reading begins with its call and a slash
   * @param window the window that it told of, empty if none
   */
  void used(String kind, String name, String window);

  /** A rule could make nothing of an entry; {@code why} may hold words of the reply. */
  default void lost(String kind, String name, String why) {}
}
