package io.quotakeeper.providers;

/** Is told of every rule that made something of a reply. Tests ask it which rules were used. */
@FunctionalInterface
interface RuleLog {

  /** Hears nothing. */
  RuleLog NONE = (kind, name) -> {};

  /** A rule was used. */
  void used(String kind, String name);
}
