package io.quotakeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of an operation that takes no input: nothing, or an empty JSON object, which some
 * clients insist on sending.
 */
final class SmallBody {

  static final int MOST_BYTES = 64 * 1024;

  private SmallBody() {}

  /** Why a body that is announced need not be read; absent if it may be. */
  static Optional<Problem> objectionToType(MultiMap headers) {
    boolean announced =
        headers.contains(HttpHeaders.TRANSFER_ENCODING)
            || !headers.getAll(HttpHeaders.CONTENT_LENGTH).stream().allMatch("0"::equals);
    String type = String.join(",", headers.getAll(HttpHeaders.CONTENT_TYPE));
    String essence = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    boolean plainJson =
        essence.equals(Reply.JSON) && !headers.contains(HttpHeaders.CONTENT_ENCODING);
    return announced && !plainJson
        ? Optional.of(
            Problem.of(415, "unsupported-media-type", "a body must be plain application/json")
                .closing())
        : Optional.empty();
  }

  /** What is wrong with a body; absent if nothing is. */
  static Optional<Problem> objection(@Nullable Buffer body) {
    return body == null || body.length() == 0 || isEmptyObject(body)
        ? Optional.empty()
        : Optional.of(
            Problem.of(400, "bad-body", "this operation takes no body, or an empty JSON object"));
  }

  private static boolean isEmptyObject(Buffer body) {
    try {
      JsonNode node = Json.read(body.getBytes());
      return node != null && node.isObject() && node.isEmpty();
    } catch (IOException _) {
      return false;
    }
  }
}
