package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.engine.LoginStore.Kept;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.SecretUnavailableException;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.secrets.Sealer;
import io.quotakeeper.store.LoginRow;
import io.quotakeeper.store.StateStore;
import io.quotakeeper.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedLoginsTest {

  private static final AccountId A = new AccountId("a");
  private static final AccountId B = new AccountId("b");

  @TempDir Path folder;
  private StateStore store;

  @BeforeEach
  void open() {
    store = StateStore.open(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void login_isFoundAgain_afterARestart() {
    logins().save(A, kept("rotated-a"));
    store.close();
    open();

    Kept found = logins().load(A).orElseThrow();

    assertThat(found.grownFrom()).isEqualTo("print");
    assertThat(found.refreshToken().read().reveal()).isEqualTo("rotated-a");
    assertThat(logins().load(B)).isEmpty();
  }

  @Test
  void startWithoutLogins_asksForNoKey() {
    assertThat(logins().load(A)).isEmpty();
    assertThat(folder.resolve("data/master.key")).doesNotExist();
  }

  @Test
  void damagedRow_stopsItsAccountAlone_A36() {
    logins().save(A, kept("rotated-a"));
    logins().save(B, kept("rotated-b"));
    LoginRow row = store.logins().find(A).orElseThrow();
    row.sealed()[row.sealed().length - 1] ^= 1;
    store.logins().write(row);

    SealedLogins again = logins();

    assertThat(again.load(B).orElseThrow().refreshToken().read().reveal()).isEqualTo("rotated-b");
    SecretSource broken = again.load(A).orElseThrow().refreshToken();
    assertThatThrownBy(broken::read)
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageContaining("log in again");
  }

  @Test
  void databaseThatCannotBeReadNow_isNoDamage_sinceAPersonCannotHelp() {
    SealedLogins logins = logins();
    store.close();

    assertThatThrownBy(() -> logins.load(A)).isInstanceOf(StoreException.class);
  }

  @Test
  void rowOfAnotherAccount_orAnotherOrigin_doesNotOpen_A35() {
    logins().save(A, kept("rotated-a"));
    LoginRow row = store.logins().find(A).orElseThrow();
    store.logins().write(new LoginRow(B, row.grownFrom(), row.sealed()));
    store.logins().write(new LoginRow(A, "other", row.sealed()));

    for (AccountId account : new AccountId[] {A, B}) {
      SecretSource moved = logins().load(account).orElseThrow().refreshToken();
      assertThatThrownBy(moved::read).isInstanceOf(SecretUnavailableException.class);
    }
  }

  @Test
  void damagedCheck_isWrittenAnew_ifTheKeyOpensALogin() {
    logins().save(A, kept("rotated-a"));
    byte[] broken = store.logins().keyCheck().orElseThrow();
    broken[broken.length - 1] ^= 1;
    store.logins().writeKeyCheck(broken);

    SealedLogins again = logins();

    assertThat(again.load(A).orElseThrow().refreshToken().read().reveal()).isEqualTo("rotated-a");
    assertThat(sealer().isKeyOf(store.logins().keyCheck().orElseThrow())).isTrue();
  }

  @Test
  void missingKey_withSealedRows_stopsTheStart_andNoneIsMade_A37() throws IOException {
    logins().save(A, kept("rotated-a"));
    Files.delete(folder.resolve("data/master.key"));

    assertThatThrownBy(this::logins)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("master key");
    assertThat(folder.resolve("data/master.key")).doesNotExist();
  }

  private SealedLogins logins() {
    return SealedLogins.open(store.logins(), sealer());
  }

  private Sealer sealer() {
    return Sealer.in(folder.resolve("data"));
  }

  private static Kept kept(String refreshToken) {
    return new Kept("print", SecretSource.of(Secret.of(refreshToken)));
  }
}
