package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.CORE;
import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficTest {

  @Test
  void observe_headers_becomeReadings() {
    try (var rig = Rig.of("a")) {
      rig.quotas.observe(id("a"), "", rig.traffic(200, 250), rig.time.now());

      assertThat(rig.left("a")).isEqualTo(0.05);
      assertThat(rig.quotas.decide(id("a"), CORE).outcome().word()).isEqualTo("low");
      assertThat(rig.quotas.isNeverSeen(id("a"))).isFalse();
    }
  }

  @Test
  void observe_spent_isExhaustedUntilItsReset() {
    try (var rig = Rig.of("a")) {
      rig.quotas.observe(id("a"), "", rig.traffic(403, 0), rig.time.now());

      assertThat(rig.quotas.decide(id("a"), CORE).outcome().resetTime())
          .isEqualTo(Moment.at(Rig.START.plus(Duration.ofMinutes(30))));
      assertThat(rig.quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.DEGRADED);
    }
  }

  @Test
  void observe_unauthenticatedThoughTheQuotaCallIsServed_marksNobody() {
    try (var rig = Rig.of("a")) {
      rig.quotas.observe(id("a"), "", plain(rig, 401), rig.time.now());
      rig.settle();
      await().until(() -> rig.left("a") == 0.8);

      assertThat(rig.transport.calls("a")).isEqualTo(1);
      assertThat(rig.quotas.decide(id("a"), CORE).outcome().word()).isEqualTo("proceed");
    }
  }

  @Test
  void observe_unauthenticatedAgainAndAgain_doesNotHammerTheQuotaCall() {
    try (var rig = Rig.of("a")) {
      for (int i = 0; i < 100; i++) {
        rig.quotas.observe(id("a"), "", plain(rig, 401), rig.time.now());
        rig.settle();
      }
      assertThat(rig.transport.calls("a")).isEqualTo(1);

      rig.time.advance(Duration.ofSeconds(31));
      rig.quotas.observe(id("a"), "", plain(rig, 401), rig.time.now());
      rig.settle();
      assertThat(rig.transport.calls("a")).isEqualTo(2);
    }
  }

  @Test
  void observe_unauthenticatedAndConfirmed_stopsTheAccount() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", FakeTransport.status(401));
      rig.quotas.observe(id("a"), "", plain(rig, 401), rig.time.now());
      await().until(() -> rig.quotas.decide(id("a"), CORE).outcome().word().equals("exhausted"));

      assertThat(rig.quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.ACTION_REQUIRED);
    }
  }

  @Test
  void observe_unauthenticatedWhereNothingCanConfirm_isTakenAtOnceUntilTheAccountChanges() {
    Account account = Rig.account("o", "openai");
    try (var rig = Rig.with(account)) {
      rig.quotas.observe(id("o"), "gpt-5", plain(rig, 401), rig.time.now());

      assertThat(rig.quotas.decide(id("o"), Scope.model("gpt-5")).outcome().word())
          .isEqualTo("exhausted");
      assertThat(rig.quotas.status(id("o")).state()).isEqualTo(AccountStatus.State.ACTION_REQUIRED);

      rig.quotas.replaceAccounts(List.of(account.withBaseUrl("https://example.org")));
      assertThat(rig.quotas.status(id("o")).state()).isEqualTo(AccountStatus.State.OK);
    }
  }

  @Test
  void observe_unmatchedErrors_changeNothing() {
    try (var rig = Rig.of("a")) {
      for (int status : new int[] {400, 403, 404, 418, 500}) {
        rig.quotas.observe(id("a"), "", plain(rig, status), rig.time.now());
      }

      assertThat(rig.quotas.allQuotas()).isEmpty();
      assertThat(rig.quotas.decide(id("a"), CORE).outcome().word()).isEqualTo("unknown");
    }
  }

  @Test
  void observe_servedAfterARefusal_endsIt() {
    try (var rig = Rig.of("a")) {
      rig.quotas.observe(id("a"), "", rig.traffic(403, 0), rig.time.now());
      rig.time.advance(Duration.ofSeconds(1));
      rig.quotas.observe(id("a"), "", rig.traffic(200, 4999), rig.time.now());

      assertThat(rig.quotas.decide(id("a"), CORE).outcome().word()).isEqualTo("proceed");
    }
  }

  private static Reply plain(Rig rig, int status) {
    return new Reply(Adapter.TRAFFIC, status, Headers.none(), "", rig.time.now());
  }

  @Test
  void observe_unauthenticatedThoughTheAccountIsMarkedAlready_isTakenWithoutAnotherCall() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", FakeTransport.status(401));
      rig.quotas.syncAllQuotas();
      rig.time.advance(Duration.ofMinutes(1));

      rig.quotas.observe(id("a"), "", plain(rig, 401), rig.time.now());
      rig.settle();

      assertThat(rig.transport.calls("a")).isEqualTo(1);
      assertThat(rig.quotas.ledger().state(new Owner("github", "a")).refusals())
          .extracting(standing -> standing.receivedAt())
          .contains(rig.time.now());
    }
  }

  @Test
  void observe_credentialIsReplacedWhileItsRefusalIsConfirmed_doesNotStopTheNewOne() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", FakeTransport.status(401));
      Account renewed =
          Account.of(id("a"), "github", SecretSource.of(Secret.of("token-of-renewed")));
      rig.quotas.onSync(
          new SyncListener() {
            @Override
            public void synced(SyncReport report) {
              rig.quotas.replaceAccounts(List.of(renewed));
            }

            @Override
            public void swept(SweepReport report) {}
          });

      rig.quotas.observe(id("a"), "", plain(rig, 401), rig.time.now());
      await().until(() -> rig.quotas.accounts().equals(List.of(renewed)));
      rig.settle();

      assertThat(rig.quotas.decide(id("a"), CORE).outcome().word()).isEqualTo("unknown");
      assertThat(rig.quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.OK);
    }
  }
}
