package io.quotakeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.engine.Account;
import io.quotakeeper.providers.Explanation;
import io.quotakeeper.providers.Understanding;

/** What was understood of an observation, as {@code provider explain} writes it. */
final class ObservationJson {

  private ObservationJson() {}

  static ObjectNode of(Account account, Understanding understood) {
    ObjectNode node = Json.object();
    node.put("account", account.id().value());
    node.setAll(Explanation.json(account.provider(), understood));
    node.set("problem", Json.textOrNull(understood.problem()));
    return node;
  }
}
