package io.quotakeeper.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.ledger.Metering;
import io.quotakeeper.ledger.Provenance;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.Source;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;

/** What is known of one window, as JSON. A moment that nobody stated has no field. */
final class WindowCodec {

  private WindowCodec() {}

  static ObjectNode encode(QuotaState known) {
    Reading reading = known.reading();
    Provenance said = known.provenance();
    ObjectNode node =
        Documents.empty()
            .put("scope", reading.window().scope().toString())
            .put("window", reading.window().id())
            .put("unit", reading.window().unit().name())
            .put("role", Documents.word(reading.role()))
            .put("refill", Documents.word(reading.refill()))
            .put("source", Documents.word(said.source()))
            .put("account", said.account().value())
            .put("chain", said.chain())
            .put("call", said.call())
            .put("asOf", said.asOf().toString())
            .put("receivedAt", said.receivedAt().toString())
            .put("metered", known.metering().total())
            .put("missed", known.missed());
    Documents.put(node, "resetsAt", reading.resetsAt());
    Documents.put(node, "expiresAt", reading.expiresAt());
    node.set("amount", AmountCodec.encode(reading.amount()));
    return node;
  }

  static QuotaState decode(JsonNode node) {
    Provenance said = provenance(node);
    return new QuotaState(
        reading(node),
        said,
        Metering.of(Documents.number(node, "metered"), said.asOf()),
        Documents.whole(node, "missed"));
  }

  private static Reading reading(JsonNode node) {
    var window =
        new Window(
            Scope.parse(Documents.text(node, "scope")),
            Documents.text(node, "window"),
            new Unit(Documents.text(node, "unit")));
    return new Reading(
        window,
        Documents.constant(node, "role", Role.class),
        AmountCodec.decode(node.path("amount")),
        Documents.moment(node, "resetsAt"),
        Documents.moment(node, "expiresAt"),
        Documents.constant(node, "refill", Refill.class));
  }

  private static Provenance provenance(JsonNode node) {
    return new Provenance(
        Documents.constant(node, "source", Source.class),
        new AccountId(Documents.text(node, "account")),
        Documents.text(node, "chain"),
        Documents.text(node, "call"),
        Documents.instant(node, "asOf"),
        Documents.instant(node, "receivedAt"));
  }
}
