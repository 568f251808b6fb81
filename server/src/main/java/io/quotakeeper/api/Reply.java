package io.quotakeeper.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a call is answered with when all goes well: 200, and this.
 *
 * @param contentType of the text
 * @param text the body
 */
record Reply(String contentType, String text) implements Result {

  static final String JSON = "application/json";

  static Reply json(JsonNode node) {
    return new Reply(JSON, Json.text(node));
  }
}
