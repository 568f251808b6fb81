package io.quotakeeper.testkit;

import io.quotakeeper.providers.Headers;
import java.time.Duration;

/** Proper HTTP that says something odd. */
public sealed interface Misstatement extends Misbehaviour {

  /** The right answer in a manner that is rare, yet right: it must be understood. */
  record Unusual(Manner manner) implements Misstatement {}

  /**
   * The right answer, but every number in its JSON is written so.
   *
   * @param json the number as it goes over the wire: {@code 1e999}, {@code -0}, {@code "NaN"}
   */
  record Numbers(String json) implements Misstatement {}

  /**
   * The right answer, but every reset in its JSON and its header fields is written so.
   *
   * @param json the reset as it goes over the wire: {@code 1786000000}, {@code "6m0s"}, {@code
   *     null}
   */
  record Resets(String json) implements Misstatement {}

  /**
   * The right answer by a clock that is wrong: its Date and the instants in it are off.
   *
   * @param by how far, ahead if positive
   */
  record Skewed(Duration by) implements Misstatement {}

  /**
   * An error of that status in the provider's own shape, with {@code Retry-After}.
   *
   * @param status 400 to 599
   * @param value what Retry-After says
   */
  record RetryAfter(int status, String value) implements Misstatement {}

  /**
   * Sends the peer elsewhere.
   *
   * @param status 301, 302, 303, 307 or 308
   * @param location where to
   */
  record Redirect(int status, String location) implements Misstatement {}

  /**
   * That status and no body.
   *
   * @param status 200 to 599
   */
  record Bare(int status) implements Misstatement {}

  /**
   * An answer of your own making, in place of the right one.
   *
   * @param status 200 to 599
   * @param headers its header fields, those of the framing left out
   * @param body its text
   */
  record Scripted(int status, Headers headers, String body) implements Misstatement {}

  /** What is rare about an answer. */
  enum Manner {
    /** A byte order mark before the JSON. */
    BYTE_ORDER_MARK,
    /** JSON that is called plain text. */
    TEXT_PLAIN,
    /** JSON that is called a stream of bytes. */
    OCTET_STREAM,
    /** No Content-Type at all. */
    NO_TYPE,
    /** White space around the JSON. */
    PADDED
  }
}
