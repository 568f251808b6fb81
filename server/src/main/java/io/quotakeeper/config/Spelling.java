package io.quotakeeper.config;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Which words may be shown in a message. */
public final class Spelling {

  private static final int LONGEST_SHOWN = 200;
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_./<~ -]+");
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(sk|pk|rk|gh[opsur]|github_pat|xox[a-z]|glpat|hf|gsk|npm|[Bb]earer)[-_. ].*"
              + "|(AIza|ya29|eyJ).*|(AKIA|ASIA)[A-Z0-9]{12,}");
  private static final int LONG_RUN = 20;

  private Spelling() {}

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
}
