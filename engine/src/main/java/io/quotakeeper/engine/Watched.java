package io.quotakeeper.engine;

import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.Policy;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Chain;
import io.quotakeeper.quota.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An account under watch: what was configured, which never changes, and the course of its syncs,
 * which goes on when it is only judged by other settings. An account that is changed begins a new
 * course, and the old one is dropped.
 *
 * <p>Thread-safe. Where the course stands is replaced as a whole.
 */
final class Watched {

  private final Account account;
  private final Adapter adapter;
  private final List<Chain> chains;
  private final Holder holder;
  private final Policy policy;
  private final Course course;

  /**
   * How its last sync ended.
   *
   * @param report as it is told
   * @param nanos when, on the monotonic clock
   */
  record Landing(SyncReport report, long nanos) {}

  private record Standing(Progress progress, @Nullable Landing last) {}

  /** What goes on when settings change. */
  private static final class Course {

    private final AtomicReference<Standing> standing;
    private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();
    private final Map<String, Due> resting = new ConcurrentHashMap<>();
    private volatile boolean dropped;

    Course(Progress first) {
      standing = new AtomicReference<>(new Standing(first, null));
    }
  }

  Watched(Account account, Adapter adapter, MonitorSettings settings, Progress first) {
    this(account, adapter, settings, new Course(begin(account, adapter, first)));
  }

  private Watched(Account account, Adapter adapter, MonitorSettings settings, Course course) {
    this.account = account;
    this.adapter = adapter;
    this.holder = account.holder();
    this.chains = adapter.chains();
    this.policy = policy(adapter, settings);
    this.course = course;
  }

  private static Progress begin(Account account, Adapter adapter, Progress first) {
    boolean swept = !adapter.chains().isEmpty();
    return swept && account.enabled() ? first : Progress.start(Due.never());
  }

  private static Policy policy(Adapter adapter, MonitorSettings settings) {
    Freshness freshness = settings.freshness();
    boolean swept = !adapter.chains().isEmpty();
    return new Policy(
        adapter.groups(), settings.thresholds(), swept ? freshness : freshness.neverStale());
  }

  /**
   * Whether its course goes on for that account at that adapter. Limits that the operator states
   * are no matter of syncs; they are stated anew at each of their resets.
   */
  boolean isOf(Account other, Adapter otherAdapter) {
    return account.withLimits(List.of()).equals(other.withLimits(List.of()))
        && adapter.equals(otherAdapter);
  }

  /** The same course, with other limits or judged by other settings. */
  Watched with(Account other, MonitorSettings settings) {
    boolean unchanged = account.equals(other) && policy.equals(policy(adapter, settings));
    return unchanged ? this : new Watched(other, adapter, settings, course);
  }

  boolean isSameCourse(Watched other) {
    return course == other.course;
  }

  Account account() {
    return account;
  }

  AccountId id() {
    return account.id();
  }

  Holder holder() {
    return holder;
  }

  Adapter adapter() {
    return adapter;
  }

  List<Chain> chains() {
    return chains;
  }

  Policy policy() {
    return policy;
  }

  /** Whether its provider has calls that tell its quota. */
  boolean isSwept() {
    return !chains.isEmpty();
  }

  Progress progress() {
    return course.standing.get().progress;
  }

  void progress(UnaryOperator<Progress> step) {
    course.standing.updateAndGet(known -> new Standing(step.apply(known.progress), known.last));
  }

  /** Its last sync that ended by itself. */
  Optional<SyncReport> lastSync() {
    return Optional.ofNullable(course.standing.get().last).map(Landing::report);
  }

  /** Whether a sync ended less than so long ago. */
  boolean hasLandedWithin(Duration span, long nowNanos) {
    Landing last = course.standing.get().last;
    return last != null && nowNanos - last.nanos < span.toNanos();
  }

  /** A sync ended by itself. */
  void landedWith(Landing landing, UnaryOperator<Progress> step) {
    course.standing.updateAndGet(known -> new Standing(step.apply(known.progress), landing));
  }

  /**
   * What follows from its last sync is thought over; nothing if there was none. Always makes a new
   * standing, so that a sync that ends meanwhile thinks again, too.
   */
  void afterLast(BiFunction<Progress, Landing, Progress> thought) {
    course.standing.updateAndGet(known ->
        new Standing(
            known.last == null ? known.progress : thought.apply(known.progress, known.last),
            known.last));
  }

  Optional<Flight> flight() {
    return Optional.ofNullable(course.flight.get());
  }

  /** The flight under way: {@code fresh} if there was none. */
  Flight takeOff(Flight fresh) {
    Flight known = course.flight.updateAndGet(current -> current == null ? fresh : current);
    return known == null ? fresh : known;
  }

  void landed(Flight ended) {
    course.flight.compareAndSet(ended, null);
  }

  /** Whether an optional chain was refused and is left alone for now. */
  boolean isResting(String chain, long nowNanos) {
    return !course.resting.getOrDefault(chain, new Due.At(nowNanos)).isReached(nowNanos);
  }

  void rest(String chain, Due until) {
    course.resting.put(chain, until);
  }

  boolean isDropped() {
    return course.dropped;
  }

  /** The account is gone or was changed: nothing that is under way counts any more. */
  void drop() {
    course.dropped = true;
    flight().ifPresent(current -> current.end(Flight.End.STOPPED));
  }
}
