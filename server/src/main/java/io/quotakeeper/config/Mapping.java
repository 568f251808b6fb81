package io.quotakeeper.config;

import java.util.Map;
import java.util.Optional;

/**
 * A mapping of the file whose keys were checked.
 *
 * @param spot where it starts
 * @param entries the values by key
 * @param keys the keys that it may have; to ask for another is a fault of the program
 * @param problems where problems go
 * @param wellFormed false if something else stood in its place, which was said already
 */
record Mapping(
    Spot spot, Map<String, Field> entries, Keys keys, Problems problems, boolean wellFormed) {

  Optional<Field> get(String key) {
    if (!keys.names().contains(key)) {
      throw new IllegalArgumentException(key + " is not among " + keys.names());
    }
    return Optional.ofNullable(entries.get(key));
  }

  boolean has(String key) {
    return get(key).isPresent();
  }

  /** The value of that key, if it is there and of that kind. */
  <T> Optional<T> read(String key, Kind<T> kind) {
    return get(key).flatMap(field -> field.read(kind));
  }

  /** The value of that key; a problem if it is not there. */
  <T> Optional<T> require(String key, Kind<T> kind) {
    if (!has(key)) {
      missing(key, kind.expected());
    }
    return read(key, kind);
  }

  void missing(String key, String expected) {
    if (wellFormed) {
      problems.add(spot.child(key, spot.line()), "missing", expected);
    }
  }
}
