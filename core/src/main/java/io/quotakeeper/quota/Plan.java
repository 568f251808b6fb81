package io.quotakeeper.quota;

import java.util.List;
import java.util.Optional;

/**
 * The plan that a provider names for an account.
 *
 * @param id as the provider spells it, empty where none is named
 * @param words further words that tell the tier (a display name), may be empty
 */
public record Plan(String id, String words) {

  /** No plan is named. */
  public static final Plan NONE = new Plan("", "");

  private static final List<SubscriptionTier> STRONGEST_FIRST =
      List.of(SubscriptionTier.ULTRA, SubscriptionTier.PRO, SubscriptionTier.FREE);

  /** A plan of which only the tier is known, because the operator declared it. */
  public static Plan declared(SubscriptionTier tier) {
    return new Plan("", tier.name());
  }

  /** Whether a plan is named. */
  public boolean isNamed() {
    return !id.isEmpty();
  }

  /**
   * The tier, told by the words {@code ultra}, {@code pro} or {@code free} in id and words, in that
   * order of strength; absent where none of them stands there. Whole words count, so that {@code
   * provider} is not {@code pro}.
   */
  public Optional<SubscriptionTier> tier() {
    for (SubscriptionTier tier : STRONGEST_FIRST) {
      if (hasWord(id, tier.name()) || hasWord(words, tier.name())) {
        return Optional.of(tier);
      }
    }
    return Optional.empty();
  }

  private static boolean hasWord(String text, String word) {
    for (int at = 0; at + word.length() <= text.length(); at++) {
      if (text.regionMatches(true, at, word, 0, word.length())
          && !isOfWord(text, at - 1)
          && !isOfWord(text, at + word.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfWord(String text, int at) {
    if (at < 0 || at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
