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

  /** The words of all these constants. */
  static List<String> all(Enum<?>... constants) {
    return Arrays.stream(constants).map(Word::of).toList();
  }
}
