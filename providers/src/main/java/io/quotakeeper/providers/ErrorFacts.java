package io.quotakeeper.providers;

import java.util.Map;

/**
 * What the error document of a reply says.
 *
 * @param facts the values that the adapter names, by name
 * @param text the words in which markers are searched: the message, or the whole body where that is
 *     broken JSON; empty where there are none
 * @param isError whether the document has an error in it
 */
record ErrorFacts(Map<String, String> facts, String text, boolean isError) {

  /** Nothing is said. */
  static final ErrorFacts NONE = new ErrorFacts(Map.of(), "", false);

  /** Copies the facts. */
  ErrorFacts {
    facts = Map.copyOf(facts);
  }
}
