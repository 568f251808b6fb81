package io.quotakeeper.config;

/**
 * A key that a mapping of the file may have.
 *
 * @param name as it is written
 * @param shape what its value looks like
 * @param required whether the mapping must have it
 * @param description what it says, a sentence or two without a default's number that could age
 */
record Key(String name, Shape shape, boolean required, String description) {

  static Key optional(String name, Kind<?> kind, String description) {
    return optional(name, kind.shape(), description);
  }

  static Key optional(String name, Shape shape, String description) {
    return new Key(name, shape, false, description);
  }

  static Key required(String name, Kind<?> kind, String description) {
    return required(name, kind.shape(), description);
  }

  static Key required(String name, Shape shape, String description) {
    return new Key(name, shape, true, description);
  }
}
