package io.quotakeeper.cli;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a command prints its data. */
enum Format {
  TABLE,
  WIDE,
  JSON;

  /** Reads the words that users write. */
  static final class Words implements ITypeConverter<Format> {
    @Override
    public Format convert(String word) {
      return Arrays.stream(values())
          .filter(f -> f.name().toLowerCase(Locale.ROOT).equals(word))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("expected table, wide or json: '" + word + "'"));
    }
  }
}
