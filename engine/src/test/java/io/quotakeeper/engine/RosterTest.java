package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.Source;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class RosterTest {

  private static final Owner OWNER = new Owner("github", "a");

  @Test
  void replace_unchangedAccount_keepsMarkAndSchedule() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", FakeTransport.status(401));
      rig.quotas.syncAllQuotas();

      rig.quotas.replaceAccounts(List.of(Rig.account("a"), Rig.account("b")));

      assertThat(rig.quotas.status(id("a")).state()).isEqualTo(AccountStatus.State.ACTION_REQUIRED);
      rig.quotas.syncAllQuotas();
      assertThat(rig.transport.calls("a")).isEqualTo(1);
      assertThat(rig.transport.calls("b")).isEqualTo(1);
    }
  }

  @Test
  void replace_changedAccount_isTriedAnew() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", FakeTransport.status(401));
      rig.quotas.syncAllQuotas();
      rig.transport.behave("a");
      rig.time.advance(Duration.ofSeconds(1));

      rig.quotas.replaceAccounts(List.of(Rig.account("a").withProject("other")));

      assertThat(rig.quotas.decide(id("a"), Rig.CORE).outcome().word()).isEqualTo("unknown");
      assertThat(rig.quotas.syncAllQuotas().successes()).isEqualTo(1);
    }
  }

  @Test
  void replace_changedAccountWithTheSameCredential_keepsThePauseThatItsProviderStated() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", new Answer(429, Headers.none().with("Retry-After", "3600"), "{}"));
      rig.quotas.syncAllQuotas();

      rig.quotas.replaceAccounts(List.of(Rig.account("a").withProject("other")));

      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().cause()).isEqualTo("back-off");
      assertThat(rig.transport.calls("a")).isEqualTo(1);
    }
  }

  @Test
  void replace_removedDuringItsSync_leavesNothingBehind() throws Exception {
    try (var rig = Rig.of("a", "b")) {
      rig.transport.hang("a");
      var sync = Rig.inBackground(() -> rig.quotas.syncAccountQuota(id("a")));
      rig.quotas.syncAccountQuota(id("b"));
      await().until(() -> rig.transport.calls("a") == 1);

      rig.quotas.replaceAccounts(List.of());

      assertThat(sync.get(10, TimeUnit.SECONDS).outcome().cause()).isEqualTo("stopped");
      assertThat(rig.transport.sent("a").getFirst().answer()).isCancelled();
      assertThat(rig.quotas.ledger().owners()).isEmpty();
      assertThat(rig.quotas.accounts()).isEmpty();
    }
  }

  @Test
  void replace_changedWhileAnOldCallIsStillBeingSent_waitsForItsEnd() throws Exception {
    try (var rig = Rig.of("a")) {
      var sending = new CompletableFuture<Void>();
      var sent = new CompletableFuture<Void>();
      // A transport that is slow to send, as one may be on a bad day.
      rig.transport.script(
          "a",
          _ -> {
            sending.complete(null);
            sent.join();
            return new CompletableFuture<>();
          });
      var old = Rig.inBackground(() -> rig.quotas.syncAccountQuota(id("a")));
      sending.get(10, TimeUnit.SECONDS);
      rig.transport.behave("a");
      rig.quotas.replaceAccounts(List.of(Rig.account("a").withProject("other")));

      var next = Rig.inBackground(() -> rig.quotas.syncAccountQuota(id("a")));
      await()
          .until(() ->
              rig.quotas.engine().roster().book().all().stream()
                  .allMatch(w -> w.flight().isPresent()));
      assertThat(rig.transport.calls("a")).isZero();
      sent.complete(null);

      assertThat(old.get(10, TimeUnit.SECONDS).outcome().cause()).isEqualTo("stopped");
      assertThat(next.get(10, TimeUnit.SECONDS).outcome().isSuccess()).isTrue();
      assertThat(rig.transport.mostOfOneAccount()).isEqualTo(1);
    }
  }

  @Test
  void replace_unknownProviderOrTwiceTheSameId_namesThemAndChangesNothing() {
    try (var rig = Rig.of("a")) {
      assertThatThrownBy(
              () -> rig.quotas.replaceAccounts(List.of(Rig.account("b", "no-such-vendor"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"b\"")
          .hasMessageContaining("\"no-such-vendor\"");
      assertThatThrownBy(
              () -> rig.quotas.replaceAccounts(List.of(Rig.account("b"), Rig.account("b"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"b\"");
      assertThat(rig.quotas.accounts()).containsExactly(Rig.account("a"));
    }
  }

  @Test
  void replace_addedWhileTheMonitorRuns_isSyncedSoon() {
    try (var rig = Rig.of("a")) {
      rig.quotas.startBackgroundMonitor();
      rig.quotas.replaceAccounts(List.of(Rig.account("a"), Rig.account("b")));

      rig.pass(Duration.ofSeconds(2));

      assertThat(rig.left("b")).isEqualTo(0.8);
    }
  }

  @Test
  void limits_stated_areShownAndTakenBackWithTheAccountsChange() {
    Account stated = limited(1500);
    try (var rig = Rig.with(stated)) {
      assertThat(rig.quotas.quotas(id("a")))
          .extracting(view -> view.reading().amount(), WindowView::source)
          .containsExactly(Tuple.tuple(Amount.cap(1500), Source.STATED));
      assertThat(rig.quotas.isNeverSeen(id("a")))
          .as("a typed limit says nothing of what is left")
          .isTrue();

      rig.quotas.replaceAccounts(List.of(Rig.account("a")));
      assertThat(rig.quotas.quotas(id("a"))).isEmpty();
    }
  }

  @Test
  void restore_beforeTheStart_isKnownAtOnceWithItsAgeBesideStatedLimits() {
    OwnerState before;
    try (var rig = Rig.of("a")) {
      rig.quotas.syncAllQuotas();
      before = rig.quotas.ledger().state(OWNER);
    }
    try (var rig = Rig.with(limited(1500))) {
      rig.time.advance(Duration.ofMinutes(20));

      rig.quotas.restore(OWNER, before);

      assertThat(rig.left("a")).isEqualTo(0.8);
      assertThat(rig.quotas.quotas(id("a"))).hasSize(2);
      assertThat(rig.quotas.quotas(id("a")))
          .filteredOn(view -> view.source() == Source.POLLED)
          .allMatch(view -> view.age().equals(Duration.ofMinutes(20)) && view.stale());
      assertThat(rig.quotas.isNeverSeen(id("a"))).isFalse();
    }
  }

  @Test
  void restore_afterASync_doesNotTurnTimeBack() {
    try (var rig = Rig.of("a")) {
      rig.quotas.syncAllQuotas();
      OwnerState old = rig.quotas.ledger().state(OWNER);
      rig.transport.answer("a", Rig.github(1000));
      rig.time.advance(Duration.ofSeconds(1));
      rig.quotas.syncAllQuotas();

      rig.quotas.restore(OWNER, old);

      assertThat(rig.left("a")).isEqualTo(0.2);
    }
  }

  private static Account limited(double limit) {
    Window window = new Window(Scope.model("x"), "rpd", Unit.REQUESTS);
    Reading reading = Reading.limit(window, Amount.cap(limit), Moment.unstated());
    Account plain = Rig.account("a");
    return new Account(
        plain.id(),
        plain.provider(),
        plain.owner(),
        "",
        Plan.NONE,
        Map.of(),
        true,
        "",
        List.of(reading),
        plain.secret());
  }

  @Test
  void replace_otherCredential_isAskedAtOnceInSpiteOfThePauseOfTheOldOne() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", new Answer(429, Headers.none().with("Retry-After", "3600"), "{}"));
      rig.quotas.syncAllQuotas();

      rig.quotas.replaceAccounts(
          List.of(Account.of(id("a"), "github", SecretSource.of(Secret.of("token-of-new")))));

      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().isSuccess()).isTrue();
    }
  }

  @Test
  void replace_otherProvider_isAskedAtOnceInSpiteOfThePauseOfTheOldOne() {
    try (var rig = Rig.of("a")) {
      rig.transport.answer("a", new Answer(429, Headers.none().with("Retry-After", "3600"), "{}"));
      rig.quotas.syncAllQuotas();
      int calls = rig.transport.calls("a");

      rig.quotas.replaceAccounts(List.of(Rig.account("a", "openrouter")));
      rig.quotas.syncAccountQuota(id("a"));

      assertThat(rig.transport.calls("a")).isGreaterThan(calls);
    }
  }

  @Test
  void sync_askedForJustWhenTheAccountIsReplaced_isStoppedAndSendsNothing() {
    try (var rig = Rig.of("a")) {
      Watched old = rig.quotas.engine().roster().book().find(id("a")).orElseThrow();
      rig.quotas.replaceAccounts(List.of());

      SyncReport report = rig.quotas.engine().flights().start(old).result().join();

      assertThat(report.outcome().cause()).isEqualTo("stopped");
      assertThat(rig.transport.sent()).isEmpty();
    }
  }
}
