package io.quotakeeper.testkit;

import java.time.Duration;

/** What the upstream does with a call. */
sealed interface Reaction {

  /** Answers. */
  record Send(Answer answer) implements Reaction {}

  /** Answers late. */
  record SendLate(Answer answer, Duration delay) implements Reaction {}

  /** Holds the connection open and says nothing. */
  record Hold() implements Reaction {}

  /** Resets the connection. */
  record Break() implements Reaction {}

  /** Does something to the right answer that no good server does. */
  record Play(Answer answer, WireFault fault) implements Reaction {}
}
