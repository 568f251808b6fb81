package io.quotakeeper.api;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * News in the order in which they came, of each topic the newest alone. So the log is never larger
 * than what is known, whoever is slow to read it, and it is both things that a listener may need:
 * read from the beginning it is the state, read from a number on it is what changed since.
 *
 * <p>Of topics that are gone, the last so many are kept; the {@link #floor} tells what was dropped.
 *
 * <p>One writer at a time; readers need no lock. An entry that moves to the end is there before it
 * is taken away from its old place, so a reader that walks upwards may meet a topic twice, but
 * misses none.
 */
final class ChangeLog {

  private final int mostGone;
  private final ConcurrentSkipListMap<Long, Entry> byNumber = new ConcurrentSkipListMap<>();
  private final Map<Topic, Long> newest = new HashMap<>();
  private final Map<Long, Topic> gone = new LinkedHashMap<>();
  private volatile long head;
  private volatile long floor;

  /**
   * One piece of news.
   *
   * @param number its place, 1 or more
   * @param topic what it is about
   * @param news what happened
   */
  record Entry(long number, Topic topic, News news) {}

  /** An empty log that remembers so many topics that are gone. */
  ChangeLog(int mostGone) {
    this.mostGone = mostGone;
  }

  /** The number of the newest entry, 0 before the first. */
  long head() {
    return head;
  }

  /** Who has seen this number, or a later one, has missed nothing that is not in the log. */
  long floor() {
    return floor;
  }

  /** The first entry after {@code number}. */
  Optional<Entry> after(long number) {
    return Optional.ofNullable(byNumber.higherEntry(number)).map(Map.Entry::getValue);
  }

  /** The newest news of a topic. For the writer. */
  Optional<News> newest(Topic topic) {
    return Optional.ofNullable(newest.get(topic)).map(byNumber::get).map(Entry::news);
  }

  /** Adds news at the end, in place of older ones of the same topic. */
  void add(Topic topic, News news) {
    long number = head + 1;
    byNumber.put(number, new Entry(number, topic, news));
    head = number;
    Long before = newest.put(topic, number);
    if (before != null) {
      byNumber.remove(before);
      gone.remove(before);
    }
    if (news.isLoss()) {
      gone.put(number, topic);
      forgetOldestGone();
    }
  }

  /** Puts the same news in other words where they are: there is nothing to tell. */
  void reword(Topic topic, News news) {
    Long number = newest.get(topic);
    if (number != null) {
      byNumber.put(number, new Entry(number, topic, news));
    }
  }

  /** Forgets all; whoever listened before must begin anew. */
  void clear() {
    long number = head + 1;
    head = number;
    floor = number;
    byNumber.clear();
    newest.clear();
    gone.clear();
  }

  private void forgetOldestGone() {
    if (gone.size() > mostGone) {
      Map.Entry<Long, Topic> oldest = gone.entrySet().iterator().next();
      // Raised first: a reader that does not find the entry must find that it may have missed it.
      floor = oldest.getKey();
      byNumber.remove(oldest.getKey());
      newest.remove(oldest.getValue());
      gone.remove(oldest.getKey());
    }
  }
}
