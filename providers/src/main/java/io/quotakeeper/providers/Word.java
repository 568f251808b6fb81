package io.quotakeeper.providers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The way constants are spelled in adapter files: kebab case. */
final class Word {

  private Word() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The constant of that word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static <E extends Enum<E>> E find(String what, String word, E[] known) {
    return Arrays.stream(known)
        .filter(constant -> of(constant).equals(word))
        .findFirst()
        .orElseThrow(() -> unknown(what, word, known));
  }

  /** That there is no such constant, and which may have been meant. */
  static IllegalArgumentException unknown(String what, String word, Enum<?>... known) {
    return new IllegalArgumentException(
        "no such " + what + ": " + word + Nearest.hint(word, all(known)));
  }

  /** The words of all these constants. */
  static List<String> all(Enum<?>... constants) {
    return Arrays.stream(constants).map(Word::of).toList();
  }
}
