package io.quotakeeper.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Text of a file, which must be UTF-8.
 *
 * @param text what was read, without a byte order mark; up to the first malformed byte
 * @param malformed whether there is such a byte
 */
record Utf8(String text, boolean malformed) {

  static Utf8 decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    boolean malformed = decoder.decode(ByteBuffer.wrap(bytes), out, true).isError();
    String text = out.flip().toString();
    return new Utf8(text.startsWith("\uFEFF") ? text.substring(1) : text, malformed);
  }

  /** The line, counted from 1, on which the text ends. */
  int lastLine() {
    return 1 + (int) text.chars().filter(c -> c == '\n').count();
  }
}
