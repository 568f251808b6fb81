package io.quotakeeper.store;

import io.quotakeeper.quota.Owner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rows in memory that can be away. */
final class UnsteadyRows implements Rows {

  final Map<Owner, String> documents = new ConcurrentHashMap<>();
  volatile boolean isAway;
  volatile int written;

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  public void write(List<Row> rows) {
    if (isAway) {
      throw new IllegalStateException("disk I/O error");
    }
    for (Row row : rows) {
      if (row instanceof Row.OfOwner(Owner owner, String document)) {
        documents.put(owner, document);
        written++;
      }
    }
  }
}
