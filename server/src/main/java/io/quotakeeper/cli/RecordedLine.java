package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.providers.Context;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.replay.Happening;
import io.quotakeeper.select.Purpose;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A line of an evidence log as what happened. */
final class RecordedLine {

  private static final int VERSION = 1;

  private RecordedLine() {}

  /**
   * What a line says; nothing if its reply was not kept whole and can no longer be read.
   *
   * @throws Failure if it is not of the form in which such lines are written
   */
  static Optional<Happening> read(JsonNode line) {
    if (Json.whole(line, "v").orElse(0) != VERSION) {
      throw wrong("the line is of another version of Quotakeeper, or no evidence");
    }
    try {
      return switch (Json.text(line, "kind")) {
        case "poll", "traffic" -> replied(line);
        case "stated" ->
            Optional.of(
                new Happening.Stated(sighting(line), StatedLimits.read(line.path("limits"))));
        case "lease" ->
            Optional.of(new Happening.Leased(sighting(line), lease(line), request(line)));
        case "outcome" -> Optional.of(ended(line));
        default -> throw wrong("kind is not poll, traffic, stated, lease or outcome");
      };
    } catch (IllegalArgumentException e) {
      throw wrong("the line is not of the form in which they are written").causedBy(e);
    }
  }

  private static Optional<Happening> replied(JsonNode line) {
    if (Json.flag(line, "withheld") || line.has("bodyCutFrom")) {
      return Optional.empty();
    }
    ReplyText text = ExplainBatch.read(line, "receivedAt");
    Sighting seen = sighting(line);
    return Optional.of(
        new Happening.Replied(
            seen,
            new Context(text.model(), text.baseUrl()),
            Explainer.reply(text, text.call(), seen.receivedAt()),
            Json.text(line, "lease")));
  }

  private static LeaseRequest request(JsonNode line) {
    Set<AccountId> except = new HashSet<>();
    line.path("except").forEach(account -> except.add(new AccountId(account.asText())));
    Purpose purpose =
        Purpose.ofWord(Json.text(line, "purpose"))
            .orElseThrow(() -> wrong("purpose is neither interactive nor batch"));
    return new LeaseRequest(
        Json.text(line, "pool"),
        Json.text(line, "model"),
        Json.text(line, "session"),
        purpose,
        amounts(line.path("estimate")),
        except);
  }

  private static Happening ended(JsonNode line) {
    String word = Json.text(line, "outcome");
    if (!Set.of("answered", "used", "ignored", "forgotten").contains(word)) {
      throw wrong("outcome is not answered, used, ignored or forgotten");
    }
    return new Happening.Ended(
        sighting(line), lease(line), !word.equals("ignored"), amounts(line.path("usage")));
  }

  private static Map<Unit, Double> amounts(JsonNode node) {
    Map<Unit, Double> amounts = new HashMap<>();
    node.properties()
        .forEach(entry -> {
          if (!entry.getValue().isNumber()) {
            throw wrong("an amount is not a number");
          }
          amounts.put(new Unit(entry.getKey()), entry.getValue().doubleValue());
        });
    return amounts;
  }

  private static String lease(JsonNode line) {
    String lease = Json.text(line, "lease");
    if (lease.isEmpty()) {
      throw wrong("lease is missing");
    }
    return lease;
  }

  private static Sighting sighting(JsonNode line) {
    return new Sighting(
        new AccountId(Json.text(line, "account")),
        new Owner(Json.text(line, "provider"), Json.text(line, "owner")),
        instant(line, "sentAt"),
        instant(line, "receivedAt"));
  }

  private static Instant instant(JsonNode line, String key) {
    return Json.instant(line, key)
        .orElseThrow(() -> wrong(key + " is not an instant such as 2026-01-31T12:00:00Z"));
  }

  private static Failure wrong(String what) {
    return Failure.failed(what, "");
  }
}
