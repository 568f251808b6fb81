package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Explanation;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.time.Time;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks what somebody wrote down of a reply, and has its adapter read it. */
final class Explainer {

  private final Adapters adapters;
  private final Time time;

  Explainer(Adapters adapters, Time time) {
    this.adapters = adapters;
    this.time = time;
  }

  /**
   * What was understood.
   *
   * @param document as users see it
   * @param problem what could not be understood, empty if all could
   */
  record Result(ObjectNode document, String problem) {}

  /** Limits that an operator stated, as if a provider had told them. */
  static Result limits(String provider, List<Reading> limits) {
    Understanding stated = Understanding.answer(Plan.NONE, limits, false);
    return new Result(Explanation.json(provider, stated), "");
  }

  /** The line about a reply that could not even be handed to an adapter. */
  static ObjectNode error(String provider, String error) {
    return limits(provider, List.of()).document().put("error", error);
  }

  /**
   * Explains one reply.
   *
   * @throws Failure if what was written down is no reply of a known provider
   */
  Result explain(ReplyText text) {
    Adapter adapter = AdapterPages.find(adapters, text.provider());
    Reply reply = reply(text, call(adapter, text.call()), at(text.at()));
    Understanding understood = adapter.read(reply, new Context(text.model(), text.baseUrl()));
    return new Result(Explanation.json(adapter.name(), understood), understood.problem());
  }

  /**
   * The reply that somebody wrote down.
   *
   * @throws Failure if what was written down is none
   */
  static Reply reply(ReplyText text, String call, Instant at) {
    return new Reply(call, status(text.status()), headers(text.headers()), body(text.body()), at);
  }

  private static String call(Adapter adapter, String name) {
    String call = name.isEmpty() ? Adapter.TRAFFIC : name;
    if (!adapter.calls().contains(call)) {
      throw new Failure(
          Exit.USAGE,
          adapter.name() + " has no call \"" + call + "\"",
          Choices.hint(
              call, adapter.calls(), "It has: " + String.join(", ", adapter.calls()) + "."));
    }
    return call;
  }

  private static int status(String text) {
    if (!text.matches("[1-5][0-9][0-9]")) {
      throw new Failure(Exit.USAGE, "status is not a number from 100 to 599: \"" + text + "\"", "");
    }
    return Integer.parseInt(text);
  }

  private static Headers headers(List<String> lines) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon);
      if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw new Failure(
            Exit.USAGE,
            "header field " + (fields.size() + 1) + " is not of the form Name: value",
            "");
      }
      fields.add(Map.entry(name, line.substring(colon + 1).strip()));
    }
    return Headers.of(fields);
  }

  private static String body(String text) {
    if (text.length() > ReplyFiles.LARGEST) {
      throw new Failure(
          Exit.USAGE,
          "the body is larger than 1 MiB",
          "Quotakeeper never looks at more of a reply.");
    }
    return text;
  }

  private Instant at(String text) {
    try {
      return text.isEmpty() ? time.now() : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new Failure(
              Exit.USAGE, "at is not an instant such as 2026-01-31T12:00:00Z: \"" + text + "\"", "")
          .causedBy(e);
    }
  }
}
