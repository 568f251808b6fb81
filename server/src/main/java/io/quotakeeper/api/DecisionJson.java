package io.quotakeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.select.Decision;

/** A decision as users see it. */
final class DecisionJson {

  private DecisionJson() {}

  static ObjectNode of(Decision decision) {
    ObjectNode node = Json.object();
    node.put("account", decision.holder().account().value());
    node.set("model", Json.textOrNull(model(decision.subject())));
    node.put("decision", decision.outcome().word());
    node.set("remainingFraction", Json.number(decision.headroom().fraction()));
    node.set("resetsAt", Json.instant(decision.outcome().resetTime()));
    node.set("window", Json.textOrNull(decision.window()));
    node.set("reason", Json.textOrNull(decision.reason()));
    return node;
  }

  /**
   * As a person would ask for it: a model by its id, a group as a scope, the account by nothing.
   */
  private static String model(Scope subject) {
    return switch (subject) {
      case Scope.Account _ -> "";
      case Scope.Model model -> model.id();
      case Scope.Group group -> group.toString();
    };
  }
}
