package io.quotakeeper.quota;

/**
 * The name that an operator gave to one credential at one provider.
 *
 * @param value 1 to 128 letters, digits, {@code .}, {@code _} or {@code -}, not starting with a dot
 */
public record AccountId(String value) implements Comparable<AccountId> {

  private static final int LONGEST = 128;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if the value is not of the form above
   */
  public AccountId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "account id must be 1 to 128 letters, digits, '.', '_' or '-', not starting with a dot: \""
              + value
              + "\"");
    }
  }

  /** Whether {@code text} has the form of an account id. */
  public static boolean isValid(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.charAt(0) != '.'
        && text.chars().allMatch(AccountId::mayStand);
  }

  private static boolean mayStand(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
