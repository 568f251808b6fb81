package io.quotakeeper.providers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which replies are refusals, and of what. All conditions that are given must hold; of each list
 * one is enough.
 *
 * @param name for people and tests, unique in its adapter
 * @param calls the calls whose replies it takes; all by default
 * @param status HTTP statuses, {@code 429} or {@code 500-599}; all errors by default. An error that
 *     came with status 200 is taken by every rule that has conditions on facts or words
 * @param facts values of named facts; {@code '*'} for any
 * @param factSays parts of named facts
 * @param says parts of the error's text
 * @param headers values of headers; {@code '*'} for any, {@code ''} for none at all. A star in a
 *     name stands for any text: one header of such a name is enough
 * @param kind the class, or {@code none} for a reply that is no refusal after all
 * @param of what was refused, where it is not what was asked
 * @param scope what is blocked; what an ordinary request counts against by default
 * @param window the window that is spent
 * @param until when it ends; the first that is stated and lies ahead
 * @param action a link that helps a person
 */
record RefusalRule(
    String name,
    List<String> calls,
    List<StatusRange> status,
    Map<String, List<String>> facts,
    Map<String, List<String>> factSays,
    List<String> says,
    Map<String, List<String>> headers,
    @JsonProperty("class") String kind,
    Refusal.@Nullable Target of,
    List<ScopeSource> scope,
    @Nullable TextSource window,
    List<TimeSource> until,
    @Nullable ActionLink action) {

  private static final String NONE = "none";

  /** What is meant where no status is given. */
  static final StatusRange ERRORS = new StatusRange(400, 599);

  RefusalRule {
    if (name.isEmpty() || kind.isEmpty()) {
      throw new IllegalArgumentException("a refusal needs name and class");
    }
    if (!kind.equals(NONE) && RefusalClass.ofWord(kind).isEmpty()) {
      throw new IllegalArgumentException(
          "no such class of refusals: "
              + kind
              + Nearest.hint(kind, Word.all(RefusalClass.values()))
              + "; there are none, "
              + String.join(", ", Word.all(RefusalClass.values())));
    }
    status = status.isEmpty() ? List.of(ERRORS) : status;
  }

  /** The class; absent where the reply is no refusal after all. */
  Optional<RefusalClass> refusalClass() {
    return RefusalClass.ofWord(kind);
  }

  /** Whether replies to that call with that status are for this rule at all. */
  boolean concerns(String call, int code) {
    return (calls.isEmpty() || calls.contains(call))
        && status.stream().anyMatch(range -> range.contains(code));
  }

  /**
   * Whether it takes an error that came to that call with the status of a success: it asks for
   * something in the error itself, so that the status, which lies, can be passed over.
   */
  boolean concernsErrorOf(String call) {
    return (calls.isEmpty() || calls.contains(call))
        && !(facts.isEmpty() && factSays.isEmpty() && says.isEmpty());
  }

  /** Whether the conditions on the reply's content hold. */
  boolean matches(Material material) {
    ErrorFacts error = material.error();
    return facts.entrySet().stream()
            .allMatch(e -> Texts.isOneOf(error.facts().getOrDefault(e.getKey(), ""), e.getValue()))
        && factSays.entrySet().stream()
            .allMatch(e -> saysOneOf(error.facts().getOrDefault(e.getKey(), ""), e.getValue()))
        && (says.isEmpty() || saysOneOf(error.text(), says))
        && material.hasHeaders(headers);
  }

  private static boolean saysOneOf(String text, List<String> parts) {
    return parts.stream().anyMatch(part -> Texts.contains(text, part));
  }
}
