package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.Thresholds;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTableTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "openai, a, rpm, 0.01",
    "openai, a, tpm, 0.02",
    "openai, b, rpm, 0.03",
    "openai, b, tpm, 0.04",
    "github, c, rpm, 0.05",
    "github, c, tpm, 0.10"
  })
  void low_severalRules_theMostSpecificHolds(
      String provider, String account, String window, double low) {
    Thresholds thresholds =
        new Loading(folder)
            .with("KEY", "sk-invented-1")
            .load(
                """
                accounts: [{id: a, provider: openai, secret: {env: KEY}}]
                thresholds:
                  overrides:
                  - {window: rpm, low: 5%}
                  - {provider: openai, low: 4%}
                  - {provider: openai, window: rpm, low: 3%}
                  - {account: a, low: 2%}
                  - {account: a, provider: openai, window: rpm, low: 1%}
                """)
            .monitor()
            .thresholds();

    assertThat(
            thresholds.low(
                new Owner(provider, "x"),
                new AccountId(account),
                new Window(Scope.account(), window, Unit.REQUESTS)))
        .isEqualTo(low);
  }
}
