package io.quotakeeper.engine;

import io.quotakeeper.select.Holdings;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What selection keeps of one owner.
 *
 * @param holdings what is held of it
 * @param version how often its state changed
 * @param expected what others will take of it
 */
record OwnerCell(Holdings holdings, AtomicLong version, ExpectedUse expected) {

  static OwnerCell fresh(Outlook outlook) {
    return new OwnerCell(new Holdings(), new AtomicLong(), new ExpectedUse(outlook));
  }
}
