package io.quotakeeper.api;

import io.quotakeeper.ledger.Holder;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the live feed comes from: what is known once, and from then on what changes. Thread-safe.
 */
public interface Events {

  /**
   * Begins to listen. May block for as long as reading everything takes; must be closed.
   *
   * @param interest the accounts whose news are wanted
   * @param lastId the id of the last event that the listener has, empty if it has none; if all that
   *     it missed is known, it gets that alone
   * @return absent if too many listen already
   */
  Optional<Subscription> subscribe(Predicate<Holder> interest, String lastId);

  /**
   * One listener's place in the feed. It holds no queue: who is slow is told the newest of each
   * thing when it asks. Used by one thread at a time.
   */
  interface Subscription extends AutoCloseable {

    /** The next event, absent if there is none now. Never blocks. */
    Optional<Event> poll();

    /**
     * Has {@code wake} called when there may be more; from any thread, and it must not block. What
     * came before this was called has woken nobody, so look once after it.
     */
    void onNews(Runnable wake);

    @Override
    void close();
  }

  /**
   * One event.
   *
   * @param id from where a listener that has it can go on; empty if it cannot go on from here,
   *     because only a part of what is known has been told
   * @param news what happened
   */
  record Event(String id, News news) {}
}
