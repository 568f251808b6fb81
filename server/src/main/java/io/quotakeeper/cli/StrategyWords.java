package io.quotakeeper.cli;

import io.quotakeeper.providers.Nearest;
import io.quotakeeper.select.Strategy;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words that users write for strategies. Made by picocli. */
final class StrategyWords implements ITypeConverter<Strategy>, Iterable<String> {

  private static List<String> words() {
    return Arrays.stream(Strategy.values()).map(Strategy::word).toList();
  }

  @Override
  public Strategy convert(String word) {
    return Arrays.stream(Strategy.values())
        .filter(strategy -> strategy.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "expected one of "
                    + String.join(", ", words())
                    + ": '"
                    + word
                    + "'"
                    + Nearest.hint(word, words())));
  }

  @Override
  public Iterator<String> iterator() {
    return words().iterator();
  }
}
