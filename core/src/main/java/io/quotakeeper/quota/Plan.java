package io.quotakeeper.quota;

import java.util.List;
import java.util.Locale;
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
    List<String> parts = List.of((id + " " + words).toLowerCase(Locale.ROOT).split("[^a-z0-9]+"));
    for (SubscriptionTier tier :
        List.of(SubscriptionTier.ULTRA, SubscriptionTier.PRO, SubscriptionTier.FREE)) {
      if (parts.contains(tier.name().toLowerCase(Locale.ROOT))) {
        return Optional.of(tier);
      }
    }
    return Optional.empty();
  }
}
