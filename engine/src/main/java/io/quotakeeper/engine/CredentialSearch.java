package io.quotakeeper.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds one credential in a text: plain, in base64 (also amid other things), in hexadecimal, and
 * each of these with any of its characters escaped as URLs, JSON, JSON in JSON and HTML escape
 * them. Immutable.
 *
 * <p>It compares character by character in place of one large regular expression, so that neither a
 * long credential nor a hostile text costs a stack.
 */
final class CredentialSearch {

  /** Shorter encodings would be found by chance. */
  private static final int LEAST_ENCODED = 8;

  /** A shorter credential counts only where it stands alone. */
  private static final int LEAST_AMID = 8;

  private static final int MOST_BACKSLASHES = 4;

  private static final Map<String, Character> ENTITIES =
      Map.of("amp", '&', "lt", '<', "gt", '>', "quot", '"', "apos", '\'');

  private static final Pattern ENTITY =
      Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,7}|amp|lt|gt|quot|apos);");

  private final List<Needle> needles;

  /**
   * A form of the credential.
   *
   * @param text what to look for
   * @param alone whether it counts only as a word of its own
   */
  private record Needle(String text, boolean alone) {
    /** In a JSON number, too, a mark must not break the document. */
    String mark() {
      return text.chars().allMatch(c -> c >= '0' && c <= '9') ? "0" : Marks.MARK;
    }

    /** The end of its occurrence there, -1 if it does not stand there. */
    int matchAt(String haystack, int start) {
      int end =
          haystack.startsWith(text, start) ? start + text.length() : escapedAt(haystack, start);
      boolean counts =
          end >= 0
              && (!alone || (Marks.beginsWord(haystack, start) && Marks.endsWord(haystack, end)));
      return counts ? end : -1;
    }

    private int escapedAt(String haystack, int start) {
      int at = start;
      for (int i = 0; i < text.length() && at >= 0; i++) {
        at = step(haystack, at, text.charAt(i));
      }
      return at;
    }
  }

  private CredentialSearch(List<Needle> needles) {
    this.needles = List.copyOf(needles);
  }

  static CredentialSearch of(String credential) {
    List<Needle> needles = new ArrayList<>();
    needles.add(new Needle(credential, credential.length() < LEAST_AMID));
    byte[] bytes = credential.getBytes(StandardCharsets.UTF_8);
    List<String> encoded = new ArrayList<>();
    for (int before = 0; before < 3; before++) {
      String core = base64Core(bytes, before);
      encoded.add(core);
      encoded.add(core.replace('+', '-').replace('/', '_'));
    }
    String hex = HexFormat.of().formatHex(bytes);
    encoded.add(hex);
    encoded.add(hex.toUpperCase(Locale.ROOT));
    encoded.stream()
        .filter(form -> form.length() >= LEAST_ENCODED)
        .distinct()
        .forEach(form -> needles.add(new Needle(form, false)));
    return new CredentialSearch(needles);
  }

  /** The text with a mark in place of each occurrence. */
  String redact(String text) {
    String redacted = text;
    for (Needle needle : needles) {
      var marks = new Marks(redacted);
      int at = 0;
      while (at < redacted.length()) {
        int end = needle.matchAt(redacted, at);
        if (end >= 0) {
          marks.put(at, end, needle.mark());
        }
        at = Math.max(at + 1, end);
      }
      redacted = marks.done();
    }
    return redacted;
  }

  /**
   * The characters of base64 that depend on these bytes alone, where so many others stand before
   * them in their group of three.
   */
  private static String base64Core(byte[] bytes, int before) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    String all = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int first = before == 0 ? 0 : before + 1;
    int last = shifted.length * 8 / 6;
    return last > first ? all.substring(first, last) : "";
  }

  /**
   * Where the text goes on behind that character, in whatever form it stands; -1 if it does not.
   */
  private static int step(String text, int at, char wanted) {
    if (at >= text.length()) {
      return -1;
    }
    return switch (text.charAt(at)) {
      case '%' -> percent(text, at, wanted);
      case '\\' -> backslash(text, at, wanted);
      case '&' -> entity(text, at, wanted);
      case '+' -> wanted == ' ' || wanted == '+' ? at + 1 : -1;
      default -> plain(text, at, wanted);
    };
  }

  private static int plain(String text, int at, char wanted) {
    return text.charAt(at) == wanted ? at + 1 : -1;
  }

  /** {@code %2F}, also escaped once more as {@code %252F}, and UTF-8 of two bytes. */
  private static int percent(String text, int at, char wanted) {
    int end = percentByte(text, at, wanted);
    if (end < 0 && wanted > 0x7f) {
      int second = percentByte(text, at, 0xc0 | (wanted >> 6));
      end = second < 0 ? -1 : percentByte(text, second, 0x80 | (wanted & 0x3f));
    }
    if (end < 0 && wanted == ' ') {
      end = percentByte(text, at, '+');
    }
    return end < 0 ? plain(text, at, wanted) : end;
  }

  private static int percentByte(String text, int at, int wanted) {
    for (String begin : List.of("%25", "%")) {
      int digits = at + begin.length();
      if (text.startsWith(begin, at)
          && Marks.isHex(text, digits, 2)
          && Integer.parseInt(text.substring(digits, digits + 2), 16) == wanted) {
        return digits + 2;
      }
    }
    return -1;
  }

  /** A character behind backslashes, or {@code u002f} behind them. */
  private static int backslash(String text, int at, char wanted) {
    int letter = at;
    while (letter < text.length()
        && letter - at < MOST_BACKSLASHES
        && text.charAt(letter) == '\\') {
      letter++;
    }
    if (text.startsWith("u", letter)
        && Marks.isHex(text, letter + 1, 4)
        && Integer.parseInt(text.substring(letter + 1, letter + 5), 16) == wanted) {
      return letter + 5;
    }
    if (wanted == '\\') {
      return letter;
    }
    return letter < text.length() && text.charAt(letter) == wanted && !isLetter(wanted)
        ? letter + 1
        : -1;
  }

  /** A letter behind a backslash is another character. */
  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** A name, or the number of the character, decimal or hexadecimal. */
  private static int entity(String text, int at, char wanted) {
    Matcher entity = ENTITY.matcher(text).region(at, text.length());
    return entity.lookingAt() && character(text.substring(at + 1, entity.end() - 1)) == wanted
        ? entity.end()
        : plain(text, at, wanted);
  }

  private static int character(String entity) {
    if (entity.startsWith("#")) {
      return Character.isDigit(entity.charAt(1))
          ? Integer.parseInt(entity.substring(1))
          : Integer.parseInt(entity.substring(2), 16);
    }
    return ENTITIES.getOrDefault(entity, '&');
  }
}
