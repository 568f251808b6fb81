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
  private final Duration lag;
  private final Course course;

  /** The policy that keeps the promise of the plan, while that goes beyond the settings. */
  private volatile Policy promising;

  /**
   * How its last sync ended.
   *
   * @param report as it is told
   * @param nanos when, on the monotonic clock
   */
  record Landing(SyncReport report, long nanos) {

    ClockTime when() {
      return new ClockTime(report.at(), nanos);
    }
  }

  private record Standing(Progress progress, @Nullable Landing last) {}

  /** What goes on when settings change. */
  private static final class Course {

    private final AtomicReference<Standing> standing;
    private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();
    private final Map<String, Due> resting = new ConcurrentHashMap<>();
    private final Map<String, Due> closed = new ConcurrentHashMap<>();
    private volatile boolean dropped;
    private volatile Runnable moved = () -> {};

    Course(Progress first) {
      standing = new AtomicReference<>(new Standing(first, null));
    }

    private void move(UnaryOperator<Standing> step) {
      standing.updateAndGet(step);
      moved.run();
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
    this.promising = policy;
    this.lag =
        chains.stream()
            .flatMap(chain -> chain.calls().stream())
            .map(adapter::lag)
            .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    this.course = course;
  }

  private static Progress begin(Account account, Adapter adapter, Progress first) {
    if (!account.enabled()) {
      return Progress.start(Due.never(), NextSyncReason.DISABLED);
    }
    boolean swept = !adapter.chains().isEmpty();
    return swept ? first : Progress.start(Due.never(), NextSyncReason.LEARNED_FROM_TRAFFIC);
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

  /** How it is judged: what is as old as its next sync allows is not stale. */
  Policy policy() {
    Duration promise = progress().next().promise();
    if (promise.compareTo(policy.freshness().ttl()) <= 0) {
      return policy;
    }
    Policy known = promising;
    if (!known.freshness().ttl().equals(promise)) {
      known =
          new Policy(policy.groups(), policy.thresholds(), policy.freshness().promising(promise));
      promising = known;
    }
    return known;
  }

  /** How much older than a sync its numbers are at most. */
  Duration lag() {
    return lag;
  }

  /** Whether its provider has calls that tell its quota. */
  boolean isSwept() {
    return !chains.isEmpty();
  }

  /** When it is synced next, and why. */
  NextLook next(long nowNanos) {
    Progress known = progress();
    Duration closed = closed(known.best(), nowNanos);
    return closed.isZero() ? known.next() : known.next().notBefore(Due.in(closed, nowNanos));
  }

  Progress progress() {
    return course.standing.get().progress;
  }

  /** Stands for where its course stands: another object whenever that changes. */
  Object standing() {
    return course.standing.get();
  }

  /** Has {@code listener} told whenever its course moves, instead of who was told before. */
  void whenMoved(Runnable listener) {
    course.moved = listener;
  }

  void progress(UnaryOperator<Progress> step) {
    course.move(known -> new Standing(step.apply(known.progress), known.last));
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

  /** The end of a span that began when its last sync ended; now, if there was none. */
  Due afterLast(Duration span, long nowNanos) {
    Landing last = course.standing.get().last;
    return last == null ? new Due.At(nowNanos) : Due.in(span, last.nanos);
  }

  /** A sync ended by itself. */
  void landedWith(Landing landing, UnaryOperator<Progress> step) {
    course.move(known -> new Standing(step.apply(known.progress), landing));
  }

  /**
   * What follows from its last sync is thought over; nothing if there was none. Always makes a new
   * standing, so that a sync that ends meanwhile thinks again, too.
   */
  void afterLast(BiFunction<Progress, Landing, Progress> thought) {
    course.move(known ->
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

  /** A call is sent, or was answered: its provider may say how soon it may be made again. */
  void asked(String call, long nowNanos) {
    Duration every = adapter.every(call);
    if (every.isPositive()) {
      course.closed.put(call, Due.in(every, nowNanos));
    }
  }

  /**
   * A call was answered so long ago, before a restart.
   *
   * @param slack how long the sync that replaces its values may take
   */
  void answeredBefore(String call, Duration ago, Duration slack, long nowNanos) {
    Duration every = adapter.every(call);
    Duration rest = ago.isNegative() ? every : every.minus(ago);
    if (!rest.isPositive()) {
      return;
    }
    course.closed.put(call, Due.in(rest, nowNanos));
    Duration closed = closed(nowNanos);
    Duration promise = every.plus(lag).plus(slack);
    if (!closed.isZero()) {
      Due due = Due.in(closed, nowNanos);
      progress(known ->
          known.next().reason() == NextSyncReason.START
              ? known.withNext(new NextLook(due, NextSyncReason.PROVIDER_LIMIT, promise))
              : known);
    }
  }

  /** The same credential was used before: its calls may be made no sooner than they might. */
  void takesOver(Watched before) {
    course.closed.putAll(before.course.closed);
  }

  /** How long its provider wants no call of that name, zero if it does not mind one. */
  Duration closed(String call, long nowNanos) {
    return course.closed.get(call) instanceof Due.At(long free) && free - nowNanos > 0
        ? Duration.ofNanos(free - nowNanos)
        : Duration.ZERO;
  }

  /** How long its provider wants no sync, zero if it does not mind one. */
  Duration closed(long nowNanos) {
    return closed(progress().best(), nowNanos);
  }

  /**
   * The same, where these calls answered last: until all calls may be made that a sync cannot do
   * without; where it can do without any, until one may.
   */
  Duration closed(Map<String, String> best, long nowNanos) {
    if (course.closed.isEmpty()) {
      return Duration.ZERO;
    }
    Duration any = Duration.ofNanos(Long.MAX_VALUE);
    Duration all = Duration.ZERO;
    boolean isOptional = true;
    for (Chain chain : chains) {
      Duration rest = closed(chain.first(best.getOrDefault(chain.name(), "")), nowNanos);
      any = rest.compareTo(any) < 0 ? rest : any;
      all = !chain.optional() && rest.compareTo(all) > 0 ? rest : all;
      isOptional &= chain.optional();
    }
    return isOptional ? any : all;
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
