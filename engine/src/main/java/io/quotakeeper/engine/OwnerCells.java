package io.quotakeeper.engine;

import io.quotakeeper.quota.Owner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The cells of all owners that stand in a pool. Thread-safe; never blocks. */
final class OwnerCells {

  private final Outlook outlook;
  private final ConcurrentMap<Owner, OwnerCell> cells = new ConcurrentHashMap<>();

  OwnerCells(Outlook outlook) {
    this.outlook = outlook;
  }

  OwnerCell of(Owner owner) {
    return cells.computeIfAbsent(owner, _ -> OwnerCell.fresh(outlook));
  }

  /** What is known of the owner has changed: whoever thought about it thinks again. */
  void changed(Owner owner) {
    OwnerCell cell = cells.get(owner);
    if (cell != null) {
      cell.version().incrementAndGet();
      cell.holdings().changed();
    }
  }

  /** Forgets other owners, unless requests are under way for them. */
  void retain(Set<Owner> owners) {
    cells
        .entrySet()
        .removeIf(e -> !owners.contains(e.getKey()) && e.getValue().holdings().inFlight() == 0);
  }
}
