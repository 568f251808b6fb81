package io.quotakeeper.config;

import java.util.List;

/**
 * The keys that one mapping of the file may have, in the order in which people are told of them.
 * What reads the mapping, and the schema that editors use, both go by it.
 *
 * @param all the keys
 */
record Keys(List<Key> all) {

  /** Copies the list. */
  Keys {
    all = List.copyOf(all);
  }

  static Keys of(Key... keys) {
    return new Keys(List.of(keys));
  }

  List<String> names() {
    return all.stream().map(Key::name).toList();
  }
}
