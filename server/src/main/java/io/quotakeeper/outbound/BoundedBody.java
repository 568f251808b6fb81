package io.quotakeeper.outbound;

import io.quotakeeper.engine.Transport;
import io.quotakeeper.engine.TransportException;
import io.quotakeeper.engine.TransportException.Kind;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Takes a body in, up to the most that is taken. What is compressed is undone here and not by the
 * HTTP client, since here it can be stopped at the byte that is one too many. Not thread-safe.
 */
final class BoundedBody {

  static final String ACCEPTED = "gzip";

  private final String host;
  private final boolean gzipped;
  private final Buffer taken = Buffer.buffer();

  /**
   * For a body in this encoding.
   *
   * @throws TransportException if that was not asked for
   */
  BoundedBody(String host, String contentEncoding) throws TransportException {
    String encoding = contentEncoding.strip().toLowerCase(Locale.ROOT);
    this.host = host;
    gzipped = encoding.equals(ACCEPTED) || encoding.equals("x-gzip");
    if (!gzipped && !encoding.isEmpty() && !encoding.equals("identity")) {
      throw new TransportException(
          Kind.PROTOCOL, host + ": the answer is compressed in a way that was not asked for");
    }
  }

  /**
   * Takes a piece.
   *
   * @throws TransportException if it is too much
   */
  void take(Buffer piece) throws TransportException {
    if (taken.length() + piece.length() > Transport.MOST_BYTES) {
      throw tooLarge();
    }
    taken.appendBuffer(piece);
  }

  /**
   * All of it, decoded.
   *
   * @throws TransportException if it is too much, or not what it says it is
   */
  String text() throws TransportException {
    byte[] bytes = gzipped && taken.length() > 0 ? unzipped() : taken.getBytes();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private byte[] unzipped() throws TransportException {
    byte[] bytes;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(taken.getBytes()))) {
      bytes = in.readNBytes(Transport.MOST_BYTES + 1);
    } catch (IOException _) {
      throw new TransportException(
          Kind.PROTOCOL, host + ": the answer is said to be gzip, and is not");
    }
    if (bytes.length > Transport.MOST_BYTES) {
      throw tooLarge();
    }
    return bytes;
  }

  private TransportException tooLarge() {
    return new TransportException(
        Kind.TOO_LARGE, host + ": the answer is larger than " + Transport.MOST_BYTES + " bytes");
  }
}
