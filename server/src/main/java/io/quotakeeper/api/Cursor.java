package io.quotakeeper.api;

import io.quotakeeper.api.ChangeLog.Entry;
import io.quotakeeper.api.Events.Event;
import io.quotakeeper.api.Events.Subscription;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.time.Time;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A listener's place in the log. First it goes over what is known, or what was missed; when it has
 * come to the end, it says that it is ready; then it follows.
 */
final class Cursor implements Subscription {

  private final Source source;
  private final Predicate<Holder> interest;
  private final Consumer<Cursor> closing;
  private volatile Runnable wake = () -> {};

  private long at;

  /** Losses up to here need not be told: the listener knows nothing that could be lost. */
  private long fresh;

  private boolean ready;
  private Optional<News.Why> reset;

  /**
   * What it reads.
   *
   * @param log the news
   * @param ids the ids of this run's events
   * @param time when
   */
  record Source(ChangeLog log, EventIds ids, Time time) {}

  Cursor(Source source, Predicate<Holder> interest, String lastId, Consumer<Cursor> closing) {
    this.source = source;
    this.interest = interest;
    this.closing = closing;
    ChangeLog log = source.log;
    long known = source.ids.number(lastId).orElse(-1);
    if (known < 0 || known > log.head()) {
      reset = Optional.of(lastId.isEmpty() ? News.Why.FIRST : News.Why.OTHER_RUN);
    } else {
      reset = known < log.floor() ? Optional.of(News.Why.TOO_OLD) : Optional.empty();
      at = known;
    }
  }

  @Override
  public Optional<Event> poll() {
    if (reset.isPresent()) {
      return Optional.of(begin(reset.get()));
    }
    long seen = Math.max(at, fresh);
    Optional<Entry> next = next();
    // Looked at after the log: what was dropped before we looked has raised it by now.
    if (source.log.floor() > seen) {
      return Optional.of(begin(News.Why.TOO_OLD));
    }
    if (next.isPresent()) {
      at = next.get().number();
      return Optional.of(new Event(id(), next.get().news()));
    }
    return becomesReady();
  }

  private Event begin(News.Why why) {
    reset = Optional.empty();
    ready = false;
    at = 0;
    fresh = source.log.head();
    return new Event("", new News.Reset(source.time.now(), why));
  }

  /** The next entry that is wanted; what lies before it is passed over for good. */
  private Optional<Entry> next() {
    Optional<Entry> entry = source.log.after(at);
    while (entry.isPresent() && !isWanted(entry.get())) {
      at = entry.get().number();
      entry = source.log.after(at);
    }
    return entry;
  }

  private boolean isWanted(Entry entry) {
    boolean needless = entry.news().isLoss() && entry.number() <= fresh;
    return !needless && entry.topic().concerns(interest);
  }

  private Optional<Event> becomesReady() {
    if (ready) {
      return Optional.empty();
    }
    ready = true;
    return Optional.of(new Event(id(), new News.Ready(source.time.now())));
  }

  /** While what is known is told for the first time, only its end is a place to go on from. */
  private String id() {
    boolean whole = ready || fresh == 0;
    return whole ? source.ids.id(Math.max(at, fresh)) : "";
  }

  @Override
  public void onNews(Runnable listener) {
    wake = listener;
  }

  void wake() {
    wake.run();
  }

  @Override
  public void close() {
    closing.accept(this);
  }
}
