package io.quotakeeper.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.providers.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What is sent back.
 *
 * @param status the HTTP status
 * @param headers its header fields, those of the framing left out
 * @param body its text, empty for none
 */
record Answer(int status, Headers headers, String body) {

  static final String JSON = "application/json; charset=utf-8";

  /** A JSON answer. */
  static Answer json(int status, JsonNode body) {
    return new Answer(status, Headers.none().with("Content-Type", JSON), body.toString());
  }

  /** An answer with nothing in it. */
  static Answer empty(int status) {
    return new Answer(status, Headers.none(), "");
  }

  /** This answer with one more header field. */
  Answer with(String name, String value) {
    return new Answer(status, headers.with(name, value), body);
  }

  /** This answer with all these header fields too. */
  Answer with(Headers more) {
    Answer answer = this;
    for (var field : more.fields()) {
      answer = answer.with(field.getKey(), field.getValue());
    }
    return answer;
  }

  /** This answer with another body. */
  Answer withBody(String other) {
    return new Answer(status, headers, other);
  }

  /** This answer with other header fields. */
  Answer withHeaders(Headers other) {
    return new Answer(status, other, body);
  }

  /** Writes it in one piece; a HEAD request gets no body. */
  void writeTo(OutputStream out, Instant now, boolean head, boolean keepAlive) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " " + phrase(status) + "\r\n");
    headers.fields().forEach(f -> field(text, f.getKey(), f.getValue()));
    field(text, "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
    field(text, "Content-Length", Integer.toString(content.length));
    field(text, "Connection", keepAlive ? "keep-alive" : "close");
    byte[] start = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[start.length + (head ? 0 : content.length)];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(content, 0, all, start.length, all.length - start.length);
    out.write(all);
    out.flush();
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  private static String phrase(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 402 -> "Payment Required";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 413 -> "Content Too Large";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      default -> "Status";
    };
  }
}
