package io.quotakeeper.config;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import java.util.List;

/**
 * What the configuration has to know of an adapter.
 *
 * @param name its name
 * @param vendorPrivate whether it is off until the operator switches it on
 * @param needsProject whether its accounts must name a project
 */
public record KnownProvider(String name, boolean vendorPrivate, boolean needsProject) {

  /** What is to be known of an adapter. */
  public static KnownProvider of(Adapter adapter) {
    return new KnownProvider(adapter.name(), adapter.isVendorPrivate(), adapter.needsProject());
  }

  /** What is to be known of all these adapters. */
  public static List<KnownProvider> of(Adapters adapters) {
    return adapters.all().stream().map(KnownProvider::of).toList();
  }
}
