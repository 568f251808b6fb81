package io.quotakeeper.config;

import io.quotakeeper.providers.Nearest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of scalar value.
 *
 * @param expected what a good value is, for people
 * @param parse makes the value of its text; throws {@link IllegalArgumentException} with what is
 *     wrong, without repeating the text
 * @param shape what it looks like, for editors
 * @param <T> the value's type
 */
record Kind<T>(String expected, Function<String, T> parse, Shape shape) {

  private static final int LONGEST_PERCENT = 12;
  private static final Pattern PERCENT_FORM = Pattern.compile("[0-9]{1,3}(\\.[0-9]+)?%");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");

  /** A share, 0 to 1. */
  static final Kind<Double> PERCENT =
      new Kind<>(
          "a percentage from 0% to 100% such as 10%",
          Kind::percent, Shape.strictText("[0-9]{1,3}(\\.[0-9]+)?%"));

  static final Kind<Integer> PORT = whole("a port from 0 to 65535, 0 for any free one", 0, 65_535);

  static final Kind<Boolean> TRUTH =
      choice("value", Map.of("true", true, "false", false)).shaped(Shape.TRUTH);

  /** A number of 0 or more. */
  static final Kind<Double> NUMBER =
      new Kind<>("a number of 0 or more", Kind::number, Shape.NUMBER);

  /** A value that looks like any other text. */
  Kind(String expected, Function<String, T> parse) {
    this(expected, parse, Shape.TEXT);
  }

  static Kind<Integer> whole(String expected, int least, int most) {
    return new Kind<>(expected, text -> wholeNumber(text, least, most), Shape.whole(least, most));
  }

  /** One of these words, which stand for a {@code noun}. */
  static <T> Kind<T> choice(String noun, Map<String, T> words) {
    return choice(noun, words.keySet(), words::get);
  }

  /** One of these words, each of which {@code meaning} knows. */
  static <T> Kind<T> choice(
      String noun, Collection<String> words, Function<String, @Nullable T> meaning) {
    var sorted = words.stream().sorted().toList();
    return new Kind<>(
        "one of " + String.join(", ", sorted),
        text -> {
          T value = words.contains(text) ? meaning.apply(text) : null;
          if (value == null) {
            throw new IllegalArgumentException("unknown " + noun + Nearest.hint(text, sorted));
          }
          return value;
        },
        Shape.words(sorted));
  }

  /** Text of a form, a regular expression that Java and JavaScript understand alike. */
  static Kind<String> text(String expected, String form) {
    Pattern pattern = Pattern.compile(form);
    return new Kind<>(
        expected,
        text -> {
          if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("malformed");
          }
          return text;
        },
        Shape.text(form));
  }

  /** The same kind with another look. */
  Kind<T> shaped(Shape other) {
    return new Kind<>(expected, parse, other);
  }

  /** What is wrong with a text, if anything is. */
  Optional<String> objection(String text) {
    try {
      Object _ = parse.apply(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static double percent(String text) {
    if (text.length() > LONGEST_PERCENT || !PERCENT_FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a percentage");
    }
    double share = Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
    if (share > 1) {
      throw new IllegalArgumentException("more than 100%");
    }
    return share;
  }

  private static double number(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException("not a number of 0 or more");
    }
    return Double.parseDouble(text);
  }

  private static int wholeNumber(String text, int least, int most) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("not a whole number");
    }
    int value = Integer.parseInt(text);
    if (value < least) {
      throw new IllegalArgumentException("less than " + least);
    }
    if (value > most) {
      throw new IllegalArgumentException("more than " + most);
    }
    return value;
  }
}
