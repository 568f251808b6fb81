package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.cli.Table.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks for an account of a pool, for one request. */
@Command(
    name = "lease",
    description = "An account of a pool for one request, and why it is that one.",
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:an account was handed out",
      "1:failed, for example no such pool",
      "2:wrong use",
      "11:no account of the pool can serve now",
      "69:no server can be reached"
    },
    footer = {
      "",
      "Examples:",
      "  quotakeeper lease chat gpt-5 --explain",
      "  quotakeeper lease chat gpt-5 --estimate tokens=1800 -o json | jq -r .account",
      "",
      "Tell the outcome to POST /api/v1/leases/LEASE/outcome; without one the lease",
      "ends by itself, and the estimate counts as used."
    })
final class LeaseCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Session session;

  @Parameters(index = "0", paramLabel = "POOL", description = "The pool's id.")
  private String pool = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MODEL or SCOPE",
      description = "A model's id, or group:ID; whatever the account serves if left out.")
  private String model = "";

  @Option(
      names = "--session",
      paramLabel = "SESSION",
      description = "Your name of a session; it keeps its account while that can serve.")
  private String inSession = "";

  @Option(
      names = "--purpose",
      paramLabel = "PURPOSE",
      description = "interactive or batch: what is kept back may depend on it.")
  private String purpose = "";

  @Option(
      names = "--estimate",
      paramLabel = "UNIT=N",
      description = "What it will take, such as tokens=1800; one request unless said.")
  private Map<String, Double> estimate = new LinkedHashMap<>();

  @Option(
      names = "--except",
      paramLabel = "ACCOUNT",
      description = "An account that refused this request before.")
  private List<String> except = new ArrayList<>();

  @Option(names = "--explain", description = "Say of the other accounts why it is not one of them.")
  private boolean explain;

  LeaseCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Answer answer = session.server().post("/api/v1/leases", Json.write(request()), PATIENCE);
    boolean isNoneLeft = answer.isProblem("none-left");
    JsonNode told = isNoneLeft ? answer.document() : granted(answer);
    if (session.wantsJson()) {
      session.screen().json(answer.body());
    } else if (isNoneLeft) {
      session.screen().note(Reasons.full(Json.text(told, "detail"), now()));
      explain(told);
    } else {
      session.screen().print(table(told).lines(session.look()));
      if (explain) {
        session.screen().print(List.of(""));
      }
      explain(told);
      session.screen().progress(nextStep(told));
    }
    return isNoneLeft ? Exit.EXHAUSTED : Exit.DONE;
  }

  private static JsonNode granted(Answer answer) {
    return answer.orFail(() -> answer.isProblem("unknown-pool") ? Choices.POOLS : "").document();
  }

  private ObjectNode request() {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("pool", pool);
    putIfSaid(request, "model", model);
    putIfSaid(request, "session", inSession);
    putIfSaid(request, "purpose", purpose);
    if (!estimate.isEmpty()) {
      estimate.forEach(request.putObject("estimate")::put);
    }
    if (!except.isEmpty()) {
      except.forEach(request.putArray("except")::add);
    }
    return request;
  }

  private static void putIfSaid(ObjectNode request, String key, String value) {
    if (!value.isEmpty()) {
      request.put(key, value);
    }
  }

  private Table table(JsonNode lease) {
    Table table =
        new Table(
            List.of(
                new Column("ACCOUNT", 10),
                new Column("MODEL", 12),
                Column.whole("LEASE"),
                Column.whole("SEND"),
                Column.whole("ENDS"),
                new Column("REASON", 12)));
    table.add(
        List.of(
            Cell.of(Json.text(lease, "account")),
            Cell.of(Json.text(lease, "model")),
            Cell.of(Json.text(lease, "id")),
            until(lease, "notBefore"),
            until(lease, "expiresAt"),
            Cell.atLength(told(Json.text(lease, "reason")))));
    return table;
  }

  private Cell until(JsonNode lease, String key) {
    Optional<Instant> at = Json.instant(lease, key);
    return at.map(it -> Cell.of(Amounts.span(Duration.between(now(), it)))).orElse(Cell.NONE);
  }

  private void explain(JsonNode told) {
    if (explain) {
      var words = new PassedOver(now(), session.context().zone(), this::told);
      session.screen().print(words.lines(told));
    }
  }

  private String told(String reason) {
    return session.isWide()
        ? Reasons.full(reason, now())
        : Reasons.brief(reason, now(), session.look());
  }

  private static String nextStep(JsonNode lease) {
    return "tell its outcome to POST /api/v1/leases/"
        + ServerClient.segment(Json.text(lease, "id"))
        + "/outcome: {\"status\": …, \"headers\": {…}}, {\"usage\": {…}} or {\"ignored\": true}";
  }

  private Instant now() {
    return session.context().time().now();
  }
}
