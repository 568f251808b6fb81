package io.quotakeeper.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.quota.Plan;

/** The facts of one account, as a document. */
final class FactsCodec {

  private FactsCodec() {}

  static String encode(AccountFacts facts) {
    ObjectNode node =
        Documents.empty()
            .put("planId", facts.plan().id())
            .put("planWords", facts.plan().words())
            .put("syncResult", facts.syncResult())
            .put("syncReason", facts.syncReason());
    Documents.put(node, "syncedAt", facts.syncedAt());
    return Documents.write(node);
  }

  static AccountFacts decode(String text) {
    JsonNode node = Documents.read(text);
    return new AccountFacts(
        new Plan(Documents.text(node, "planId"), Documents.text(node, "planWords")),
        Documents.moment(node, "syncedAt"),
        Documents.text(node, "syncResult"),
        Documents.text(node, "syncReason"));
  }
}
