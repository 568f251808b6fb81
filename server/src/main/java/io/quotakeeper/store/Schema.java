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
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** The shape of the tables, and how an old one becomes the newest. */
final class Schema {

  /** The last of the migrations. */
  static final String NEWEST = "1";

  private static final String MIGRATIONS = "classpath:db/migration/sqlite";

  private Schema() {}

  /**
   * Makes the schema the newest. An ordinary start finds it so, and does without Flyway, which
   * takes as long to load as all the rest of the store.
   *
   * @throws StoreException if a newer program made it, or it cannot be brought up to date
   */
  static void bringUpToDate(DataSource source, Path file) throws SQLException {
    if (isNewest(source)) {
      return;
    }
    Flyway flyway = flyway(source);
    try {
      refuseNewer(flyway.info().all(), file);
      flyway.migrate();
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

  private static boolean isNewest(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      return has(statement, "select 1 from sqlite_schema where name = 'flyway_schema_history'")
          && !has(
              statement,
              "select 1 from flyway_schema_history where not success or cast(version as real) > "
                  + NEWEST)
          && has(statement, "select 1 from flyway_schema_history where version = '" + NEWEST + "'");
    }
  }

  private static boolean has(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static void refuseNewer(MigrationInfo[] migrations, Path file) {
    for (MigrationInfo migration : migrations) {
      MigrationState state = migration.getState();
      if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
        throw newer(file, String.valueOf(migration.getVersion()));
      }
    }
  }

  private static StoreException newer(Path file, String version) {
    return new StoreException(
        Reason.NEWER_SCHEMA,
        "The database %s was written by a newer Quotakeeper (schema %s). Run that version, or choose another folder with --data."
            .formatted(file, version));
  }

  /**
   * Says no to a schema that this program does not know, without changing it.
   *
   * @throws StoreException if a newer program made it
   */
  static void refuseNewer(Statement statement, Path file) throws SQLException {
    if (!has(statement, "select 1 from sqlite_schema where name = 'flyway_schema_history'")) {
      return;
    }
    try (ResultSet newest =
        statement.executeQuery(
            "select max(cast(version as real)) from flyway_schema_history where success")) {
      if (newest.next() && newest.getDouble(1) > Double.parseDouble(NEWEST)) {
        throw newer(file, newest.getString(1));
      }
    }
  }
}
