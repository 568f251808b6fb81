package io.quotakeeper.quota;

/**
 * What a window counts.
 *
 * @param name lower-case letters, digits and hyphens: one of the constants, another of the
 *     provider's own, or a currency's ISO 4217 code in lower case
 */
public record Unit(String name) implements Comparable<Unit> {

  /** Calls. */
  public static final Unit REQUESTS = new Unit("requests");

  /** Tokens, in and out together. */
  public static final Unit TOKENS = new Unit("tokens");

  /** A share of something that the provider does not name. */
  public static final Unit PERCENT = new Unit("percent");

  /** A provider's own accounting unit. */
  public static final Unit CREDITS = new Unit("credits");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if the name is empty or has other characters
   */
  public Unit {
    boolean wellFormed =
        !name.isEmpty()
            && name.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    if (!wellFormed) {
      throw new IllegalArgumentException(
          "unit must be lower-case letters, digits and hyphens: \"" + name + "\"");
    }
  }

  /** Whether this is money: a code of three letters. */
  public boolean isCurrency() {
    return name.length() == 3 && name.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  @Override
  public int compareTo(Unit other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
