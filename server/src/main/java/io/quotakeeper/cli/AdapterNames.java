package io.quotakeeper.cli;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import java.util.Iterator;

/** The names of the adapters, read only when somebody wants them. Made by picocli. */
final class AdapterNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Adapters.shipped().all().stream().map(Adapter::name).iterator();
  }
}
