package io.quotakeeper.cli;

import io.quotakeeper.providers.Adapters;
import java.util.Iterator;
import java.util.List;

/** The names of the adapters, read only when somebody wants them. Made by picocli. */
final class AdapterNames implements Iterable<String> {

  static List<String> all() {
    return Adapters.shipped().names();
  }

  @Override
  public Iterator<String> iterator() {
    return all().iterator();
  }
}
