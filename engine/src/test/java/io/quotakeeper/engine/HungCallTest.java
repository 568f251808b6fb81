package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.ManualTime;
import io.quotakeeper.testkit.Misbehaviour;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HungCallTest {

  @Test
  void deadline_whileTheProviderHangs_reallyClosesTheConnectionOfThatCallAlone() throws Exception {
    var time = new ManualTime(Rig.START);
    try (var upstream = SimulatedUpstream.start(time, time, 0);
        var transport = new JdkTransport()) {
      LiveAccount hung = upstream.add(SimulatedAccount.of("hung", "github"));
      LiveAccount good = upstream.add(SimulatedAccount.of("good", "github"));
      hung.misbehave(Misbehaviour.hang());
      try (QuotaManager quotas =
          QuotaManager.builder()
              .accounts(account(hung, upstream), account(good, upstream))
              .transport(transport)
              .time(time)
              .timer(time)
              .build()) {
        var sweep = Rig.inBackground(quotas::syncAllQuotas);
        hung.received().reaches(1).get(10, TimeUnit.SECONDS);
        await().until(() -> !quotas.quotas(good.account().id()).isEmpty());
        assertThat(hung.dropped().count()).isZero();

        time.advance(MonitorSettings.defaults().timeout());

        hung.dropped().reaches(1).get(10, TimeUnit.SECONDS);
        assertThat(sweep.get(10, TimeUnit.SECONDS).reports())
            .extracting(report -> report.account() + " " + report.outcome().cause())
            .containsExactly("good ok", "hung timeout");
        assertThat(hung.open()).isZero();
        assertThat(good.dropped().count()).isZero();
      }
    }
  }

  private static Account account(LiveAccount live, SimulatedUpstream upstream) {
    SimulatedAccount simulated = live.account();
    return Account.of(simulated.id(), simulated.provider(), SecretSource.of(simulated.token()))
        .withBaseUrl(upstream.baseUrl(simulated.provider()));
  }
}
