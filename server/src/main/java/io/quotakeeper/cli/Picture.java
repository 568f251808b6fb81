package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a server from its events, and what its clock shows. A state that is told anew
 * takes the place of the old one only when it is whole.
 */
final class Picture {

  private final Time time;
  private Known whole = new Known();
  private Known coming = whole;
  private boolean ready;
  private Duration ahead = Duration.ZERO;
  private Instant heardAt;

  /** What an event means for who looks. */
  enum Meaning {
    /** All of it is to be shown anew. */
    STATE,
    /** One thing has changed. */
    CHANGE,
    /** Nothing yet. */
    NOTHING
  }

  Picture(Time time) {
    this.time = time;
    heardAt = time.now();
  }

  /** Takes an event in. */
  Meaning take(String event, JsonNode data) {
    heardAt = time.now();
    Optional<Instant> at = Json.instant(data, "at");
    at.ifPresent(server -> ahead = Duration.between(heardAt, server));
    if (event.equals("reset")) {
      coming = new Known();
      ready = false;
      return Meaning.NOTHING;
    }
    if (event.equals("ready")) {
      boolean anew = !ready;
      whole = coming;
      ready = true;
      return anew ? Meaning.STATE : Meaning.NOTHING;
    }
    coming.take(event, data);
    return ready ? Meaning.CHANGE : Meaning.NOTHING;
  }

  /** Whether anything was told as a whole. */
  boolean isReady() {
    return ready;
  }

  /** The last that was told as a whole, with the changes since. */
  Known known() {
    return whole;
  }

  /** What the server's clock shows. */
  Instant now() {
    return time.now().plus(ahead);
  }

  /** How long ago the last event came. */
  Duration silence() {
    return Duration.between(heardAt, time.now());
  }
}
