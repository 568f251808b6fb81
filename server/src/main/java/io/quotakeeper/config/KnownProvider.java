package io.quotakeeper.config;

import io.quotakeeper.providers.Adapter;

/**
 * What the configuration has to know of an adapter.
 *
 * @param name its name
 * @param vendorPrivate whether it is off until the operator switches it on
 * @param needsProject whether its accounts must name a project
 * @param takesLogins whether its accounts may have a login in place of a credential
 */
record KnownProvider(
    String name, boolean vendorPrivate, boolean needsProject, boolean takesLogins) {

  /** What is to be known of an adapter. */
  static KnownProvider of(Adapter adapter) {
    return new KnownProvider(
        adapter.name(),
        adapter.isVendorPrivate(),
        adapter.needsProject(),
        adapter.login().isPresent());
  }

  /** The same under another name. */
  KnownProvider named(String other) {
    return new KnownProvider(other, vendorPrivate, needsProject, takesLogins);
  }

  /** What may be known of an adapter that cannot be read, so that its accounts are not blamed. */
  static KnownProvider unread(String name) {
    return new KnownProvider(name, false, false, true);
  }
}
