package io.quotakeeper.store;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * The states and facts of the last run, in a database in the data folder that this process alone
 * uses. It is read once, at the start, and written by a {@link StateWriter}; both block, so neither
 * belongs on a request's path. Thread-safe; the interrupt of a thread does not harm it.
 */
public final class StateStore implements AutoCloseable {

  private final DataFolder folder;
  private final Database database;
  private final Tables tables;

  private StateStore(DataFolder folder, Database database) {
    this.folder = folder;
    this.database = database;
    this.tables = new Tables(database);
  }

  /**
   * Opens the store in a folder, which is made if need be; it and its files are closed to other
   * users. Blocks for as long as the check of the whole file takes.
   *
   * @throws StoreException if the folder cannot be used, another process uses it, or the database
   *     is damaged or of a newer program
   */
  public static StateStore open(Path dataFolder) {
    DataFolder folder = DataFolder.claim(dataFolder);
    boolean opened = false;
    try {
      var store = new StateStore(folder, Database.open(folder.database()));
      opened = true;
      return store;
    } finally {
      if (!opened) {
        folder.close();
      }
    }
  }

  /**
   * What was known of each owner, as it was last written. Owners that have no account any more are
   * among them, until their state is changed to nothing.
   *
   * @throws StoreException if the database cannot be read
   */
  public Map<Owner, OwnerState> load() {
    return reading(tables::states);
  }

  /**
   * What was known of each account, as it was last written.
   *
   * @throws StoreException if the database cannot be read
   */
  public Map<AccountId, AccountFacts> loadFacts() {
    return reading(tables::facts);
  }

  /** How many rows and entries could not be read, and were left out. They cost nothing else. */
  public long skipped() {
    return tables.skipped();
  }

  /** The database's file. */
  public Path file() {
    return folder.database();
  }

  /** Closes the database and gives the folder up. The writer is to be closed before. */
  @Override
  public void close() {
    try {
      database.close();
    } finally {
      folder.close();
    }
  }

  /** The rotated logins in the same database. */
  public LoginTable logins() {
    return new LoginTable(database, file());
  }

  Rows rows() {
    return tables;
  }

  private <T> T reading(Reading<T> read) {
    try {
      return read.get();
    } catch (SQLException e) {
      throw SqlTrouble.opening(file(), e);
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T get() throws SQLException;
  }
}
