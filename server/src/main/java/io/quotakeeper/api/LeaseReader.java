package io.quotakeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.engine.LeaseOutcome;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.select.Purpose;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads who asks for an account, and what became of its request. */
final class LeaseReader {

  /** All that a request for a lease may say. */
  static final List<String> REQUEST_KEYS =
      List.of("pool", "model", "session", "purpose", "estimate", "except");

  /** All that an outcome may say. */
  static final List<String> OUTCOME_KEYS =
      List.of("status", "headers", "body", "receivedAt", "usage", "ignored");

  /** Names are kept with decisions and sessions: they must not fill the memory. */
  static final int LONGEST_NAME = 256;

  private static final String PURPOSES =
      Arrays.stream(Purpose.values()).map(Purpose::word).collect(Collectors.joining(" or "));

  private LeaseReader() {}

  /**
   * The request that a body is.
   *
   * @throws ProblemException if it is none
   */
  static LeaseRequest request(Buffer body) {
    Document document = Document.read(body, "a request for a lease", REQUEST_KEYS);
    String pool = document.text("pool", LONGEST_NAME);
    if (pool.isEmpty()) {
      throw Document.bad("pool", "is missing; it must be the id of a pool");
    }
    return new LeaseRequest(
        pool,
        model(document),
        document.text("session", LONGEST_NAME),
        purpose(document),
        document.amounts("estimate"),
        except(document.get("except")));
  }

  /**
   * The outcome that a body is.
   *
   * @throws ProblemException if it is none, or too large
   */
  static LeaseOutcome outcome(Buffer body, ObservationReader answers) {
    Document document = Document.read(body, "an outcome", OUTCOME_KEYS);
    if (document.flag("ignored")) {
      if (OUTCOME_KEYS.stream().filter(document::has).count() > 1) {
        throw Document.bad("ignored", "says that nothing was sent; nothing else goes with it");
      }
      return new LeaseOutcome.Ignored();
    }
    boolean isAnswered =
        List.of("status", "headers", "body", "receivedAt").stream().anyMatch(document::has);
    if (isAnswered) {
      return new LeaseOutcome.Answered(answers.reply(document), document.amounts("usage"));
    }
    if (!document.has("usage")) {
      throw Document.bad("status", "is missing; an outcome has it, or usage, or ignored: true");
    }
    return new LeaseOutcome.Used(document.amounts("usage"));
  }

  private static String model(Document document) {
    String model = document.text("model", LONGEST_NAME);
    try {
      var _ = Scope.ofModelOrScope(model);
      return model;
    } catch (IllegalArgumentException _) {
      throw Document.bad(
          "model", "must be a model's id, model:<id>, group:<id> or account, with an id");
    }
  }

  private static Purpose purpose(Document document) {
    String word = document.text("purpose");
    return word.isEmpty() && !document.has("purpose")
        ? Purpose.INTERACTIVE
        : Purpose.ofWord(word).orElseThrow(() -> Document.bad("purpose", "must be " + PURPOSES));
  }

  private static Set<AccountId> except(JsonNode node) {
    Set<AccountId> except = new HashSet<>();
    if (!Document.isGiven(node)) {
      return except;
    }
    if (!node.isArray()) {
      throw Document.bad("except", "must be a list of accounts' ids");
    }
    for (JsonNode id : node) {
      if (!id.isTextual() || !AccountId.isValid(id.textValue())) {
        throw Document.bad("except", "must be a list of accounts' ids");
      }
      except.add(new AccountId(id.textValue()));
    }
    return except;
  }
}
