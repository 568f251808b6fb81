package io.quotakeeper.app;

import io.quotakeeper.engine.LoginStore;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.SecretUnavailableException;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.secrets.KeyException;
import io.quotakeeper.secrets.Place;
import io.quotakeeper.secrets.SealBrokenException;
import io.quotakeeper.secrets.Sealer;
import io.quotakeeper.store.LoginRow;
import io.quotakeeper.store.LoginTable;
import io.quotakeeper.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps rotated logins in the database, sealed for their account. Thread-safe; blocks. */
final class SealedLogins implements LoginStore {

  private static final Logger LOG = LoggerFactory.getLogger(SealedLogins.class);

  private final LoginTable table;
  private final Sealer sealer;

  private SealedLogins(LoginTable table, Sealer sealer) {
    this.table = table;
    this.sealer = sealer;
  }

  /**
   * Looks whether the key opens what was sealed, if anything was: else no key is looked for.
   *
   * @throws StartException if it does not, or is missing
   */
  static SealedLogins open(LoginTable table, Sealer sealer) {
    var logins = new SealedLogins(table, sealer);
    try {
      logins.requireKey();
    } catch (KeyException | StoreException e) {
      throw new StartException(
          "the rotated logins in the database cannot be opened. " + e.getMessage());
    }
    return logins;
  }

  private void requireKey() {
    Optional<byte[]> check = table.keyCheck();
    Optional<LoginRow> any = table.any();
    if (check.isEmpty() && any.isEmpty()) {
      return;
    }
    if (check.filter(sealer::isKeyOf).isPresent()) {
      return;
    }
    if (any.filter(this::isOpen).isEmpty()) {
      throw new StartException(
          "the master key "
              + sealer
              + " is not the one that sealed the rotated logins in the database: put the right one back, or, to log in anew everywhere, move the database away");
    }
    LOG.warn("The check of the master key was damaged and is written anew");
    table.writeKeyCheck(sealer.check());
  }

  private boolean isOpen(LoginRow row) {
    try {
      var _ = sealer.open(row.sealed(), place(row));
      return true;
    } catch (SealBrokenException _) {
      return false;
    }
  }

  @Override
  public Optional<Kept> load(AccountId account) {
    try {
      return table.find(account).map(row -> new Kept(row.grownFrom(), opening(row)));
    } catch (StoreException e) {
      throw e.reason() == StoreException.Reason.DAMAGED
          ? new SecretUnavailableException(String.valueOf(e.getMessage()))
          : e;
    }
  }

  private SecretSource opening(LoginRow row) {
    return () -> {
      try {
        byte[] plain = sealer.open(row.sealed(), place(row));
        return Secret.of(new String(plain, StandardCharsets.UTF_8));
      } catch (SealBrokenException | KeyException e) {
        throw new SecretUnavailableException(
            "what the database keeps of its rotated login cannot be opened ("
                + e.getMessage()
                + "); log in again, and configure the new login");
      }
    };
  }

  @Override
  public void save(AccountId account, Kept kept) {
    if (table.keyCheck().isEmpty()) {
      table.writeKeyCheck(sealer.check());
    }
    byte[] plain = kept.refreshToken().read().reveal().getBytes(StandardCharsets.UTF_8);
    byte[] sealed = sealer.seal(plain, place(account, kept.grownFrom()));
    table.write(new LoginRow(account, kept.grownFrom(), sealed));
  }

  private static Place place(LoginRow row) {
    return place(row.account(), row.grownFrom());
  }

  /** What it grew from is sealed too, in that it names the row. */
  private static Place place(AccountId account, String grownFrom) {
    return new Place("logins", account.value() + "/" + grownFrom, "sealed");
  }
}
