package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Explains replies line by line: one result for each line, in their order, written at once, so that
 * another program can ask and wait for the answer.
 */
final class ExplainBatch {

  private final Explainer explainer;
  private final Session session;

  ExplainBatch(Explainer explainer, Session session) {
    this.explainer = explainer;
    this.session = session;
  }

  /** Runs to the end of the input; the exit code tells whether all lines could be used. */
  int run() throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(session.context().terminal().in(), StandardCharsets.UTF_8));
    int exit = Exit.DONE;
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      Optional<JsonNode> object = Json.parse(line).filter(JsonNode::isObject);
      String provider = object.map(o -> Json.text(o, "provider")).orElse("");
      try {
        answer(number, object.orElseThrow(() -> wrong("the line is not a JSON object")));
      } catch (Failure e) {
        report(number, provider, e.getMessage());
        exit = Math.max(exit, e.exit());
      } catch (RuntimeException e) {
        // A fault in one adapter must not cost the lines of the others.
        report(number, provider, "fault in reading it: " + e.getClass().getName());
        exit = Math.max(exit, Exit.FAILED);
      }
    }
    return exit;
  }

  private void answer(int number, JsonNode object) {
    Explainer.Result result = explainer.explain(read(object, "at"));
    session.screen().json(Json.write(result.document()));
    if (!result.problem().isEmpty()) {
      session
          .screen()
          .note("line " + number + ": not all of it is understood: " + result.problem());
    }
  }

  private void report(int number, String provider, String problem) {
    session.screen().json(Json.write(Explainer.error(provider, problem)));
    session.screen().note("line " + number + ": " + problem);
  }

  /**
   * The reply that a line holds.
   *
   * @param at the key under which it says when the reply came
   * @throws Failure if something in it is not what it should be
   */
  static ReplyText read(JsonNode object, String at) {
    return new ReplyText(
        string(object, "provider"),
        string(object, "call"),
        string(object, "model"),
        string(object, "baseUrl"),
        status(object.path("status")),
        headers(object.path("headers")),
        string(object, "body"),
        string(object, at));
  }

  private static String string(JsonNode object, String key) {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw wrong(key + " is not a string");
    }
    return value.textValue();
  }

  private static String status(JsonNode status) {
    if (!status.isIntegralNumber()) {
      throw wrong("status is not a whole number");
    }
    return status.asText();
  }

  /** A list of {@code Name: value}, or an object with a value or a list of values for each name. */
  private static List<String> headers(JsonNode headers) {
    List<String> lines = new ArrayList<>();
    switch (headers.getNodeType()) {
      case MISSING, NULL -> {}
      case ARRAY -> headers.forEach(line -> lines.add(textual(line)));
      case OBJECT ->
          headers.properties().forEach(field -> addAll(lines, field.getKey(), field.getValue()));
      default -> throw wrongHeaders();
    }
    return lines;
  }

  private static void addAll(List<String> lines, String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(one -> lines.add(name + ": " + textual(one)));
    } else {
      lines.add(name + ": " + textual(value));
    }
  }

  private static String textual(JsonNode value) {
    if (!value.isTextual()) {
      throw wrongHeaders();
    }
    return value.textValue();
  }

  private static Failure wrongHeaders() {
    return wrong("headers is not a list of \"Name: value\"");
  }

  private static Failure wrong(String what) {
    return new Failure(Exit.USAGE, what, "");
  }
}
