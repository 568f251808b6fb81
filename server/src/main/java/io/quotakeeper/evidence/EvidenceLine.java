package io.quotakeeper.evidence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.engine.RawEvidence;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** One piece of evidence as one line of JSON, with its line break. */
final class EvidenceLine {

  /** Of a longer body only the beginning is kept, in characters. */
  static final int LONGEST_BODY = 256 * 1024;

  /** The form of the lines; a reader refuses what it does not know. */
  private static final int VERSION = 1;

  private EvidenceLine() {}

  /**
   * The line, in UTF-8. Blocks for the account's credential, which is looked for in a reply.
   *
   * @param longest of a line that would be longer, in bytes, the body is left out
   */
  static byte[] of(RawEvidence evidence, long longest) {
    return switch (evidence) {
      case RawEvidence.Stated stated -> bytes(stated(stated));
      case RawEvidence.Replied replied -> {
        RawEvidence.Clean clean = replied.clean();
        byte[] line = bytes(replied(replied, clean, LONGEST_BODY));
        yield line.length <= longest ? line : bytes(replied(replied, clean, 0));
      }
      case RawEvidence.Leased leased -> bytes(leased(leased));
      case RawEvidence.Ended ended -> bytes(ended(ended));
    };
  }

  private static ObjectNode replied(
      RawEvidence.Replied replied, RawEvidence.Clean clean, int longestBody) {
    Reply reply = clean.reply();
    ObjectNode node =
        head(reply.call().equals(Adapter.TRAFFIC) ? "traffic" : "poll", replied.sighting());
    if (!replied.lease().isEmpty()) {
      node.put("lease", replied.lease());
    }
    node.put("call", reply.call());
    node.put("model", clean.context().model());
    node.put("baseUrl", clean.context().baseUrl());
    node.put("status", reply.status());
    var headers = node.putArray("headers");
    reply.headers().fields().forEach(f -> headers.add(f.getKey() + ": " + f.getValue().strip()));
    String body = reply.body();
    if (body.length() > longestBody) {
      node.put("body", beginning(body, longestBody));
      node.put("bodyCutFrom", body.length());
    } else {
      node.put("body", body);
    }
    if (clean.withheld()) {
      node.put("withheld", true);
    }
    return node;
  }

  private static ObjectNode stated(RawEvidence.Stated stated) {
    ObjectNode node = head("stated", stated.sighting());
    var limits = node.putArray("limits");
    stated.limits().forEach(limit -> limits.add(reading(limit)));
    return node;
  }

  private static ObjectNode leased(RawEvidence.Leased leased) {
    LeaseRequest request = leased.request();
    ObjectNode node = head("lease", leased.sighting());
    node.put("lease", leased.lease());
    node.put("pool", request.pool());
    node.put("model", request.model());
    node.put("session", request.session());
    node.put("purpose", request.purpose().word());
    node.set("estimate", amounts(request.estimate()));
    var except = node.putArray("except");
    request.except().forEach(account -> except.add(account.value()));
    return node;
  }

  private static ObjectNode ended(RawEvidence.Ended ended) {
    ObjectNode node = head("outcome", ended.sighting());
    node.put("lease", ended.lease());
    node.put("outcome", ended.end().word());
    node.set("usage", amounts(ended.usage()));
    return node;
  }

  private static ObjectNode amounts(Map<Unit, Double> amounts) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    amounts.forEach((unit, amount) -> node.put(unit.name(), amount));
    return node;
  }

  private static ObjectNode head(String kind, Sighting sighting) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("v", VERSION);
    node.put("kind", kind);
    node.put("account", sighting.account().value());
    node.put("owner", sighting.owner().name());
    node.put("provider", sighting.owner().provider());
    node.put("sentAt", sighting.sentAt().toString());
    node.put("receivedAt", sighting.receivedAt().toString());
    return node;
  }

  private static ObjectNode reading(Reading reading) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("scope", reading.window().scope().toString());
    node.put("window", reading.window().id());
    node.put("unit", reading.window().unit().name());
    node.put("role", reading.role().name().toLowerCase(Locale.ROOT));
    node.put("refill", reading.refill().name().toLowerCase(Locale.ROOT));
    node.set("amount", amount(reading.amount()));
    put(node, "resetsAt", reading.resetsAt());
    put(node, "expiresAt", reading.expiresAt());
    return node;
  }

  private static ObjectNode amount(Amount amount) {
    return switch (amount) {
      case Amount.Counted(double left, double most) ->
          kind("counted").put("left", left).put("most", most);
      case Amount.Balance(double left, double minimum) ->
          kind("balance").put("left", left).put("minimum", minimum);
      case Amount.Share(double part) -> kind("share").put("part", part);
      case Amount.Untold _ -> kind("untold");
      case Amount.Cap(double most) -> kind("cap").put("most", most);
      case Amount.Unlimited _ -> kind("unlimited");
      case Amount.NotEntitled _ -> kind("not-entitled");
    };
  }

  private static ObjectNode kind(String word) {
    return JsonNodeFactory.instance.objectNode().put("kind", word);
  }

  private static void put(ObjectNode node, String key, Moment moment) {
    moment.instant().ifPresentOrElse(at -> node.put(key, at.toString()), () -> node.putNull(key));
  }

  /** So many characters, without half of one. */
  private static String beginning(String text, int length) {
    boolean splits = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splits ? length - 1 : length);
  }

  private static byte[] bytes(ObjectNode node) {
    return (node + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
