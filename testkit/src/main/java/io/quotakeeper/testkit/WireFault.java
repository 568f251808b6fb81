package io.quotakeeper.testkit;

import java.time.Duration;

/** What is wrong, or rare, in the bytes of an answer rather than in what it says. */
public sealed interface WireFault extends Misbehaviour {

  /**
   * Ends the connection before the answer is complete.
   *
   * @param at how far it gets
   * @param by how it ends
   */
  record Cut(Point at, Ending by) implements WireFault {}

  /**
   * Sends the right answer, but one part of it byte for byte. Ends early if the peer leaves.
   *
   * @param part which part; the rest comes at once
   * @param pause what lies between two bytes, on the upstream's timer
   */
  record Drip(Part part, Duration pause) implements WireFault {}

  /**
   * Answers with a body of blanks.
   *
   * @param bytes how many, more than zero; {@link Long#MAX_VALUE} is without end, until the peer
   *     leaves
   * @param framing how its length is told
   */
  record Bulk(long bytes, Framing framing) implements WireFault {
    /** Refuses a size below 1. */
    public Bulk {
      if (bytes < 1) {
        throw new IllegalArgumentException("not a size: " + bytes);
      }
    }
  }

  /**
   * Sends interim answers before the right one.
   *
   * @param status 100 to 199, but not 101
   * @param count how many; {@link Long#MAX_VALUE} is without end, until the peer leaves
   */
  record Interim(int status, long count) implements WireFault {
    /** Refuses what is no interim status. */
    public Interim {
      if (status < 100 || status > 199 || status == 101) {
        throw new IllegalArgumentException("not an interim status: " + status);
      }
    }
  }

  /**
   * Sends the right answer under many more header fields.
   *
   * @param fields how many more
   * @param length of each one's value, in bytes
   */
  record ManyHeaders(int fields, int length) implements WireFault {}

  /** Sends the right answer with its length told so: this is proper, and must be understood. */
  record Framed(Framing framing) implements WireFault {}

  /** Says that its body is compressed. */
  record Encoded(Encoding encoding) implements WireFault {}

  /** Answers with something that is not proper HTTP. */
  record Broken(Grammar grammar) implements WireFault {}

  /** How far an answer gets. */
  enum Point {
    /** No byte is sent. */
    BEFORE_STATUS_LINE,
    /** In the middle of the status line. */
    IN_STATUS_LINE,
    /** Between two header fields. */
    IN_HEADERS,
    /** Before the first byte of the body. */
    AFTER_HEADERS,
    /** In the middle of a body whose length was told. */
    IN_BODY,
    /** In the middle of a chunk. */
    IN_CHUNK,
    /** After all chunks, but before the one that says so. */
    BEFORE_LAST_CHUNK
  }

  /** How a connection ends. */
  enum Ending {
    /** In order. */
    CLOSE,
    /** By a TCP reset. */
    RESET
  }

  /** A part of an answer. */
  enum Part {
    /** Status line and header fields. */
    HEADERS,
    /** The body. */
    BODY
  }

  /** How the length of a body is told. */
  enum Framing {
    /** By Content-Length. */
    LENGTH,
    /** By chunks. */
    CHUNKED,
    /** By the end of the connection. */
    UNTIL_CLOSE
  }

  /** How a body is that is said to be compressed. */
  enum Encoding {
    /** Gzip, as it should be. */
    GZIP,
    /** Half a megabyte of gzip that would be half a gigabyte of text. */
    GZIP_BOMB,
    /** Called gzip, but plain. */
    GZIP_NOT,
    /** Gzip that ends in the middle; the length of the body is right. */
    GZIP_CUT,
    /** An encoding that nobody asked for. */
    UNKNOWN
  }

  /** What is wrong with an answer. */
  enum Grammar {
    /** Another protocol's greeting. */
    NOT_HTTP,
    /** A status that is no number. */
    STATUS_LINE,
    /** Two lengths that differ. */
    TWO_LENGTHS,
    /** A length that is no number. */
    LENGTH,
    /** Both a length and chunks. */
    LENGTH_AND_CHUNKS,
    /** A chunk's size that is no number. */
    CHUNK_SIZE,
    /** A chunk's size beyond any number. */
    CHUNK_SIZE_OVERFLOW,
    /** A header field without a colon. */
    HEADER,
    /** The right answer, and at once one more that nobody asked for, which says something else. */
    SECOND_ANSWER
  }
}
