package io.quotakeeper.store;

import io.quotakeeper.quota.AccountId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Rotated logins, sealed by somebody else. What was written survives a loss of power when the call
 * returns. Thread-safe; blocks, and waits its turn behind the writer of states.
 */
public final class LoginTable {

  private static final RowMapper<LoginRow> ROW =
      (row, _) ->
          new LoginRow(
              new AccountId(row.getString("account")),
              row.getString("grown_from"),
              row.getBytes("sealed"));
  private static final String SELECT = "select account, grown_from, sealed from logins";

  private final Database database;
  private final Path file;

  LoginTable(Database database, Path file) {
    this.database = database;
    this.file = file;
  }

  /**
   * What is kept for an account.
   *
   * @throws StoreException if the database cannot be read
   */
  public Optional<LoginRow> find(AccountId account) {
    return carefully(() ->
        database
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery(SELECT + " where account = ?")
                    .bind(0, account.value())
                    .map(ROW)
                    .findOne()));
  }

  /**
   * Any of them; empty if there is none.
   *
   * @throws StoreException if the database cannot be read
   */
  public Optional<LoginRow> any() {
    return carefully(() ->
        database
            .jdbi()
            .withHandle(handle ->
                handle.createQuery(SELECT + " order by account limit 1").map(ROW).findOne()));
  }

  /**
   * The known text, as it was sealed; empty if nothing was sealed yet.
   *
   * @throws StoreException if the database cannot be read
   */
  public Optional<byte[]> keyCheck() {
    return carefully(() ->
        database
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("select sealed from key_check where id = 1")
                    .map((row, _) -> row.getBytes("sealed"))
                    .findOne()));
  }

  /**
   * Keeps the known text as it is sealed.
   *
   * @throws StoreException if it cannot be written
   */
  public void writeKeyCheck(byte[] sealed) {
    writing(handle ->
        handle.execute("replace into key_check (id, sealed) values (1, ?)", (Object) sealed));
  }

  /**
   * Keeps a login in place of the one before.
   *
   * @throws StoreException if it cannot be written
   */
  public void write(LoginRow row) {
    writing(handle ->
        handle.execute(
            "replace into logins (account, grown_from, sealed) values (?, ?, ?)",
            row.account().value(),
            row.grownFrom(),
            row.sealed()));
  }

  private interface Writing {
    void on(Handle handle);
  }

  private void writing(Writing work) {
    carefully(() -> {
      boolean written = false;
      try {
        database.jdbi().useTransaction(work::on);
        written = true;
      } finally {
        if (!written) {
          database.renew();
        }
      }
      return written;
    });
  }

  private <T> T carefully(Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException e) {
      throw SqlTrouble.opening(file, e);
    }
  }
}
