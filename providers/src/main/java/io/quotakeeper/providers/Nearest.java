package io.quotakeeper.providers;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a mistyped word was meant to be. */
public final class Nearest {

  private static final int LONGEST = 200;

  private Nearest() {}

  /** {@code , did you mean X?} or nothing. */
  public static String hint(String word, Collection<String> known) {
    return find(word, known).map(k -> ", did you mean " + k + "?").orElse("");
  }

  /**
   * The known word that is nearest, if one is near: at most a third of its letters away. A word of
   * more than 200 characters is near none.
   */
  public static Optional<String> find(String word, Collection<String> known) {
    int within = Math.max(1, word.length() / 3);
    return word.length() > LONGEST
        ? Optional.empty()
        : known.stream()
            .filter(k -> Math.abs(k.length() - word.length()) <= within)
            .filter(k -> distance(word, k) <= within)
            .min(
                Comparator.comparingInt((String k) -> distance(word, k))
                    .thenComparing(Comparator.naturalOrder()));
  }

  /** Edits (insert, drop, replace, swap neighbours) between the two, case aside. */
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, a, i, b, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  /** Between the first {@code i} letters of the one and the first {@code j} of the other. */
  private static int fewest(int[][] edits, String a, int i, String b, int j) {
    int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int fewest = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(fewest, 1 + edits[i - 2][j - 2]) : fewest;
  }
}
