package io.quotakeeper.fuzz;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts of one size and of shapes that have brought down parsers before. */
public final class Large {

  /** 10 MiB. */
  public static final int SIZE = 10 << 20;

  /** What is repeated until the text is large. */
  private static final List<String> UNITS =
      List.of(
          "9",
          " ",
          "\n",
          ",",
          "1, ",
          "[",
          "{\"a\":",
          "[1,{}],",
          "\\\"",
          "\"a\":1,",
          "1h",
          "1 day and ",
          "e9",
          "\"a\";r=0;t=1, ",
          "a;b=c;",
          "x-ratelimit-remaining: 1\n",
          "data: {\"error\":{}}\n\n",
          "data: [\n",
          "- ",
          "? ",
          "a: ",
          "- &a [*a, *a]\n",
          "(",
          ".a|",
          "\uFFFD\u0000\uD800é");

  private Large() {}

  /** Texts of that many characters or a little more, each of another shape. */
  public static Stream<String> texts(int size) {
    Stream<String> repeated = UNITS.stream().map(unit -> unit.repeat(size / unit.length() + 1));
    Stream<String> quoted =
        Stream.of("{\"error\":{\"message\":\"" + "try again in 9".repeat(size / 14) + "\"}}");
    return Stream.concat(Stream.concat(repeated, quoted), Stream.of(numbered(size)));
  }

  /** Fields of which no two have one name. */
  private static String numbered(int size) {
    var text = new StringBuilder(size + 64);
    IntStream.iterate(0, i -> text.length() < size, i -> i + 1)
        .forEach(i -> text.append("x-ratelimit-limit-").append(i).append(": 1e999999999\n"));
    return text.toString();
  }
}
