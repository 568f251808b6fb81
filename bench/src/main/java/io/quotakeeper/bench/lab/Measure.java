package io.quotakeeper.bench.lab;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a window counts. */
enum Measure {
  /** Requests. */
  @JsonProperty("requests")
  REQUESTS,
  /** Tokens. */
  @JsonProperty("tokens")
  TOKENS;

  /** How much of it one request of so many tokens takes. */
  double of(double tokens) {
    return this == REQUESTS ? 1 : tokens;
  }

  /** The word on the wire. */
  String word() {
    return this == REQUESTS ? "requests" : "tokens";
  }
}
