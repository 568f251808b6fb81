package io.quotakeeper.providers;

import java.util.Locale;

/** The way constants are spelled in adapter files: kebab case. */
final class Word {

  private Word() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
