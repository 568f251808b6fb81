package io.quotakeeper.engine;

import static io.quotakeeper.engine.LoginRig.CONFIGURED;
import static io.quotakeeper.engine.LoginRig.ID;
import static io.quotakeeper.engine.LoginRig.LIFETIME;
import static io.quotakeeper.engine.LoginRig.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A login over real HTTP, on manual time. */
class LoginTest {

  private final LoginRig rig = new LoginRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void fiftyCallers_withAnExpiredLogin_causeExactlyOneRenewal_F41() throws Exception {
    assertThat(rig.sync().isSuccess()).isTrue();
    rig.time.advance(LIFETIME);
    var start = new CountDownLatch(1);
    var manager = new TokenManager(rig.quotas());

    List<CompletableFuture<TokenGrant>> callers =
        IntStream.range(0, 50)
            .mapToObj(_ ->
                Rig.inBackground(() -> {
                  awaiting(start);
                  return manager.tokenWithQuota("core");
                }))
            .toList();
    start.countDown();

    List<Secret> secrets = new ArrayList<>();
    for (CompletableFuture<TokenGrant> caller : callers) {
      assertThat(caller.get())
          .isInstanceOfSatisfying(
              TokenGrant.Granted.class, granted -> secrets.add(granted.secret()));
    }
    assertThat(secrets).hasSize(50).containsOnly(Secret.of("access-2-of-a"));
    assertThat(rig.renewals()).isEqualTo(2);
  }

  @Test
  void callersWhoGiveUp_disturbNeitherTheRenewalNorTheOthers() throws Exception {
    rig.login.holding(true);
    Logins logins = rig.quotas().engine().logins();
    var executor = rig.quotas().engine().ports().executor();
    var first = logins.opening(rig.watched(), executor);
    var second = logins.opening(rig.watched(), executor);
    rig.login.asked().reaches(1).get();

    first.cancel(true);

    assertThat(second.isDone()).isFalse();
    assertThat(rig.asked()).isEqualTo(1);
  }

  @Test
  void rotatedToken_isSaved_beforeAnybodyGetsTheAccessToken_F41() throws Exception {
    rig.login.rotating();
    var saving = new CountDownLatch(1);
    var saved = new CountDownLatch(1);
    rig.store.saving =
        _ -> {
          saving.countDown();
          awaiting(saved);
        };

    CompletableFuture<TokenGrant> caller = Rig.inBackground(rig::grant);
    saving.await();
    assertThat(rig.upstream.account("a").received().count()).isZero();
    assertThat(caller.isDone()).isFalse();
    saved.countDown();

    assertThat(caller.get()).isInstanceOf(TokenGrant.Granted.class);
    assertThat(rig.store.load(ID).orElseThrow().refreshToken().read().reveal())
        .isEqualTo(rig.login.refreshToken());
  }

  @Test
  void login_isRenewedBeforeItEnds_whileItsTokenGoesOnServing() throws Exception {
    assertThat(rig.sync().isSuccess()).isTrue();
    rig.time.advance(LIFETIME.minus(Duration.ofMinutes(8)));
    assertThat(token()).isEqualTo("access-1-of-a");
    assertThat(rig.asked()).isEqualTo(1);

    rig.time.advance(Duration.ofMinutes(4));

    assertThat(token()).isEqualTo("access-1-of-a");
    rig.login.renewals().reaches(2).get();
    Awaitility.await().until(() -> token().equals("access-2-of-a"));
    assertThat(rig.renewals()).isEqualTo(2);
  }

  @Test
  void refusedAccessToken_isRenewedOnce_andTheCallRepeated() {
    assertThat(rig.sync().isSuccess()).isTrue();
    rig.login.endAccess();

    assertThat(rig.sync().isSuccess()).isTrue();

    assertThat(rig.renewals()).isEqualTo(2);
    assertThat(rig.quotas().status(ID).state()).isEqualTo(AccountStatus.State.OK);
  }

  @Test
  void accessTokenThatIsRefusedAnew_needsAPerson_afterOneRenewal() {
    // Good for no time at all where it is used, whatever the endpoint says of it.
    rig.login.lifetime(Duration.ZERO);

    SyncOutcome outcome = rig.sync();

    assertThat(outcome).isInstanceOf(SyncOutcome.NeedsPerson.class);
    assertThat(rig.renewals()).isEqualTo(2);
    assertThat(rig.reason()).contains("log in again");
  }

  @Test
  void endpointThatIsDown_lets_theTokenServeToItsEnd_andIsAskedSeldom_F43() {
    assertThat(rig.sync().isSuccess()).isTrue();
    rig.login.failing(503);
    rig.time.advance(LIFETIME.minus(Duration.ofMinutes(4)));

    for (int i = 0; i < 200; i++) {
      rig.time.advance(Duration.ofSeconds(1));
      assertThat(token()).isEqualTo("access-1-of-a");
      rig.tasks.settle();
    }

    assertThat(rig.asked() - 1).isBetween(2, 6);
    assertThat(rig.reason())
        .contains("cannot be renewed")
        .contains("access token until 2026-03-01T11:00:00Z");
    rig.time.advance(Duration.ofMinutes(1));
    assertThat(rig.sync())
        .isInstanceOfSatisfying(
            SyncOutcome.Transient.class, t -> assertThat(t.cause()).isEqualTo("server-error"));
    rig.login.failing(0);
    rig.time.advance(Duration.ofMinutes(6));
    assertThat(rig.sync().isSuccess()).isTrue();
    assertThat(rig.reason()).isEmpty();
  }

  @Test
  void endpointThatNeverAnswers_costsOneDeadline() throws Exception {
    rig.login.holding(true);

    var report = Rig.inBackground(rig::sync);
    rig.login.asked().reaches(1).get();
    Awaitility.await()
        .until(() -> {
          rig.time.advance(Duration.ofSeconds(5));
          return report.isDone();
        });

    assertThat(report.get().cause()).isEqualTo("timeout");
  }

  @Test
  void loginThatHasEnded_needsAPerson_andIsNotTriedAgain_untilAnotherIsConfigured_F42() {
    rig.login.revoke();

    assertThat(rig.sync())
        .isInstanceOfSatisfying(
            SyncOutcome.NeedsPerson.class,
            outcome ->
                assertThat(outcome.detail()).contains("invalid_grant").contains("log in again"));
    for (int i = 0; i < 10; i++) {
      rig.time.advance(Duration.ofHours(1));
      assertThat(rig.sync()).isInstanceOf(SyncOutcome.NeedsPerson.class);
      assertThat(rig.grant()).isInstanceOf(TokenGrant.NoneLeft.class);
    }
    assertThat(rig.asked()).isEqualTo(1);

    rig.upstream.login("a", "another-login");
    rig.quotas().replaceAccounts(List.of(rig.account("another-login")));

    assertThat(rig.sync().isSuccess()).isTrue();
  }

  @Test
  void newLogin_atTheSamePlace_isTakenUp_withoutAnotherConfiguration() {
    var place = new AtomicReference<>(Secret.of(CONFIGURED));
    var login =
        new Login.RefreshToken(
            place::get, secret("client-7"), Optional.empty(), rig.upstream.loginUrl());
    rig.quotas()
        .replaceAccounts(
            List.of(Account.of(ID, "github", login).withBaseUrl(rig.upstream.baseUrl("github"))));
    rig.login.revoke();
    assertThat(rig.sync()).isInstanceOf(SyncOutcome.NeedsPerson.class);
    assertThat(rig.sync()).isInstanceOf(SyncOutcome.NeedsPerson.class);
    assertThat(rig.asked()).isEqualTo(1);

    rig.upstream.login("a", "another-login");
    place.set(Secret.of("another-login"));

    assertThat(rig.sync().isSuccess()).isTrue();
  }

  @Test
  void crash_betweenRotationAndSave_isRecognised_F42() {
    rig.login.rotating();
    rig.store.saving =
        _ -> {
          throw new IllegalStateException("the disk is full");
        };
    assertThat(rig.sync().isSuccess()).isTrue();
    assertThat(rig.reason()).contains("could not be saved");

    rig.restart(CONFIGURED);

    assertThat(rig.sync()).isInstanceOf(SyncOutcome.NeedsPerson.class);
    assertThat(rig.reason()).contains("invalid_grant").contains("log in again");
  }

  @Test
  void rotatedToken_thatCouldNotBeSaved_isSavedLater() {
    rig.login.rotating();
    var full = new AtomicBoolean(true);
    rig.store.saving =
        _ -> {
          if (full.get()) {
            throw new IllegalStateException("the disk is full");
          }
        };
    assertThat(rig.sync().isSuccess()).isTrue();
    full.set(false);

    rig.time.advance(Duration.ofSeconds(6));

    Awaitility.await().until(() -> rig.reason().isEmpty());
    assertThat(rig.store.load(ID).orElseThrow().refreshToken().read().reveal())
        .isEqualTo(rig.login.refreshToken());
  }

  @Test
  void restart_goesOnWithTheRotatedToken() {
    rig.login.rotating();
    assertThat(rig.sync().isSuccess()).isTrue();
    rig.time.advance(LIFETIME);
    assertThat(rig.sync().isSuccess()).isTrue();

    rig.restart(CONFIGURED);

    assertThat(rig.sync().isSuccess()).isTrue();
    assertThat(rig.renewals()).isEqualTo(3);
  }

  @Test
  void newLogin_supersedesWhatGrewFromTheOldOne() {
    rig.login.rotating();
    assertThat(rig.sync().isSuccess()).isTrue();
    rig.login.revoke();
    rig.upstream.login("a", "another-login");

    rig.restart("another-login");

    assertThat(rig.sync().isSuccess()).isTrue();
  }

  @Test
  void rotatedTokenThatCannotBeRead_stopsThisAccount_andSaysWhy_A36() {
    var kept =
        new LoginStore.Kept(
            LoginStore.Kept.of(Secret.of(CONFIGURED), Secret.of("x-rotated"), new Random(1))
                .grownFrom(),
            () -> {
              throw new SecretUnavailableException("what was kept of its login is damaged");
            });
    rig.store.kept.put(ID, kept);

    assertThat(rig.sync())
        .isInstanceOfSatisfying(
            SyncOutcome.NeedsPerson.class,
            outcome -> assertThat(outcome.detail()).contains("damaged"));
    assertThat(rig.asked()).isZero();
  }

  @Test
  void storeThatCannotBeReadNow_isTriedAgain_beforeTheConfiguredTokenIsUsed() {
    rig.store.loading =
        () -> {
          throw new IllegalStateException("the disk hangs");
        };
    assertThat(rig.sync())
        .isInstanceOfSatisfying(
            SyncOutcome.Transient.class,
            outcome -> assertThat(outcome.detail()).contains("cannot be read now"));
    assertThat(rig.asked()).isZero();

    rig.store.loading = () -> {};
    rig.time.advance(Duration.ofMinutes(1));

    assertThat(rig.sync().isSuccess()).isTrue();
  }

  @Test
  void adapterWithoutLogins_refusesOne() {
    var login =
        new Login.RefreshToken(
            secret("x-refresh"), secret("x-client"), Optional.empty(), rig.upstream.loginUrl());
    rig.quotas().replaceAccounts(List.of(Account.of(ID, "openrouter", login)));

    assertThat(rig.sync())
        .isInstanceOfSatisfying(
            SyncOutcome.NeedsPerson.class,
            outcome -> assertThat(outcome.detail()).contains("takes no login"));
  }

  @Test
  void evidence_holdsNoTokenOfTheLogin_andNoReplyOfItsEndpoint() {
    rig.login.rotating();
    var heard = new ConcurrentLinkedQueue<RawEvidence>();
    rig.quotas().onEvidence(heard::add);

    assertThat(rig.sync().isSuccess()).isTrue();

    assertThat(heard)
        .isNotEmpty()
        .allSatisfy(evidence ->
            assertThat(evidence)
                .isInstanceOfSatisfying(
                    RawEvidence.Replied.class,
                    replied -> assertThat(replied.clean().reply().call()).isNotEqualTo("token")));
    assertThat(heard.toString()).doesNotContain("access-1", "refresh-1", CONFIGURED);
  }

  private String token() {
    return rig.quotas().engine().logins().secret(rig.watched()).reveal();
  }

  private static void awaiting(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
