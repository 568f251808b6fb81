package io.quotakeeper.providers;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a mistyped key or word of an adapter was meant to be. */
final class Nearest {

  private static final int LONGEST = 60;

  private Nearest() {}

  /** {@code , did you mean X?} or nothing. */
  static String hint(String word, Collection<String> known) {
    return find(word, known).map(k -> ", did you mean " + k + "?").orElse("");
  }

  private static Optional<String> find(String word, Collection<String> known) {
    int within = Math.max(1, word.length() / 3);
    return word.length() > LONGEST
        ? Optional.empty()
        : known.stream()
            .filter(k -> distance(word, k) <= within)
            .min(
                Comparator.comparingInt((String k) -> distance(word, k))
                    .thenComparing(Comparator.naturalOrder()));
  }

  /** How many letters must be put in, left out or replaced, case aside. */
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
