package io.quotakeeper.cli;

import io.quotakeeper.providers.Nearest;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a command prints its data. */
enum Format {
  TABLE,
  WIDE,
  JSON;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static List<String> words() {
    return Arrays.stream(values()).map(Format::word).toList();
  }

  /** The words that users write. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words().iterator();
    }
  }

  /** Reads the words that users write. */
  static final class Words implements ITypeConverter<Format> {
    @Override
    public Format convert(String word) {
      return Arrays.stream(values())
          .filter(f -> f.word().equals(word))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "expected table, wide or json: '" + word + "'" + Nearest.hint(word, words())));
    }
  }
}
