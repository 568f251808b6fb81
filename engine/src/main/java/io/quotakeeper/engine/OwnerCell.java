package io.quotakeeper.engine;

import io.quotakeeper.select.Holdings;
import java.util.concurrent.atomic.AtomicLong;

/** What selection keeps of one owner: what is held of it, and how often its state changed. */
record OwnerCell(Holdings holdings, AtomicLong version) {

  static OwnerCell fresh() {
    return new OwnerCell(new Holdings(), new AtomicLong());
  }
}
