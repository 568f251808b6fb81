package io.quotakeeper.fuzz;

import java.util.List;

/**
 * Something that reads bytes from outside, whatever they are. Implemented by enums, whose constants
 * are what is fuzzed.
 */
public interface Parser {

  /** Its name, as of an enum's constant. */
  String name();

  /**
   * Reads {@code text} and throws nothing. What it may throw by contract it catches itself.
   *
   * @param text at most 10 MiB
   */
  void read(String text);

  /** Texts of our own making that it understands, and such as were trouble once. */
  List<String> seeds();
}
