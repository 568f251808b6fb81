package io.quotakeeper.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Generation calls: what they cost, and answers in OpenAI's shapes. A request costs one token for
 * every four characters of its texts, and as many as it allows for the answer, 100 if it does not
 * say: tests can foretell it.
 */
final class Chat {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> TEXTS = Set.of("content", "text", "input", "instructions");
  private static final Set<String> CAPS =
      Set.of("max_tokens", "max_completion_tokens", "max_output_tokens", "maxOutputTokens");
  private static final int USUAL_OUTPUT = 100;
  private static final int MOST_OUTPUT = 1_000_000;

  private Chat() {}

  static Cost cost(JsonNode body) {
    int characters = characters(body);
    int output =
        CAPS.stream()
            .map(body::findValue)
            .filter(cap -> cap != null && cap.isNumber())
            .mapToInt(cap -> Math.clamp(cap.asInt(), 0, MOST_OUTPUT))
            .findFirst()
            .orElse(USUAL_OUTPUT);
    return new Cost((characters + 3) / 4, output);
  }

  private static int characters(JsonNode node) {
    int sum = 0;
    for (var field : node.properties()) {
      boolean text = TEXTS.contains(field.getKey()) && field.getValue().isTextual();
      sum += text ? field.getValue().asText().length() : characters(field.getValue());
    }
    if (node.isArray()) {
      for (JsonNode child : node) {
        sum += characters(child);
      }
    }
    return sum;
  }

  /** A chat completion. */
  static ObjectNode completion(String id, String model, Cost cost) {
    ObjectNode body =
        JSON.objectNode().put("id", id).put("object", "chat.completion").put("model", model);
    ObjectNode choice = body.putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", "stop");
    choice.putObject("message").put("role", "assistant").put("content", "Simulated.");
    body.putObject("usage")
        .put("prompt_tokens", cost.input())
        .put("completion_tokens", cost.output())
        .put("total_tokens", cost.tokens());
    return body;
  }

  /** An answer of the responses call. */
  static ObjectNode response(String id, String model, Cost cost) {
    ObjectNode body =
        JSON.objectNode()
            .put("id", id)
            .put("object", "response")
            .put("status", "completed")
            .put("model", model);
    ObjectNode message = body.putArray("output").addObject();
    message.put("type", "message").put("role", "assistant").put("status", "completed");
    message.putArray("content").addObject().put("type", "output_text").put("text", "Simulated.");
    body.putObject("usage")
        .put("input_tokens", cost.input())
        .put("output_tokens", cost.output())
        .put("total_tokens", cost.tokens());
    return body;
  }
}
