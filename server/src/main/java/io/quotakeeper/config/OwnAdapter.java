package io.quotakeeper.config;

import io.quotakeeper.providers.Adapter;

/**
 * An adapter that a user wrote.
 *
 * @param adapter the adapter
 * @param root where its text stands: the file, and the key that leads to it
 */
record OwnAdapter(Adapter adapter, Spot root) {

  /** The place of one of its first keys. */
  Spot spot(String key) {
    return root.child(key, adapter.line(key));
  }
}
