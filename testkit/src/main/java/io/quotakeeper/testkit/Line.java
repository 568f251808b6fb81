package io.quotakeeper.testkit;

import java.util.function.Consumer;

/** One call under way. For one thread. */
final class Line {

  /** How a call ended. */
  enum Ending {
    /** It was answered in full. */
    ANSWERED,
    /** The peer closed the connection before it had an answer. */
    DROPPED_BY_PEER,
    /** We closed the connection. */
    ENDED_BY_US
  }

  private final Reaction reaction;
  private final Runnable onLeave;
  private final Consumer<Ending> onEnd;
  private boolean open = true;

  Line(Reaction reaction, Runnable onLeave, Consumer<Ending> onEnd) {
    this.reaction = reaction;
    this.onLeave = onLeave;
    this.onEnd = onEnd;
  }

  /** The line of somebody who is not known: nobody counts it. */
  static Line unknown(Answer answer) {
    return new Line(new Reaction.Send(answer), () -> {}, ending -> {});
  }

  /** The line of a login, which counts for itself. */
  static Line ofLogin(Reaction reaction) {
    return new Line(reaction, () -> {}, ending -> {});
  }

  Reaction reaction() {
    return reaction;
  }

  /**
   * The call is no longer under way. Said before the answer is written, since a peer that has it
   * may call again at once. No effect the second time.
   */
  void leave() {
    if (open) {
      open = false;
      onLeave.run();
    }
  }

  /** It is over. */
  void end(Ending ending) {
    leave();
    onEnd.accept(ending);
  }
}
