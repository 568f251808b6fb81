package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.quota.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Explains recorded evidence line by line: one result for each line, in their order, with what is
 * understood from it by the rules of today.
 */
final class ExplainReplay {

  private static final int VERSION = 1;

  private final Explainer explainer;
  private final Session session;
  private final String account;

  private int exit = Exit.DONE;
  private int explained;

  /** For the evidence of that account; of all accounts if it is empty. Used once. */
  ExplainReplay(Explainer explainer, Session session, String account) {
    this.explainer = explainer;
    this.session = session;
    this.account = account;
  }

  /** Runs to the end of the evidence; the exit code tells whether all lines could be used. */
  int run(String name) {
    new EvidenceSource(session.context().terminal().in()).read(name, this::take);
    if (explained == 0 && exit == Exit.DONE) {
      session
          .screen()
          .note("there is no evidence" + (account.isEmpty() ? "" : " of account " + account));
    }
    return exit;
  }

  private void take(EvidenceSource.Line line) {
    if (line.text().isEmpty() && !line.isTooLong()) {
      return;
    }
    Optional<JsonNode> parsed = Json.parse(line.text()).filter(JsonNode::isObject);
    if (parsed.isEmpty() && !line.isWhole()) {
      session.screen().note(line.place() + ": passed over, its end was never written");
      return;
    }
    JsonNode object = parsed.orElseGet(JsonNodeFactory.instance::objectNode);
    if (parsed.isPresent() && !account.isEmpty() && !Json.text(object, "account").equals(account)) {
      return;
    }
    if (isOfLease(object)) {
      return;
    }
    explained++;
    try {
      if (parsed.isEmpty()) {
        throw wrong(line.isTooLong() ? "the line is too long" : "the line is not a JSON object");
      }
      explain(line, object);
    } catch (Failure e) {
      report(line, object, e.getMessage(), e.exit());
    } catch (RuntimeException e) {
      // A fault in one adapter must not cost the lines of the others.
      report(line, object, "fault in reading it: " + e.getClass().getName(), Exit.FAILED);
    }
  }

  /** What became of leases says nothing of quotas; {@code simulate} is who reads it. */
  private static boolean isOfLease(JsonNode object) {
    return Json.whole(object, "v").orElse(0) == VERSION
        && Set.of("lease", "outcome").contains(Json.text(object, "kind"));
  }

  private void explain(EvidenceSource.Line line, JsonNode object) {
    if (Json.whole(object, "v").orElse(0) != VERSION) {
      throw wrong("the line is of another version of Quotakeeper, or no evidence");
    }
    String kind = Json.text(object, "kind");
    Explainer.Result result =
        switch (kind) {
          case "poll", "traffic" -> replied(object);
          case "stated" -> stated(object);
          default -> throw wrong("kind is not poll, traffic or stated");
        };
    print(line, object, result.document());
    if (!result.problem().isEmpty()) {
      session.screen().note(line.place() + ": not all of it is understood: " + result.problem());
    }
  }

  private Explainer.Result replied(JsonNode object) {
    if (Json.flag(object, "withheld")) {
      throw wrong("the reply was not kept, since its account's credential could not be read");
    }
    if (object.has("bodyCutFrom")) {
      throw wrong(
          "only the beginning was kept of a body of "
              + Json.text(object, "bodyCutFrom")
              + " characters");
    }
    return explainer.explain(ExplainBatch.read(object, "receivedAt"));
  }

  private static Explainer.Result stated(JsonNode object) {
    List<Reading> limits = StatedLimits.read(object.path("limits"));
    return Explainer.limits(Json.text(object, "provider"), limits);
  }

  private void report(EvidenceSource.Line line, JsonNode object, String problem, int code) {
    print(line, object, Explainer.error(Json.text(object, "provider"), problem));
    session.screen().note(line.place() + ": " + problem);
    exit = Math.max(exit, code);
  }

  private void print(EvidenceSource.Line line, JsonNode object, ObjectNode explanation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("file", line.file());
    node.put("line", line.number());
    node.put("at", textOf(object, "receivedAt"));
    node.put("account", textOf(object, "account"));
    node.put("owner", textOf(object, "owner"));
    node.put("kind", textOf(object, "kind"));
    node.put("call", textOf(object, "call"));
    node.put("model", textOf(object, "model"));
    node.set("status", object.path("status").isInt() ? object.get("status") : node.nullNode());
    node.setAll(explanation);
    session.screen().json(Json.write(node));
  }

  private static @Nullable String textOf(JsonNode object, String key) {
    String text = Json.text(object, key);
    return text.isEmpty() ? null : text;
  }

  private static Failure wrong(String what) {
    return new Failure(Exit.USAGE, what, "");
  }
}
