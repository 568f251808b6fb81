package io.quotakeeper.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.providers.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param status the HTTP status
 * @param headers its header fields, those of the framing left out
 * @param body its text, empty for none
 */
record Answer(int status, Headers headers, String body) {

  static final String JSON = "application/json; charset=utf-8";

  /** In a Content-Type: the body is written so. */
  static final String LATIN = "charset=iso-8859-1";

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

  /** This answer under another Content-Type; none if that is empty. */
  Answer withType(String type) {
    List<Map.Entry<String, String>> fields = new ArrayList<>(headers.fields());
    fields.removeIf(f -> f.getKey().equalsIgnoreCase("content-type"));
    if (!type.isEmpty()) {
      fields.add(Map.entry("Content-Type", type));
    }
    return withHeaders(Headers.of(fields));
  }

  /** This answer with other header fields. */
  Answer withHeaders(Headers other) {
    return new Answer(status, other, body);
  }

  /** Writes it in one piece; a HEAD request gets no body. */
  void writeTo(OutputStream out, Instant now, boolean head, boolean keepAlive) throws IOException {
    String content = octets();
    String text =
        start(now)
            + framing(content.length())
            + "Connection: "
            + (keepAlive ? "keep-alive" : "close")
            + "\r\n\r\n"
            + (head ? "" : content);
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** The body as it goes over the wire: each character is one byte. */
  String octets() {
    return new String(body.getBytes(charset()), StandardCharsets.ISO_8859_1);
  }

  /** The status line and the header fields, those of the framing left out. */
  String start(Instant now) {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " " + phrase(status) + "\r\n");
    headers.fields().forEach(f -> field(text, f.getKey(), f.getValue()));
    if (headers.get("Date").isEmpty()) {
      field(text, "Date", httpDate(now));
    }
    return text.toString();
  }

  /** An instant as header fields have it. */
  static String httpDate(Instant at) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
  }

  /** A body of these two has no length to tell, even of nothing. */
  private String framing(int length) {
    return status == 204 || status == 304 ? "" : "Content-Length: " + length + "\r\n";
  }

  private Charset charset() {
    return headers.get("content-type").orElse("").contains(LATIN)
        ? StandardCharsets.ISO_8859_1
        : StandardCharsets.UTF_8;
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
