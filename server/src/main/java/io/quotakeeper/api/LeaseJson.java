package io.quotakeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.engine.LeaseDecision;
import io.quotakeeper.engine.LeaseGrant;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.select.Decision;
import io.quotakeeper.select.Reason;
import io.quotakeeper.select.Selection;
import io.quotakeeper.select.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Leases and how they were decided, as users see them. */
final class LeaseJson {

  private LeaseJson() {}

  static ObjectNode of(LeaseGrant.Granted granted) {
    var lease = granted.lease();
    ObjectNode node = Json.object();
    node.put("id", lease.id());
    node.put("account", lease.account().value());
    node.set("model", Json.textOrNull(lease.model()));
    node.set("decision", decision(granted.why()));
    node.put("reason", granted.cause().text());
    node.put("grantedAt", lease.grantedAt().toString());
    node.put("notBefore", lease.notBefore().toString());
    node.put("expiresAt", lease.expiresAt().toString());
    addPassedOver(node, granted.why(), lease.grantedAt());
    return node;
  }

  static ObjectNode of(LeaseDecision decided) {
    ObjectNode node = Json.object();
    node.put("number", decided.number());
    node.put("at", decided.at().toString());
    node.put("pool", decided.request().pool());
    node.set("askedFor", Json.textOrNull(decided.request().model()));
    node.set("model", Json.textOrNull(decided.model()));
    node.set("session", Json.textOrNull(decided.request().session()));
    node.put("purpose", decided.request().purpose().word());
    node.set("estimate", amounts(decided.request().estimate()));
    node.set("lease", Json.textOrNull(decided.lease()));
    node.set("account", Json.textOrNull(account(decided.selection())));
    node.set("decision", decision(decided.selection()));
    node.put("reason", decided.cause().text());
    addPassedOver(node, decided.selection(), decided.at());
    return node;
  }

  /** What a problem says of why no account can serve. */
  static Map<String, JsonNode> of(LeaseGrant.NoneLeft none, Instant now) {
    ObjectNode node = Json.object();
    node.set("retryAt", Json.instant(none.retryAt()));
    addPassedOver(node, none.why(), now);
    Map<String, JsonNode> members = new TreeMap<>();
    node.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
    return members;
  }

  private static String account(Selection selection) {
    return selection.chosen().map(it -> it.standing().seat().account().value()).orElse("");
  }

  private static JsonNode decision(Selection selection) {
    return Json.textOrNull(
        selection.chosen().map(it -> it.standing().decision().outcome().word()).orElse(""));
  }

  private static ObjectNode amounts(Map<Unit, Double> amounts) {
    ObjectNode node = Json.object();
    new TreeMap<>(amounts).forEach((unit, amount) -> node.set(unit.name(), Json.number(amount)));
    return node;
  }

  private static void addPassedOver(ObjectNode node, Selection selection, Instant now) {
    ArrayNode passedOver = node.putArray("passedOver");
    selection.passedOver().forEach(verdict -> passedOver.add(of(verdict, now)));
    ObjectNode rest = node.putObject("rest");
    new TreeMap<>(selection.rest()).forEach((reason, count) -> rest.put(reason.word(), count));
  }

  private static ObjectNode of(Verdict verdict, Instant now) {
    Decision decision = verdict.standing().decision();
    Proof proof = Proof.of(decision.ground(), now);
    ObjectNode node = Json.object();
    node.put("account", verdict.standing().seat().account().value());
    node.put("reason", verdict.reason().word());
    node.put("detail", detail(verdict.reason(), decision.reason()));
    node.set("refusal", Json.textOrNull(proof.refusal()));
    node.set("window", Json.textOrNull(decision.window()));
    node.set("until", Json.instant(until(verdict.reason(), decision, proof)));
    node.set("source", Json.textOrNull(proof.source()));
    node.set(
        "ageSeconds",
        Json.number(proof.age().stream().mapToDouble(age -> (double) age.toSeconds()).findFirst()));
    node.set("headroom", headroom(verdict));
    return node;
  }

  private static String detail(Reason reason, String ground) {
    return switch (reason) {
      case CHOSEN, RANKED_LOWER, SPENT, REFUSED, BARRED -> ground;
      case HELD ->
          "what is left is held for requests under way, or less than this one takes: " + ground;
      case RESERVED -> "what is left is kept back: " + ground;
      case TRIED -> "the request says that this account refused it";
    };
  }

  private static Moment until(Reason reason, Decision decision, Proof proof) {
    return switch (reason) {
      case SPENT, REFUSED, BARRED ->
          proof.refusal().isEmpty() ? decision.outcome().resetTime() : proof.until();
      case RESERVED -> proof.until();
      case CHOSEN, RANKED_LOWER, HELD, TRIED -> Moment.unstated();
    };
  }

  private static JsonNode headroom(Verdict verdict) {
    boolean isUnknown = verdict.standing().decision().outcome() instanceof QuotaDecision.Unknown;
    return Json.number(isUnknown ? OptionalDouble.empty() : OptionalDouble.of(verdict.headroom()));
  }
}
