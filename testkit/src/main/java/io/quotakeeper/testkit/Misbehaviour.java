package io.quotakeeper.testkit;

import java.time.Duration;

/**
 * What an upstream may do on a bad day. {@link WireFault} holds what goes wrong with the bytes,
 * {@link Misstatement} what is proper HTTP and yet odd; what goes wrong before a request can be
 * made is a {@link SimulatedPort}.
 */
public sealed interface Misbehaviour
    permits Misbehaviour.Slow,
        Misbehaviour.Hang,
        Misbehaviour.Reset,
        Misbehaviour.Fail,
        Misbehaviour.Throttle,
        Misbehaviour.Malformed,
        Misbehaviour.BadEntry,
        WireFault,
        Misstatement {

  /**
   * Answers rightly, but late. The answer tells what was true when the request came.
   *
   * @param delay how late, on the upstream's timer
   */
  record Slow(Duration delay) implements Misbehaviour {}

  /** Never answers; the connection stays open until the peer closes it. */
  record Hang() implements Misbehaviour {}

  /** Breaks the connection with a TCP reset instead of answering. */
  record Reset() implements Misbehaviour {}

  /**
   * Answers with an error in the provider's own shape; nothing is counted.
   *
   * @param status 400 to 599
   */
  record Fail(int status) implements Misbehaviour {
    /** Refuses a status that is no error. */
    public Fail {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("not the status of an error: " + status);
      }
    }
  }

  /**
   * Says that it is too much for now, in the provider's own shape; nothing is counted.
   *
   * @param pause what it asks to wait; zero if it does not say
   */
  record Throttle(Duration pause) implements Misbehaviour {}

  /**
   * Answers with the right status and a body of which no sense can be made.
   *
   * @param form what is wrong with it
   */
  record Malformed(Form form) implements Misbehaviour {}

  /** Answers rightly but for one entry: a pool, a bucket, a model, a field of the headers. */
  record BadEntry() implements Misbehaviour {}

  /** What may be wrong with a body. */
  enum Form {
    /** JSON that ends in the middle; the length of the body is right. */
    CUT_JSON,
    /** A page for people. */
    HTML,
    /** The JSON value null. */
    NULL,
    /** Well-formed JSON of the right names, with values of other types. */
    WRONG_TYPES,
    /** No byte at all. */
    EMPTY,
    /** An empty list. */
    EMPTY_LIST,
    /** An object without a name in it. */
    EMPTY_OBJECT,
    /** 100 000 brackets, one in another. */
    DEEP,
    /** JSON with NUL between its values. */
    NUL_BYTES,
    /** JSON in which a name is not UTF-8. */
    NOT_UTF8,
    /** JSON that says everything twice. */
    DUPLICATE_KEYS
  }

  /** Answers late. */
  static Misbehaviour slow(Duration delay) {
    return new Slow(delay);
  }

  /** Never answers. */
  static Misbehaviour hang() {
    return new Hang();
  }

  /** Resets the connection. */
  static Misbehaviour reset() {
    return new Reset();
  }

  /** Answers with an error. */
  static Misbehaviour fail(int status) {
    return new Fail(status);
  }

  /** Throttles, and says for how long. */
  static Misbehaviour throttle(Duration pause) {
    return new Throttle(pause);
  }

  /** Throttles without any hint. */
  static Misbehaviour throttle() {
    return new Throttle(Duration.ZERO);
  }

  /** Answers with a bad body. */
  static Misbehaviour malformed(Form form) {
    return new Malformed(form);
  }

  /** Spoils one entry. */
  static Misbehaviour badEntry() {
    return new BadEntry();
  }
}
