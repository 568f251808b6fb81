package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.cli.Table.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the accounts that a server keeps. */
@Command(
    name = "account",
    description = "The accounts that the server keeps.",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n")
final class AccountCommand extends CommandGroup {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String PATH = "/api/v1/accounts";

  private final Session session;

  AccountCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "list",
      description = "All accounts with their status.",
      descriptionHeading = "%n",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "1:failed", "2:wrong use", "69:no server can be reached"})
  int list() {
    Answer answer = session.server().get(PATH, Map.of(), PATIENCE).orFail();
    List<JsonNode> accounts = Json.items(answer.document());
    if (session.wantsJson()) {
      session.screen().json(answer.body());
    } else if (accounts.isEmpty()) {
      session.screen().note("no account is configured");
    } else {
      session.screen().print(table(accounts).lines(session.look()));
    }
    return Exit.DONE;
  }

  @Command(
      name = "show",
      description = "One account, with everything that is known of it but its secret.",
      descriptionHeading = "%n",
      parameterListHeading = "%nParameters:%n",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "1:failed, for example no such account",
        "2:wrong use",
        "69:no server can be reached"
      })
  int show(@Parameters(paramLabel = "ACCOUNT", description = "The account's id.") String account) {
    String path = PATH + "/" + ServerClient.segment(account);
    ServerClient server = session.server();
    Answer answer = Choices.ofAccount(server, account, () -> server.get(path, Map.of(), PATIENCE));
    JsonNode found = answer.document();
    if (session.wantsJson()) {
      session.screen().json(answer.body());
    } else {
      session.screen().print(facts(found));
    }
    return Exit.DONE;
  }

  private Table table(List<JsonNode> accounts) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                new Column("ACCOUNT", 10),
                new Column("PROVIDER", 8),
                Column.whole("TIER"),
                Column.whole("LEFT"),
                Column.whole("SYNCED"),
                new Column("STATUS", 15)));
    if (session.isWide()) {
      columns.addAll(
          List.of(Column.whole("NEXT SYNC"), Column.whole("OWNER"), Column.whole("LABELS")));
    }
    Table table = new Table(columns);
    accounts.forEach(account -> table.add(row(account)));
    return table;
  }

  private List<Cell> row(JsonNode account) {
    List<Cell> cells =
        new ArrayList<>(
            List.of(
                Cell.of(Json.text(account, "id")),
                Cell.of(Json.text(account, "provider")),
                Cell.of(Json.text(account, "tier")),
                Cell.of(headroom(account)),
                Cell.of(since(account.path("lastSync"))),
                status(account, session.isWide())));
    if (session.isWide()) {
      cells.add(Cell.of(next(account, session.screen().look())));
      cells.add(Cell.of(Json.text(account, "owner")));
      cells.add(Cell.of(labels(account)));
    }
    return cells;
  }

  private List<String> facts(JsonNode account) {
    Look look = session.screen().look();
    JsonNode sync = account.path("lastSync");
    Table table = new Table(List.of(Column.whole("FIELD"), Column.whole("VALUE")));
    table.add(List.of(Cell.of("id"), Cell.of(Json.text(account, "id"))));
    table.add(List.of(Cell.of("provider"), Cell.of(Json.text(account, "provider"))));
    table.add(List.of(Cell.of("owner"), Cell.of(Json.text(account, "owner"))));
    table.add(List.of(Cell.of("tier"), Cell.of(Json.text(account, "tier"))));
    table.add(List.of(Cell.of("status"), status(account, true)));
    table.add(List.of(Cell.of("left"), Cell.of(headroom(account))));
    table.add(List.of(Cell.of("last sync"), Cell.of(told(sync, look))));
    table.add(List.of(Cell.of("next sync"), Cell.of(next(account, look))));
    table.add(List.of(Cell.of("labels"), Cell.of(labels(account))));
    return table.lines(look.unbounded());
  }

  private String told(JsonNode sync, Look look) {
    String since = since(sync);
    if (since.isEmpty()) {
      return "never";
    }
    String reason = Json.text(sync, "reason");
    String result = Json.text(sync, "result") + (reason.isEmpty() ? "" : ": " + reason);
    return since + " ago" + look.dot() + result;
  }

  private Cell status(JsonNode account, boolean whole) {
    String word = Json.text(account, "status");
    String stated = Json.text(account, "statusReason");
    String reason =
        whole ? Reasons.full(stated, now()) : Reasons.brief(stated, now(), session.screen().look());
    return new Cell(
        word,
        reason,
        true,
        switch (word) {
          case "ok" -> Style.GOOD;
          case "degraded" -> Style.WARNING;
          case "action-required" -> Style.BAD;
          default -> Style.FAINT;
        });
  }

  private static String headroom(JsonNode account) {
    OptionalDouble share = Json.number(account, "headroom");
    return share.isPresent() ? Amounts.percent(share.getAsDouble()) : "unknown";
  }

  private String since(JsonNode sync) {
    return Json.instant(sync, "at").map(at -> Amounts.age(Duration.between(at, now()))).orElse("");
  }

  /** When, if at all, and why. */
  private String next(JsonNode account, Look look) {
    String until = until(account);
    String reason = Json.text(account, "nextSyncReason");
    return until + (until.isEmpty() || reason.isEmpty() ? "" : look.dot()) + reason;
  }

  private String until(JsonNode account) {
    return Json.instant(account, "nextSync")
        .map(at -> Amounts.span(Duration.between(now(), at)))
        .orElse("");
  }

  private static String labels(JsonNode account) {
    return account.path("labels").properties().stream()
        .map(label -> label.getKey() + "=" + label.getValue().asText())
        .collect(Collectors.joining(","));
  }

  private Instant now() {
    return session.context().time().now();
  }
}
