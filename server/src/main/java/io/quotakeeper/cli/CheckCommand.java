package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.cli.Table.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says by its exit code whether an account can serve a model. */
@Command(
    name = "check",
    description = "Whether an account can serve a model now; the exit code says it too.",
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:proceed",
      "1:failed, for example no such account",
      "2:wrong use",
      "10:low",
      "11:exhausted",
      "12:unknown",
      "69:no server can be reached"
    },
    footer = {"", "Example:", "  quotakeeper check team-a gemini-3-flash || notify"})
final class CheckCommand implements Callable<Integer> {

  /** Longer than the deadline of the one fetch that a check may wait for. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Session session;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account's id.")
  private String account = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MODEL or SCOPE",
      description = "A model's id, or group:ID; the whole account if left out.")
  private String model = "";

  CheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Map<String, String> question = new LinkedHashMap<>();
    question.put("account", account);
    question.put("model", model);
    ServerClient server = session.server();
    Answer answer =
        Choices.ofAccount(server, account, () -> server.get("/api/v1/check", question, PATIENCE));
    JsonNode decision = answer.document();
    int exit = exit(Json.text(decision, "decision"));
    if (session.wantsJson()) {
      session.screen().json(answer.body());
    } else {
      print(decision);
      if (exit == Exit.UNKNOWN && !model.isEmpty()) {
        Choices.scope(server, account, model)
            .ifPresent(near -> session.screen().note("did you mean " + near + "?"));
      }
    }
    return exit;
  }

  private static int exit(String decision) {
    return switch (decision) {
      case "proceed" -> Exit.DONE;
      case "low" -> Exit.LOW;
      case "exhausted" -> Exit.EXHAUSTED;
      case "unknown" -> Exit.UNKNOWN;
      default ->
          throw new Failure(
              Exit.FAILED,
              "the server's decision is not one of proceed, low, exhausted and unknown",
              "Server and command are of different releases; use the same.");
    };
  }

  private void print(JsonNode decision) {
    Table table =
        new Table(
            List.of(
                new Column("ACCOUNT", 10),
                new Column("MODEL", 12),
                Column.whole("DECISION"),
                Column.whole("LEFT"),
                Column.whole("WINDOW"),
                Column.whole("RESETS"),
                new Column("REASON", 12)));
    table.add(
        List.of(
            Cell.of(Json.text(decision, "account")),
            Cell.of(Json.text(decision, "model")),
            word(Json.text(decision, "decision")),
            left(decision),
            Cell.of(Json.text(decision, "window")),
            resets(decision),
            Cell.atLength(Reasons.full(Json.text(decision, "reason"), now()))));
    session.screen().print(table.lines(session.look()));
  }

  private static Cell word(String decision) {
    return new Cell(
        decision,
        switch (decision) {
          case "proceed" -> Style.GOOD;
          case "low" -> Style.WARNING;
          case "exhausted" -> Style.BAD;
          default -> Style.FAINT;
        });
  }

  private static Cell left(JsonNode decision) {
    OptionalDouble share = Json.number(decision, "remainingFraction");
    return share.isPresent() ? Cell.of(Amounts.percent(share.getAsDouble())) : Cell.NONE;
  }

  private Cell resets(JsonNode decision) {
    return Json.instant(decision, "resetsAt")
        .map(at -> Cell.of(Amounts.span(Duration.between(now(), at))))
        .orElse(Cell.NONE);
  }

  private Instant now() {
    return session.context().time().now();
  }
}
