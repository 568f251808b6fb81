package io.quotakeeper.testkit;

import io.quotakeeper.testkit.WireFault.Encoding;
import io.quotakeeper.testkit.WireFault.Ending;
import io.quotakeeper.testkit.WireFault.Framing;
import io.quotakeeper.testkit.WireFault.Grammar;
import io.quotakeeper.testkit.WireFault.Part;
import io.quotakeeper.testkit.WireStep.Drip;
import io.quotakeeper.testkit.WireStep.End;
import io.quotakeeper.testkit.WireStep.Repeat;
import io.quotakeeper.testkit.WireStep.Write;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes the script of each fault on the wire. Only those that keep to HTTP leave it open. */
final class WireScripts {

  private static final int BLOCK = 16 << 10;
  private static final int BOMB_PART = 4 << 20;
  private static final int BOMB_PARTS = 128;
  private static final String LAST_CHUNK = "0\r\n\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

  private WireScripts() {}

  /** What to do in place of sending {@code good}. */
  static List<WireStep> of(Answer good, WireFault fault, Instant now) {
    String start = good.start(now);
    String body = good.octets();
    return switch (fault) {
      case WireFault.Cut(WireFault.Point at, Ending by) ->
          List.of(new Write(until(at, start, body)), new End(by));
      case WireFault.Drip(Part part, var pause) ->
          part == Part.HEADERS
              ? List.of(new Drip(start + length(body), pause), new Write(body))
              : List.of(new Write(start + length(body)), new Drip(body, pause));
      case WireFault.Bulk(long bytes, Framing framing) -> bulk(start, bytes, framing);
      case WireFault.Interim(int status, long count) ->
          List.of(
              new Repeat("HTTP/1.1 " + status + " Wait\r\n\r\n", count),
              new Write(start + length(body) + body));
      case WireFault.ManyHeaders(int fields, int value) ->
          List.of(
              new Write(start),
              new Repeat("X-Filler: " + "f".repeat(value) + "\r\n", fields),
              new Write(length(body) + body));
      case WireFault.Framed(Framing framing) -> framed(start, body, framing);
      case WireFault.Encoded(Encoding encoding) -> encoded(start, body, encoding);
      case WireFault.Broken(Grammar grammar) -> broken(start, body, grammar);
    };
  }

  private static String length(String body) {
    return "Content-Length: " + body.length() + "\r\n\r\n";
  }

  private static String chunk(String octets) {
    return Integer.toHexString(octets.length()) + "\r\n" + octets + "\r\n";
  }

  private static String until(WireFault.Point at, String start, String body) {
    String half = body.substring(0, body.length() / 2);
    return switch (at) {
      case BEFORE_STATUS_LINE -> "";
      case IN_STATUS_LINE -> "HTTP/1.1 20";
      case IN_HEADERS -> start;
      case AFTER_HEADERS -> start + length(body);
      case IN_BODY -> start + length(body) + half;
      case IN_CHUNK -> start + CHUNKED + chunk(body).substring(0, half.length());
      case BEFORE_LAST_CHUNK -> start + CHUNKED + chunk(body);
    };
  }

  private static List<WireStep> bulk(String start, long bytes, Framing framing) {
    List<WireStep> steps = new ArrayList<>();
    boolean chunked = framing == Framing.CHUNKED;
    steps.add(
        new Write(
            start
                + switch (framing) {
                  case LENGTH -> "Content-Length: " + bytes + "\r\n\r\n";
                  case CHUNKED -> CHUNKED;
                  case UNTIL_CLOSE -> "Connection: close\r\n\r\n";
                }));
    String block = " ".repeat(BLOCK);
    long blocks = bytes == Long.MAX_VALUE ? bytes : bytes / BLOCK;
    String rest = " ".repeat((int) (bytes % BLOCK));
    steps.add(new Repeat(chunked ? chunk(block) : block, blocks));
    steps.add(new Write(chunked && !rest.isEmpty() ? chunk(rest) : rest));
    if (chunked) {
      steps.add(new Write(LAST_CHUNK));
    }
    if (framing == Framing.UNTIL_CLOSE) {
      steps.add(new End(Ending.CLOSE));
    }
    return steps;
  }

  private static List<WireStep> framed(String start, String body, Framing framing) {
    return switch (framing) {
      case LENGTH -> List.of(new Write(start + length(body) + body));
      case CHUNKED -> {
        StringBuilder chunks = new StringBuilder(start + CHUNKED);
        body.chars().forEach(c -> chunks.append(chunk(Character.toString(c))));
        yield List.of(new Write(chunks + LAST_CHUNK));
      }
      case UNTIL_CLOSE ->
          List.of(new Write(start + "Connection: close\r\n\r\n" + body), new End(Ending.CLOSE));
    };
  }

  private static List<WireStep> encoded(String start, String body, Encoding encoding) {
    String head = start + "Content-Encoding: " + (encoding == Encoding.UNKNOWN ? "br" : "gzip");
    String zipped = gzip(body.getBytes(StandardCharsets.ISO_8859_1));
    return switch (encoding) {
      case GZIP -> List.of(new Write(head + "\r\n" + length(zipped) + zipped));
      case GZIP_NOT, UNKNOWN -> List.of(new Write(head + "\r\n" + length(body) + body));
      case GZIP_CUT -> {
        String half = zipped.substring(0, zipped.length() / 2);
        yield List.of(new Write(head + "\r\n" + length(half) + half));
      }
      case GZIP_BOMB -> {
        String part = gzip(new byte[BOMB_PART]);
        String length = "Content-Length: " + (long) part.length() * BOMB_PARTS;
        yield List.of(new Write(head + "\r\n" + length + "\r\n\r\n"), new Repeat(part, BOMB_PARTS));
      }
    };
  }

  /** The connection stays open until the peer, or its patience, ends it. */
  private static List<WireStep> broken(String start, String body, Grammar grammar) {
    String right = length(body) + body;
    int status = start.indexOf("\r\n") + 2;
    return List.of(
        new Write(
            switch (grammar) {
              case NOT_HTTP -> "SSH-2.0-OpenSSH_9.2\r\n\r\n";
              case STATUS_LINE -> "HTTP/1.1 abc OK\r\n" + start.substring(status) + right;
              case TWO_LENGTHS -> start + "Content-Length: " + (body.length() + 1) + "\r\n" + right;
              case LENGTH -> start + "Content-Length: two\r\n\r\n" + body;
              case LENGTH_AND_CHUNKS ->
                  start + "Content-Length: 3\r\n" + CHUNKED + chunk(body) + LAST_CHUNK;
              case CHUNK_SIZE -> start + CHUNKED + "zz\r\n" + body + "\r\n" + LAST_CHUNK;
              case CHUNK_SIZE_OVERFLOW ->
                  start + CHUNKED + "fffffffffffffffff\r\n" + body + "\r\n" + LAST_CHUNK;
              case HEADER -> start + "a field without a colon\r\n" + right;
              case SECOND_ANSWER -> start + right + start + length("{}") + "{}";
            }));
  }

  private static String gzip(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toString(StandardCharsets.ISO_8859_1);
  }
}
