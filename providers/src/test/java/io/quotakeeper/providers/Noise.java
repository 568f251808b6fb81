package io.quotakeeper.providers;

import java.util.Random;

/** Nonsense, the same for the same seed. */
final class Noise {

  private static final String JSON = "{}[]\",:\\ 0123456789.eE-+truefalsn\n\u0000é\ud83d";

  private Noise() {}

  static String text(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(24);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** The text with some of it cut out, doubled, or replaced. */
  static String mutated(Random random, String text) {
    StringBuilder mutated = new StringBuilder(text);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int from = random.nextInt(mutated.length() + 1);
      int to = Math.min(mutated.length(), from + random.nextInt(12));
      String part = mutated.substring(from, to);
      switch (random.nextInt(3)) {
        case 0 -> mutated.delete(from, to);
        case 1 -> mutated.insert(from, part);
        default -> mutated.replace(from, to, text(random, JSON));
      }
    }
    return mutated.toString();
  }
}
