package io.quotakeeper.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;

/** A standing refusal, as JSON. */
final class RefusalCodec {

  private RefusalCodec() {}

  static ObjectNode encode(StandingRefusal standing) {
    Refusal refusal = standing.refusal();
    ObjectNode node =
        Documents.empty()
            .put("class", refusal.kind().word())
            .put("of", Documents.word(refusal.of()))
            .put("scope", refusal.scope().toString())
            .put("window", refusal.window())
            .put("message", refusal.message())
            .put("actionUrl", refusal.actionUrl())
            .put("account", standing.account().value())
            .put("sentAt", standing.sentAt().toString())
            .put("receivedAt", standing.receivedAt().toString())
            .put("times", standing.times());
    Documents.put(node, "until", refusal.until());
    return node;
  }

  static StandingRefusal decode(JsonNode node) {
    return new StandingRefusal(
        refusal(node),
        new AccountId(Documents.text(node, "account")),
        Documents.instant(node, "sentAt"),
        Documents.instant(node, "receivedAt"),
        Documents.whole(node, "times"));
  }

  private static Refusal refusal(JsonNode node) {
    String word = Documents.text(node, "class");
    return new Refusal(
        RefusalClass.ofWord(word)
            .orElseThrow(() -> new IllegalArgumentException("class is not known: " + word)),
        Documents.constant(node, "of", Refusal.Target.class),
        Scope.parse(Documents.text(node, "scope")),
        Documents.text(node, "window"),
        Documents.moment(node, "until"),
        Documents.text(node, "message"),
        Documents.text(node, "actionUrl"));
  }
}
