package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.QuotaDecision.Exhausted;
import io.quotakeeper.quota.QuotaDecision.LowQuota;
import io.quotakeeper.quota.QuotaDecision.Proceed;
import io.quotakeeper.quota.QuotaDecision.Unknown;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.select.Decision;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import org.junit.jupiter.api.Test;

/** The example of the README, run. */
class EmbeddingExampleTest {

  @Test
  void example_ofTheReadme_works() {
    var clock = new SystemTime();
    try (clock;
        var upstream = SimulatedUpstream.start(clock)) {
      var simulated = upstream.add(SimulatedAccount.of("team-a", "github")).account();

      assertThat(embed(simulated.token(), upstream.baseUrl("github"))).isEqualTo("go ahead");
    }
  }

  private static String embed(Secret token, String url) {
    // begin of the example
    var account = Account.of(new AccountId("team-a"), "github", () -> token).withBaseUrl(url);
    try (var quotas = QuotaManager.builder().accounts(account).build()) {
      quotas.startBackgroundMonitor();
      Decision decision = quotas.checkQuota(account.id(), Scope.group("core"));
      return switch (decision.outcome()) {
        case Proceed _ -> "go ahead";
        case LowQuota(double left, Moment resets) -> left + " left until " + resets;
        case Exhausted(Moment resets) -> "wait until " + resets;
        case Unknown(String why) -> "nobody knows: " + why;
      };
    }
    // end of the example
  }
}
