package io.quotakeeper.app;

import io.quotakeeper.api.Leases;
import io.quotakeeper.engine.LeaseDecision;
import io.quotakeeper.engine.LeaseGrant;
import io.quotakeeper.engine.LeaseManager;
import io.quotakeeper.engine.LeaseOutcome;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.engine.Settled;
import io.quotakeeper.metrics.Metrics;
import java.util.List;
import java.util.function.Predicate;

/** The leases as the REST surface asks for them; they and their answers are counted on the way. */
record MonitoredLeases(LeaseManager leases, Metrics metrics) implements Leases {

  @Override
  public LeaseGrant lease(LeaseRequest request) {
    LeaseGrant grant = leases.lease(request);
    metrics.leased(request.pool(), grant);
    return grant;
  }

  @Override
  public Settled settle(String lease, LeaseOutcome outcome) {
    Settled settled = leases.settle(lease, outcome);
    if (outcome instanceof LeaseOutcome.Answered) {
      metrics.observed(settled.understood());
    }
    return settled;
  }

  @Override
  public List<LeaseDecision> decisions(int most, Predicate<LeaseDecision> wanted) {
    return leases.decisions(most, wanted);
  }
}
