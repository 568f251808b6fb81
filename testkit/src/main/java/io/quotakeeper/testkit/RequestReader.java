package io.quotakeeper.testkit;

import io.quotakeeper.providers.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads HTTP/1.1 requests from one connection: bodies with Content-Length or chunked, all sizes
 * bounded. For one thread at a time.
 */
final class RequestReader {

  private static final int MOST_HEAD_BYTES = 64 << 10;
  private static final int MOST_BODY_BYTES = 4 << 20;

  private final InputStream in;
  private final OutputStream out;
  private int headBytes;

  RequestReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /**
   * The next request; absent if the peer has closed the connection between requests.
   *
   * @throws BadRequestException if it is malformed or too large
   * @throws IOException if the connection breaks
   */
  Optional<IncomingRequest> next() throws IOException {
    headBytes = 0;
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    String[] line = ((char) first + line()).split(" ", -1);
    if (line.length != 3 || !line[2].startsWith("HTTP/1.")) {
      throw new BadRequestException(400, "malformed request line");
    }
    Headers headers = headers();
    String body = body(headers);
    boolean keepAlive =
        line[2].equals("HTTP/1.1")
            && !headers.get("connection").orElse("").toLowerCase(Locale.ROOT).contains("close");
    return Optional.of(new IncomingRequest(line[0], path(line[1]), headers, body, keepAlive));
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private Headers headers() throws IOException {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || line.charAt(0) == ' ' || line.charAt(colon - 1) == ' ') {
        throw new BadRequestException(400, "malformed header field");
      }
      fields.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return Headers.of(fields);
  }

  private String body(Headers headers) throws IOException {
    Optional<String> length = headers.get("content-length");
    Optional<String> coding = headers.get("transfer-encoding");
    if (coding.isPresent() && (length.isPresent() || !coding.get().equalsIgnoreCase("chunked"))) {
      throw new BadRequestException(400, "ambiguous length of the body");
    }
    if (coding.isEmpty() && length.isEmpty()) {
      return "";
    }
    if (headers.get("expect").orElse("").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (coding.isPresent()) {
      readChunks(body);
    } else {
      readInto(body, number(length.orElseThrow(), 10));
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  private void readChunks(ByteArrayOutputStream body) throws IOException {
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      readInto(body, size);
      if (!line().isEmpty()) {
        throw new BadRequestException(400, "malformed end of a chunk");
      }
    }
    while (!line().isEmpty()) {
      // Trailer fields say nothing that is needed here.
    }
  }

  private long chunkSize() throws IOException {
    headBytes = 0;
    String line = line();
    int extension = line.indexOf(';');
    return number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
  }

  private void readInto(ByteArrayOutputStream body, long size) throws IOException {
    if (size > MOST_BODY_BYTES - body.size()) {
      throw new BadRequestException(413, "body is larger than " + MOST_BODY_BYTES + " bytes");
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new EOFException("connection ended inside a body");
    }
    body.write(bytes, 0, bytes.length);
  }

  private static long number(String text, int radix) throws BadRequestException {
    try {
      if (text.startsWith("-") || text.startsWith("+")) {
        throw new BadRequestException(400, "malformed length");
      }
      return Long.parseLong(text, radix);
    } catch (NumberFormatException e) {
      throw new BadRequestException(400, "malformed length");
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("connection ended inside a request");
      }
      if (++headBytes > MOST_HEAD_BYTES) {
        throw new BadRequestException(431, "head is larger than " + MOST_HEAD_BYTES + " bytes");
      }
      line.append((char) c);
    }
    int end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }
}
