package io.quotakeeper.store;

import io.quotakeeper.store.StoreException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The shape of the tables, and how an old one becomes the newest. */
final class Schema {

  /** The last of the migrations. */
  static final String NEWEST = "2";

  private static final String MIGRATIONS = "classpath:db/migration/sqlite";

  private Schema() {}

  /**
   * Makes the schema the newest. An ordinary start finds it so, and does without Flyway, which
   * takes as long to load as all the rest of the store.
   *
   * @throws StoreException if a newer program made it, or it cannot be brought up to date
   */
  static void bringUpToDate(DataSource source, Path file) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      refuseNewer(statement, file);
      if (isNewest(statement)) {
        return;
      }
    }
    try {
      flyway(source).migrate();
    } catch (FlywayException e) {
      throw new StoreException(
          Reason.FAILED,
          "Cannot bring the database %s up to date: %s".formatted(file, SqlTrouble.words(e)),
          e);
    }
  }

  static Flyway flyway(DataSource source) {
    return Flyway.configure(Schema.class.getClassLoader())
        .dataSource(source)
        .locations(MIGRATIONS)
        .loggers("slf4j")
        .load();
  }

  private static boolean isNewest(Statement statement) throws SQLException {
    return hasHistory(statement)
        && !has(statement, "select 1 from flyway_schema_history where not success")
        && has(statement, "select 1 from flyway_schema_history where version = '" + NEWEST + "'");
  }

  private static boolean hasHistory(Statement statement) throws SQLException {
    return has(statement, "select 1 from sqlite_schema where name = 'flyway_schema_history'");
  }

  private static boolean has(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  /**
   * Says no to a schema that this program does not know, without changing it.
   *
   * @throws StoreException if a newer program made it
   */
  static void refuseNewer(Statement statement, Path file) throws SQLException {
    if (!hasHistory(statement)) {
      return;
    }
    try (ResultSet newest =
        statement.executeQuery(
            "select version from flyway_schema_history where cast(version as real) > "
                + NEWEST
                + " order by cast(version as real) desc")) {
      if (newest.next()) {
        throw new StoreException(
            Reason.NEWER_SCHEMA,
            "The database %s was written by a newer Quotakeeper (schema %s). Run that version, or choose another folder with --data."
                .formatted(file, newest.getString(1)));
      }
    }
  }
}
