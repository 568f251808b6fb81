package io.quotakeeper.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a mistyped word was meant to be, and which words may be shown at all. */
public final class Spelling {

  private static final int LONGEST_SHOWN = 200;
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_./<~ -]+");
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(sk|pk|rk|gh[opsur]|github_pat|xox[a-z]|glpat|hf|gsk|npm|[Bb]earer)[-_. ].*"
              + "|(AIza|ya29|eyJ).*|(AKIA|ASIA)[A-Z0-9]{12,}");
  private static final int LONG_RUN = 20;

  private Spelling() {}

  /** The known word that is nearest, if one is near. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    int within = Math.max(1, Math.min(word.length(), LONGEST_SHOWN) / 3);
    return word.length() > LONGEST_SHOWN
        ? Optional.empty()
        : known.stream()
            .filter(k -> Math.abs(k.length() - word.length()) <= within)
            .filter(k -> distance(word, k) <= within)
            .min(
                Comparator.comparingInt((String k) -> distance(word, k))
                    .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code , did you mean X?} or nothing. */
  public static String hint(String word, Collection<String> known) {
    return nearest(word, known).map(k -> ", did you mean " + k + "?").orElse("");
  }

  /**
   * Whether a name may be repeated in a message: not if it is strange or looks like a credential
   * that was put in the place of its name.
   */
  public static boolean mayShow(String text) {
    return text.length() <= LONGEST_SHOWN
        && SIMPLE.matcher(text).matches()
        && Arrays.stream(text.split("/", -1)).noneMatch(s -> CREDENTIAL.matcher(s).matches())
        && !hasLongRun(text);
  }

  /** Whether a word looks like a credential. */
  static boolean seemsSecret(String word) {
    return CREDENTIAL.matcher(word).matches() || hasLongRun(word);
  }

  private static boolean hasLongRun(String text) {
    for (String run : text.split("[^A-Za-z0-9]", -1)) {
      boolean mixed =
          run.chars().anyMatch(Character::isDigit) && run.chars().anyMatch(Character::isLetter);
      if (run.length() >= LONG_RUN && mixed) {
        return true;
      }
    }
    return false;
  }

  /** Edits (insert, drop, replace, swap neighbours) between the two, case aside. */
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] =
            i == 0 || j == 0 ? i + j : fewest(edits, a.substring(0, i), b.substring(0, j));
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int fewest(int[][] edits, String a, String b) {
    int i = a.length();
    int j = b.length();
    int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int fewest = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(fewest, 1 + edits[i - 2][j - 2]) : fewest;
  }
}
