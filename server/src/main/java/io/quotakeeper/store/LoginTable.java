package io.quotakeeper.store;

import io.quotakeeper.quota.AccountId;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.JdbiException;

/**
 * Rotated logins, sealed by somebody else. What was written survives a loss of power when the call
 * returns. Thread-safe; blocks, and waits its turn behind the writer of states.
 */
public final class LoginTable {

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
    return first(SELECT + " where account = ?", LoginTable::row, account.value());
  }

  /**
   * Any of them; empty if there is none.
   *
   * @throws StoreException if the database cannot be read
   */
  public Optional<LoginRow> any() {
    return first(SELECT + " order by account limit 1", LoginTable::row);
  }

  /**
   * The known text, as it was sealed; empty if nothing was sealed yet.
   *
   * @throws StoreException if the database cannot be read
   */
  public Optional<byte[]> keyCheck() {
    return first("select sealed from key_check where id = 1", row -> row.getBytes(1));
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

  private static LoginRow row(ResultSet row) throws SQLException {
    return new LoginRow(new AccountId(row.getString(1)), row.getString(2), row.getBytes(3));
  }

  private <T> Optional<T> first(String sql, Database.RowReader<T> reader, String... values) {
    try {
      return database.read(sql, reader, values).stream().findFirst();
    } catch (SQLException e) {
      throw SqlTrouble.opening(file, e);
    }
  }

  private void writing(HandleConsumer<RuntimeException> work) {
    try {
      database.write(work);
    } catch (JdbiException e) {
      throw SqlTrouble.opening(file, e);
    }
  }
}
