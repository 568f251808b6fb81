package io.quotakeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.Scope;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a caller tells of an answer to its own request. */
final class ObservationReader {

  /** All that an observation may say. */
  static final List<String> KEYS =
      List.of("status", "headers", "body", "model", "sentAt", "receivedAt");

  /** The longest text of an answer, in UTF-8. */
  static final int MOST_BODY_BYTES = 1024 * 1024;

  /** How far the clock of an honest caller may be ahead of ours. */
  static final Duration MOST_AHEAD = Duration.ofMinutes(1);

  private static final int LEAST_STATUS = 100;
  private static final int MOST_STATUS = 599;

  /** Fields that hold credentials and tell no limit: they go no further than this. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          "api-key",
          "authorization",
          "cookie",
          "proxy-authorization",
          "set-cookie",
          "set-cookie2",
          "x-api-key",
          "x-auth-token",
          "x-goog-api-key");

  private final Instant now;
  private final Duration maxAge;

  /**
   * A reader of what arrives now.
   *
   * @param maxAge what is older is not taken: nothing that it tells would hold any more
   */
  ObservationReader(Instant now, Duration maxAge) {
    this.now = now;
    this.maxAge = maxAge;
  }

  /**
   * The observation that a body is.
   *
   * @throws ProblemException if it is none, or too large
   */
  Observation read(Buffer body) {
    Document document = Document.read(body, "an observation", KEYS);
    var reply = reply(document);
    Instant sentAt = earlier(instant(document, "sentAt").orElse(reply.receivedAt()), now);
    if (sentAt.isAfter(reply.receivedAt())) {
      throw Document.bad("sentAt", "is after receivedAt");
    }
    return new Observation(model(document), reply, sentAt);
  }

  /**
   * The answer that {@code status}, {@code headers}, {@code body} and {@code receivedAt} of a
   * document tell.
   *
   * @throws ProblemException if it is none, or too large
   */
  io.quotakeeper.providers.Reply reply(Document document) {
    Instant receivedAt = earlier(instant(document, "receivedAt").orElse(now), now);
    return io.quotakeeper.providers.Reply.ofTraffic(
        status(document.get("status")),
        headers(document.get("headers")),
        body(document),
        receivedAt);
  }

  private static int status(JsonNode status) {
    boolean isStatus =
        status.isInt() && status.intValue() >= LEAST_STATUS && status.intValue() <= MOST_STATUS;
    if (!isStatus) {
      throw Document.bad(
          "status",
          (status.isMissingNode() ? "is missing; it " : "")
              + "must be a whole number from 100 to 599");
    }
    return status.intValue();
  }

  private static Headers headers(JsonNode node) {
    if (!Document.isGiven(node)) {
      return Headers.none();
    }
    if (!node.isObject()) {
      throw Document.bad("headers", "must be an object of names and values");
    }
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = field.getKey();
      List<String> values = values(name, field.getValue());
      // What HTTP/2 puts among the fields without being one starts with a colon.
      if (!name.startsWith(":") && !CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))) {
        values.forEach(value -> fields.add(Map.entry(name, value)));
      }
    }
    return Headers.of(fields);
  }

  private static List<String> values(String name, JsonNode value) {
    List<JsonNode> nodes = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(nodes::add);
    } else {
      nodes.add(value);
    }
    if (name.isEmpty() || !nodes.stream().allMatch(JsonNode::isTextual)) {
      throw Document.bad(
          "headers." + name, "must have a name, and be a string or a list of strings");
    }
    return nodes.stream().map(JsonNode::textValue).toList();
  }

  private static String body(Document document) {
    String text = document.text("body");
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BODY_BYTES) {
      throw new ProblemException(
          Problem.of(
              413,
              "body-too-large",
              "field \"body\" may have 1 MiB; send only its beginning, or none"));
    }
    return text;
  }

  private static String model(Document document) {
    String model = document.text("model");
    if (document.has("model")) {
      try {
        var _ = Scope.model(model);
      } catch (IllegalArgumentException _) {
        throw Document.bad("model", "must be a model's id as requests name it");
      }
    }
    return model;
  }

  private Optional<Instant> instant(Document document, String name) {
    if (!document.has(name)) {
      return Optional.empty();
    }
    Instant instant;
    try {
      instant = OffsetDateTime.parse(document.text(name)).toInstant();
    } catch (DateTimeParseException _) {
      throw Document.bad(name, "must be an instant like 2026-01-10T21:00:00Z");
    }
    if (instant.isAfter(now.plus(MOST_AHEAD))) {
      throw Document.bad(name, "is in the future; it is " + now + " here");
    }
    if (instant.isBefore(now.minus(maxAge))) {
      throw Document.bad(
          name, "is more than " + maxAge.toSeconds() + " s ago: nothing of it would hold");
    }
    return Optional.of(instant);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
