package io.quotakeeper.engine;

import static io.quotakeeper.engine.LoginRig.CONFIGURED;
import static io.quotakeeper.engine.LoginRig.ID;
import static io.quotakeeper.engine.LoginRig.LIFETIME;
import static io.quotakeeper.engine.LoginRig.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rotating login whose account is changed, or whose program stops, at a bad moment. */
class LoginChangeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LoginRig rig = new LoginRig();
  private final AtomicBoolean full = new AtomicBoolean();

  @BeforeEach
  void rotate() {
    rig.login.rotating();
    rig.store.saving =
        _ -> {
          if (full.get()) {
            throw new IllegalStateException("the disk is full");
          }
        };
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void rotatedToken_thatCouldNotBeSaved_isGoneOnWith_byAnotherClient() {
    full.set(true);
    assertThat(rig.sync().isSuccess()).isTrue();

    configure(CONFIGURED, secret("other-client"));

    assertThat(rig.sync().isSuccess()).isTrue();
    assertThat(rig.renewals()).isEqualTo(2);
    assertThat(rig.reason()).contains("could not be saved");
  }

  @Test
  void renewalUnderWay_isAwaited_byWhatReplacesIt_sinceOneTokenIsGoodForOneUse() throws Exception {
    var saving = new CountDownLatch(1);
    var saved = new CountDownLatch(1);
    rig.store.saving =
        _ -> {
          saving.countDown();
          awaiting(saved);
        };
    CompletableFuture<SyncOutcome> first = Rig.inBackground(rig::sync);
    saving.await();
    var asking = new CountDownLatch(1);
    configure(
        CONFIGURED,
        () -> {
          asking.countDown();
          return Secret.of("other-client");
        });

    CompletableFuture<SyncOutcome> second = Rig.inBackground(rig::sync);
    asking.await();
    saved.countDown();

    assertThat(second.get().isSuccess()).isTrue();
    assertThat(first.get().isSuccess()).isFalse();
    assertThat(rig.renewals()).isEqualTo(2);
    assertThat(kept()).isEqualTo(rig.login.refreshToken());
  }

  @Test
  void savingAgain_neverReplaces_whatANewerLoginGrewTo() {
    full.set(true);
    assertThat(rig.sync().isSuccess()).isTrue();
    full.set(false);
    rig.upstream.login("a", "another-login").rotating();
    configure("another-login", secret("client"));
    assertThat(rig.sync().isSuccess()).isTrue();

    rig.time.advance(LIFETIME.dividedBy(2));
    rig.tasks.settle();

    assertThat(rig.store.load(ID).orElseThrow().isGrownFrom(Secret.of("another-login"))).isTrue();
  }

  @Test
  void rotatedToken_thatCouldNotBeSaved_isTriedOnceMore_whenTheProgramStops() {
    full.set(true);
    assertThat(rig.sync().isSuccess()).isTrue();
    full.set(false);

    rig.quotas().close();

    assertThat(rig.store.load(ID).orElseThrow().refreshToken().read().reveal())
        .isEqualTo(rig.login.refreshToken());
  }

  @Test
  void afterTheStop_noRenewalBegins_sinceWhatItBringsMightBeLost() {
    assertThat(rig.sync().isSuccess()).isTrue();
    Logins logins = rig.quotas().engine().logins();
    assertThat(logins.close()).allSatisfy(end -> assertThat(end).succeedsWithin(PATIENCE));
    rig.time.advance(LIFETIME);

    Future<Secret> late = logins.opening(rig.watched(), rig.tasks);
    rig.tasks.settle();

    assertThat(late).isDone();
    assertThat(rig.asked()).isEqualTo(1);
  }

  @Test
  void renewalOfAnAccountThatIsGone_isAwaitedAtTheStop() throws Exception {
    var saving = new CountDownLatch(1);
    var saved = new CountDownLatch(1);
    rig.store.saving =
        _ -> {
          saving.countDown();
          awaiting(saved);
        };
    CompletableFuture<SyncOutcome> first = Rig.inBackground(rig::sync);
    saving.await();
    rig.quotas().replaceAccounts(List.of());
    first.get();

    List<CompletableFuture<?>> ends = rig.quotas().engine().logins().close();

    assertThat(ends).anySatisfy(end -> assertThat(end).isNotDone());
    saved.countDown();
    assertThat(CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new)))
        .succeedsWithin(PATIENCE);
    assertThat(rig.store.kept).containsKey(ID);
  }

  private void configure(String refreshToken, SecretSource clientSecret) {
    rig.quotas().replaceAccounts(List.of(rig.account(refreshToken, Optional.of(clientSecret))));
  }

  private String kept() {
    return rig.store.load(ID).orElseThrow().refreshToken().read().reveal();
  }

  private static void awaiting(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
