package io.quotakeeper.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file in WAL mode with full synchronisation: what was committed survives a kill and a
 * power loss, and the interrupt of a thread does not harm it. One connection, because SQLite has
 * one writer at a time anyway.
 */
final class Database implements AutoCloseable {

  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /**
   * Checks the file, brings its schema up to date and opens it.
   *
   * @throws StoreException if the file is damaged, of a newer program, or cannot be opened
   */
  static Database open(Path file) {
    SQLiteDataSource source = new SQLiteDataSource(settings());
    // A URI, because a bare path is cut at a question mark.
    source.setUrl("jdbc:sqlite:" + file.toUri());
    try {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        check(statement, file);
      }
      Schema.bringUpToDate(source, file);
      return new Database(pool(source));
    } catch (SQLException | RuntimeException e) {
      throw e instanceof StoreException known ? known : SqlTrouble.opening(file, e);
    }
  }

  /**
   * Looks at a file that nobody uses, without changing it.
   *
   * @throws StoreException if it is damaged, of a newer program, or cannot be read
   */
  static void look(Path file) {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout((int) BUSY.toMillis());
    SQLiteDataSource source = new SQLiteDataSource(config);
    // Even a reader makes the files of a log beside the database, unless it is told that nobody
    // writes; where a killed server has left them, what they hold belongs to the database.
    boolean hasLog = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
    source.setUrl("jdbc:sqlite:" + file.toUri() + (hasLog ? "" : "?immutable=1"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      check(statement, file);
      Schema.refuseNewer(statement, file);
    } catch (SQLException e) {
      throw SqlTrouble.opening(file, e);
    }
  }

  /**
   * For writing: {@link #write}. Its first statement looks for a flight recorder, which takes as
   * long as all of a start's reading does; so nothing is read by it.
   */
  Jdbi jdbi() {
    return jdbi;
  }

  /** Writes in one transaction; whatever goes wrong, the next use opens the file anew. */
  void write(HandleConsumer<RuntimeException> work) {
    boolean written = false;
    try {
      jdbi.useTransaction(work);
      written = true;
    } finally {
      if (!written) {
        renew();
      }
    }
  }

  /**
   * What a query finds, all of it.
   *
   * @param values of its parameters, in their order
   */
  <T> List<T> read(String sql, RowReader<T> reader, String... values) throws SQLException {
    List<T> found = new ArrayList<>();
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(reader.read(rows));
        }
      }
    }
    return found;
  }

  /** Reads the row at which a result stands. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Has the next use open the file anew. After a failed write the system may have thrown away what
   * it could not write, so that trying again on the same handle would report a success that is
   * none.
   */
  private void renew() {
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  @Override
  public void close() {
    pool.close();
  }

  private static SQLiteConfig settings() {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout((int) BUSY.toMillis());
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.enforceForeignKeys(true);
    return config;
  }

  private static void check(Statement statement, Path file) throws SQLException {
    try (ResultSet found = statement.executeQuery("pragma integrity_check(1)")) {
      if (!found.next() || !"ok".equals(found.getString(1))) {
        throw SqlTrouble.damaged(file, found.getString(1));
      }
    }
  }

  private static HikariDataSource pool(DataSource source) {
    var config = new HikariConfig();
    config.setPoolName("store");
    config.setDataSource(source);
    config.setMaximumPoolSize(1);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(CONNECT.toMillis());
    return new HikariDataSource(config);
  }
}
