package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quotakeeper.cli.Table.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has the server sync accounts now, and waits until it has. */
@Command(
    name = "sync",
    description = "Ask the providers now; a line per account. Fails if any account fails.",
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every account is synced, or skipped until a stated time",
      "1:at least one account failed",
      "2:wrong use",
      "69:no server can be reached"
    })
final class SyncCommand implements Callable<Integer> {

  /** A sweep of very many accounts at slow providers takes minutes; it never takes this long. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** The server has slots of its own; this only keeps a long list from opening as many sockets. */
  private static final int AT_ONCE = 16;

  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "ACCOUNT",
      description = "The accounts to sync; all if none is given.")
  private List<String> accounts = new ArrayList<>();

  SyncCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerClient server = session.server();
    session.screen().progress("syncing; this takes as long as the slowest provider");
    List<String> wanted = List.copyOf(new LinkedHashSet<>(accounts));
    if (wanted.isEmpty()) {
      Answer answer = server.post("/api/v1/sync", PATIENCE).orFail();
      return finish(Json.items(answer.document()), answer.body());
    }
    List<JsonNode> lines = each(server, wanted);
    var document = JsonNodeFactory.instance.objectNode();
    document.putArray("items").addAll(lines);
    return finish(lines, Json.write(document));
  }

  private int finish(List<JsonNode> lines, String document) {
    if (session.wantsJson()) {
      session.screen().json(document);
    } else if (lines.isEmpty()) {
      session.screen().note("no account is configured");
    } else {
      print(lines);
    }
    boolean failed = lines.stream().anyMatch(line -> Json.text(line, "result").equals("error"));
    return failed ? Exit.FAILED : Exit.DONE;
  }

  /** Syncs several accounts together, a group at a time, and keeps their order. */
  private static List<JsonNode> each(ServerClient server, List<String> accounts)
      throws InterruptedException {
    List<JsonNode> lines = new ArrayList<>();
    for (int from = 0; from < accounts.size(); from += AT_ONCE) {
      List<FutureTask<List<JsonNode>>> tasks = new ArrayList<>();
      for (String account : accounts.subList(from, Math.min(from + AT_ONCE, accounts.size()))) {
        var task = new FutureTask<>(() -> one(server, account));
        tasks.add(task);
        Thread.ofVirtual().start(task);
      }
      for (FutureTask<List<JsonNode>> task : tasks) {
        lines.addAll(outcome(task));
      }
    }
    return lines;
  }

  private static List<JsonNode> one(ServerClient server, String account) {
    String path = "/api/v1/accounts/" + ServerClient.segment(account) + "/sync";
    Answer answer = Choices.ofAccount(server, account, () -> server.post(path, PATIENCE));
    return Json.items(answer.document());
  }

  private static List<JsonNode> outcome(FutureTask<List<JsonNode>> task)
      throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Failure failure ? failure : new IllegalStateException(e);
    }
  }

  private void print(List<JsonNode> lines) {
    Table table =
        new Table(
            List.of(
                new Column("ACCOUNT", 10),
                Column.whole("RESULT"),
                Column.whole("WINDOWS"),
                Column.whole("TOOK"),
                new Column("WHY", 20)));
    Look look = session.look();
    lines.forEach(line -> table.add(row(line, look)));
    session.screen().print(table.lines(look));
  }

  private List<Cell> row(JsonNode line, Look look) {
    OptionalLong windows = Json.whole(line, "windows");
    var took = Json.number(line, "tookSeconds");
    return List.of(
        Cell.of(Json.text(line, "account")),
        result(Json.text(line, "result")),
        windows.isPresent() ? Cell.of(Long.toString(windows.getAsLong())) : Cell.NONE,
        took.isPresent() ? Cell.of(Amounts.number(took.getAsDouble()) + "s") : Cell.NONE,
        Cell.atLength(why(line, look)));
  }

  private static Cell result(String word) {
    return new Cell(
        word,
        switch (word) {
          case "ok" -> Style.GOOD;
          case "error" -> Style.BAD;
          default -> Style.WARNING;
        });
  }

  private String why(JsonNode line, Look look) {
    Instant now = session.context().time().now();
    String detail = Json.text(line, "detail");
    String told = Reasons.full(detail, now);
    List<String> parts = new ArrayList<>(List.of(Json.text(line, "reason"), told));
    // A detail that holds an instant says it already.
    if (told.equals(detail)) {
      Json.instant(line, "until").ifPresent(at -> parts.add(again(Duration.between(now, at))));
    }
    parts.removeIf(String::isEmpty);
    return String.join(look.dot(), parts);
  }

  private static String again(Duration left) {
    return left.isPositive() ? "again in " + Amounts.span(left) : "again now";
  }
}
