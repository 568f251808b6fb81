package io.quotakeeper.engine;

import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.RefusalClass;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a request for one model is answered, and what becomes of it.
 *
 * @param headers each {@code Name: value}
 * @param kind the class of the refusal
 * @param blocks how long; zero if nothing is blocked
 * @param isStated whether the answer says how long
 * @param ofAll whether every model is blocked
 */
record RefusalCase(
    String provider,
    int status,
    List<String> headers,
    String body,
    RefusalClass kind,
    Duration blocks,
    boolean isStated,
    boolean ofAll) {

  /** Longer than anybody waits. */
  static final Duration FOR_GOOD = Duration.ofDays(3_000);

  static RefusalCase answer(String provider, int status) {
    return new RefusalCase(
        provider, status, List.of(), "", RefusalClass.AMBIGUOUS, Duration.ZERO, false, false);
  }

  RefusalCase header(String line) {
    List<String> more = Stream.concat(headers.stream(), Stream.of(line)).toList();
    return new RefusalCase(provider, status, more, body, kind, blocks, isStated, ofAll);
  }

  /** With a body, in which an apostrophe stands for a quotation mark. */
  RefusalCase body(String text) {
    String json = text.replace('\'', '"');
    return new RefusalCase(provider, status, headers, json, kind, blocks, isStated, ofAll);
  }

  /** Blocks for the time that it states. */
  RefusalCase states(RefusalClass of, String time) {
    return new RefusalCase(provider, status, headers, body, of, Duration.parse(time), true, ofAll);
  }

  /** States no time, and blocks for one of ours. */
  RefusalCase pauses(RefusalClass of, Duration time) {
    return new RefusalCase(provider, status, headers, body, of, time, false, ofAll);
  }

  /** Blocks until a person acts. */
  RefusalCase forGood(RefusalClass of) {
    return pauses(of, FOR_GOOD);
  }

  RefusalCase ofAccount() {
    return new RefusalCase(provider, status, headers, body, kind, blocks, isStated, true);
  }

  Headers fields() {
    return Wire.headers(headers.toArray(String[]::new));
  }

  @Override
  public String toString() {
    return provider + " " + status + " " + kind.word() + " " + headers + " " + body;
  }
}
