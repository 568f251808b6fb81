package io.quotakeeper.store;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables, as rows go in and values come out. Thread-safe. */
final class Tables implements Rows {

  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  private final Database database;
  private final AtomicLong skipped = new AtomicLong();

  Tables(Database database) {
    this.database = database;
  }

  Map<Owner, OwnerState> states() throws SQLException {
    Map<Owner, OwnerState> states = new HashMap<>();
    read(
        "select provider, name, document, checksum from owner_state",
        kept -> {
          var owner = new Owner(kept.space, kept.name);
          StateCodec.Decoded decoded = StateCodec.decode(kept.sound(owner.toString()));
          skipped.addAndGet(decoded.skipped());
          states.put(owner, decoded.state());
        });
    return states;
  }

  Map<AccountId, AccountFacts> facts() throws SQLException {
    Map<AccountId, AccountFacts> facts = new HashMap<>();
    read(
        "select '', account, document, checksum from account_facts",
        kept -> facts.put(new AccountId(kept.name), FactsCodec.decode(kept.sound(kept.name))));
    return facts;
  }

  long skipped() {
    return skipped.get();
  }

  @Override
  public void write(List<Row> rows) {
    database.write(handle -> {
      writeOwners(handle, of(Row.OfOwner.class, rows));
      writeAccounts(handle, of(Row.OfAccount.class, rows));
    });
  }

  private void read(String sql, Consumer<Kept> taking) throws SQLException {
    for (Kept row : database.read(sql, Tables::kept)) {
      try {
        taking.accept(row);
      } catch (IllegalArgumentException | DateTimeException e) {
        skipped.incrementAndGet();
        LOG.warn("left out what was kept of {}{}: {}", row.space, row.name, e.getMessage());
      }
    }
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(row.getString(1), row.getString(2), row.getString(3), row.getLong(4));
  }

  private static void writeOwners(Handle handle, List<Row.OfOwner> rows) {
    var kept =
        handle.prepareBatch(
            "replace into owner_state (provider, name, document, checksum) values (?, ?, ?, ?)");
    var gone = handle.prepareBatch("delete from owner_state where provider = ? and name = ?");
    for (Row.OfOwner row : rows) {
      Owner owner = row.owner();
      if (row.document().isEmpty()) {
        gone.add(owner.provider(), owner.name());
      } else {
        long checksum = Documents.checksum(owner.toString(), row.document());
        kept.add(owner.provider(), owner.name(), row.document(), checksum);
      }
    }
    kept.execute();
    gone.execute();
  }

  private static void writeAccounts(Handle handle, List<Row.OfAccount> rows) {
    var kept =
        handle.prepareBatch(
            "replace into account_facts (account, document, checksum) values (?, ?, ?)");
    var gone = handle.prepareBatch("delete from account_facts where account = ?");
    for (Row.OfAccount row : rows) {
      String account = row.account().value();
      if (row.document().isEmpty()) {
        gone.add(account);
      } else {
        kept.add(account, row.document(), Documents.checksum(account, row.document()));
      }
    }
    kept.execute();
    gone.execute();
  }

  private static <R extends Row> List<R> of(Class<R> kind, List<Row> rows) {
    return rows.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private record Kept(String space, String name, String document, long checksum) {

    /** The document, if it is as it was written. */
    String sound(String key) {
      if (Documents.checksum(key, document) != checksum) {
        throw new IllegalArgumentException("it is damaged");
      }
      return document;
    }
  }
}
