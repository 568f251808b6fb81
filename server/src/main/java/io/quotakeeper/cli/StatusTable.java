package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.cli.Table.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Quotas and accounts as one table. Windows keep the server's order, most urgent first. Every
 * account has a row: one of which no window is known stands first if a person must act, next if its
 * syncs fail, else last.
 */
final class StatusTable {

  private final List<QuotaRow> rows = new ArrayList<>();
  private final Set<String> accounts = new HashSet<>();
  private final Set<String> needy = new HashSet<>();

  StatusTable(List<JsonNode> quotas, List<JsonNode> accounts, Instant now) {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    accounts.forEach(a -> byId.put(Json.text(a, "id"), a));
    Set<String> withWindows = new HashSet<>();
    List<QuotaRow> windows = new ArrayList<>();
    for (JsonNode quota : quotas) {
      String id = Json.text(quota, "account");
      withWindows.add(id);
      windows.add(QuotaRow.ofWindow(quota, byId.get(id), now));
    }
    List<QuotaRow> bare =
        accounts.stream()
            .filter(a -> !withWindows.contains(Json.text(a, "id")))
            .map(a -> QuotaRow.ofAccount(a, now))
            .toList();
    bare.stream().filter(QuotaRow::waitsForPerson).forEach(rows::add);
    bare.stream().filter(row -> row.isTroubled() && !row.waitsForPerson()).forEach(rows::add);
    rows.addAll(windows);
    bare.stream().filter(row -> !row.isTroubled()).forEach(rows::add);
    for (QuotaRow row : rows) {
      this.accounts.add(row.account());
      if (row.needsAttention()) {
        needy.add(row.account());
      }
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The headings, then each row, with the lines that belong to it. */
  List<List<String>> blocks(Look look, boolean wide) {
    return wide ? wideTable(look).blocks(look.unbounded()) : narrowTable(look).blocks(look);
  }

  /** The table that fits a terminal. */
  List<String> narrow(Look look) {
    return narrowTable(look).lines(look);
  }

  private Table narrowTable(Look look) {
    Table table =
        new Table(
            List.of(
                new Column("ACCOUNT", 10),
                new Column("SCOPE", 12),
                new Column("WINDOW", 8),
                Column.whole("LEFT"),
                Column.whole("RESETS"),
                Column.whole("AGE"),
                new Column("STATE", 15)));
    rows.forEach(row -> table.add(row.narrow(look)));
    return table;
  }

  /** The table with everything in it, however wide. */
  List<String> wide(Look look) {
    return wideTable(look).lines(look.unbounded());
  }

  private Table wideTable(Look look) {
    Table table =
        new Table(
            List.of(
                Column.whole("ACCOUNT"),
                Column.whole("PROVIDER"),
                Column.whole("OWNER"),
                Column.whole("SCOPE"),
                Column.whole("WINDOW"),
                Column.whole("UNIT"),
                Column.whole("LEFT"),
                Column.whole("REMAINING"),
                Column.whole("LIMIT"),
                Column.whole("RESETS"),
                Column.whole("RUNS OUT"),
                Column.whole("AGE"),
                Column.whole("SOURCE"),
                Column.whole("NEXT SYNC"),
                Column.whole("STATE")));
    rows.forEach(row -> table.add(row.wide(look)));
    return table;
  }

  /** How many accounts there are, and how many of them a person should look at. */
  String summary(Look look) {
    String count = accounts.size() + (accounts.size() == 1 ? " account" : " accounts");
    String attention =
        switch (needy.size()) {
          case 0 -> "none needs attention";
          case 1 -> "1 needs attention";
          default -> needy.size() + " need attention";
        };
    return count + look.dot() + attention;
  }
}
