package io.quotakeeper.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a call is answered with when all goes well.
 *
 * @param status the HTTP status
 * @param contentType of the text
 * @param text the body
 */
record Reply(int status, String contentType, String text) implements Result {

  static final int OK = 200;

  private static final int CREATED = 201;

  static final String JSON = "application/json";

  static Reply json(JsonNode node) {
    return new Reply(OK, JSON, Json.text(node));
  }

  /** That something was made. */
  static Reply created(JsonNode node) {
    return new Reply(CREATED, JSON, Json.text(node));
  }
}
