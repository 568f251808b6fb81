package io.quotakeeper.testkit;

import io.quotakeeper.quota.Groups;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The wire format of one provider, from its side. Implementations hold no state. */
interface Dialect extends Groups {

  /** All that there are. */
  static List<Dialect> all() {
    return List.of(new CloudCode(), new Github(), new OpenAi(), new OpenRouter());
  }

  /**
   * That of one provider.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Dialect of(String provider) {
    return all().stream()
        .filter(d -> d.provider().equals(provider))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the simulated upstream speaks "
                    + all().stream().map(Dialect::provider).toList()
                    + ", not \""
                    + provider
                    + "\""));
  }

  /** The adapter's name for the provider. */
  String provider();

  /** The plan of an ordinary account. */
  String plan();

  /** The models of an ordinary account. */
  List<String> models();

  /** The windows of an ordinary account. */
  List<SimulatedWindow> windows();

  /** The adapter's name for the call that a request makes. */
  String call(IncomingRequest request);

  /** What a healthy provider says. */
  Answer answer(String call, Visit visit);

  /**
   * An error.
   *
   * @param status its HTTP status
   */
  Answer failure(int status);

  /**
   * Too much for now.
   *
   * @param wait what to ask for, zero to say nothing of it
   */
  Answer throttled(Duration wait, Visit visit);

  /**
   * Where the answer to a call keeps what can go bad alone: a JSON pointer to a list, a map or a
   * value; empty if that is a header field.
   */
  String entries(String call);

  @Override
  default boolean contains(String provider, String group, String model) {
    return false;
  }

  /** An instant in seconds since the epoch, never earlier than it is. */
  static long epochSeconds(Instant at) {
    return at.getEpochSecond() + (at.getNano() > 0 ? 1 : 0);
  }

  /** A duration in seconds, never shorter than it is. */
  static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }
}
