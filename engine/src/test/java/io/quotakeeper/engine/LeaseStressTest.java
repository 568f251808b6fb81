package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.select.Reason;
import io.quotakeeper.select.Selection;
import io.quotakeeper.select.Strategy;
import io.quotakeeper.select.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is kept of accounts at a glance is what is so, once all who changed it are done. */
class LeaseStressTest {

  private static final String[] IDS = {"a", "b", "c", "d", "e", "f"};
  private static final int CALLERS = 8;
  private static final int EACH = 400;

  @Test
  void leasesOfManyAtOnce_whileValuesComeIn_leaveNothingBehind() throws Exception {
    try (Rig rig = Rig.of(IDS)) {
      Arrays.stream(IDS).forEach(id -> rig.transport.answer(id, Rig.github(5000)));
      rig.quotas.syncAllQuotas();
      List<AccountId> accounts = Arrays.stream(IDS).map(Rig::id).toList();
      rig.quotas
          .leases()
          .pools(List.of(Pool.of("chat", accounts).withStrategy(Strategy.MOST_HEADROOM)));
      List<Future<?>> done = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int caller = 0; caller < CALLERS; caller++) {
          done.add(threads.submit(() -> leaseAndSettle(rig)));
        }
        done.add(threads.submit(() -> look(rig)));
      }
      for (Future<?> end : done) {
        end.get();
      }
      LeaseGrant grant = rig.quotas.leases().lease(LeaseRequest.of("chat", "group:core"));
      assertThat(grant).isInstanceOf(LeaseGrant.Granted.class);
      Selection why = ((LeaseGrant.Granted) grant).why();
      assertThat(why.passedOver()).hasSize(IDS.length - 1);
      assertThat(why.passedOver()).extracting(Verdict::reason).containsOnly(Reason.RANKED_LOWER);
      assertThat(why.passedOver()).extracting(Verdict::headroom).containsOnly(1.0);
      assertThat(rig.quotas.leases().underWay()).isOne();
    }
  }

  private static void leaseAndSettle(Rig rig) {
    LeaseManager leases = rig.quotas.leases();
    for (int i = 0; i < EACH; i++) {
      if (leases.lease(LeaseRequest.of("chat", "group:core"))
          instanceof LeaseGrant.Granted granted) {
        leases.settle(granted.lease().id(), new LeaseOutcome.Ignored());
      }
    }
  }

  private static void look(Rig rig) {
    for (int i = 0; i < 20; i++) {
      rig.quotas.syncAllQuotas();
    }
  }
}
