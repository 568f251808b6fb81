package io.quotakeeper.api;

import io.quotakeeper.engine.LeaseDecision;
import io.quotakeeper.engine.LeaseGrant;
import io.quotakeeper.engine.LeaseOutcome;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.engine.Settled;
import io.quotakeeper.engine.TooManyLeasesException;
import io.quotakeeper.engine.UnknownLeaseException;
import io.quotakeeper.engine.UnknownPoolException;
import java.util.List;
import java.util.function.Predicate;

/** What the surface asks of the pools' leases. Thread-safe; nothing here blocks. */
public interface Leases {

  /**
   * An account for one request, or why there is none.
   *
   * @throws UnknownPoolException if there is no such pool
   * @throws TooManyLeasesException if no more are handed out
   */
  LeaseGrant lease(LeaseRequest request);

  /**
   * Tells what became of a lease.
   *
   * @throws UnknownLeaseException if there is no such lease, or its outcome was told before
   */
  Settled settle(String lease, LeaseOutcome outcome);

  /** The decisions that were made last and are wanted, the newest first. */
  List<LeaseDecision> decisions(int most, Predicate<LeaseDecision> wanted);
}
