package io.quotakeeper.select;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a request is for: of which requests a reserve is kept back. */
public enum Purpose {
  /** Somebody waits for the answer. */
  INTERACTIVE,
  /** Nobody waits. */
  BATCH;

  /** The word that users see. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The purpose of a word. */
  public static Optional<Purpose> ofWord(String word) {
    return Arrays.stream(values()).filter(purpose -> purpose.word().equals(word)).findFirst();
  }
}
