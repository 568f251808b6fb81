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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An account under watch: what was configured, and where its syncs stand. An account that is
 * changed gets a new one, and the old one is dropped.
 *
 * <p>Thread-safe. Whoever holds the flight writes the last sync; progress is replaced as a whole.
 */
final class Watched {

  private final Account account;
  private final Adapter adapter;
  private final List<Chain> chains;
  private final Holder holder;
  private final Policy policy;
  private final AtomicReference<Progress> progress;
  private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();
  private final Map<String, Due> resting = new ConcurrentHashMap<>();
  private volatile @Nullable Landing lastLanding;
  private volatile boolean dropped;

  private record Landing(SyncReport report, long nanos) {}

  Watched(Account account, Adapter adapter, MonitorSettings settings, Progress first) {
    this.account = account;
    this.adapter = adapter;
    this.holder = account.holder();
    this.chains = adapter.chains();
    boolean swept = !chains.isEmpty();
    Freshness freshness = settings.freshness();
    this.policy =
        new Policy(
            adapter.groups(), settings.thresholds(), swept ? freshness : freshness.neverStale());
    this.progress =
        new AtomicReference<>(swept && account.enabled() ? first : Progress.start(Due.never()));
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
    return progress.get();
  }

  void progress(UnaryOperator<Progress> step) {
    progress.updateAndGet(step);
  }

  /** Its last sync that ended by itself. */
  Optional<SyncReport> lastSync() {
    return Optional.ofNullable(lastLanding).map(Landing::report);
  }

  /** Whether a sync ended less than so long ago. */
  boolean hasLandedWithin(Duration span, long nowNanos) {
    Landing landing = lastLanding;
    return landing != null && nowNanos - landing.nanos < span.toNanos();
  }

  void landedWith(SyncReport report, long nowNanos) {
    lastLanding = new Landing(report, nowNanos);
  }

  Optional<Flight> flight() {
    return Optional.ofNullable(flight.get());
  }

  /** The flight under way: {@code fresh} if there was none. */
  Flight takeOff(Flight fresh) {
    Flight known = flight.updateAndGet(current -> current == null ? fresh : current);
    return known == null ? fresh : known;
  }

  void landed(Flight ended) {
    flight.compareAndSet(ended, null);
  }

  /** Whether an optional chain was refused and is left alone for now. */
  boolean isResting(String chain, long nowNanos) {
    return !resting.getOrDefault(chain, new Due.At(nowNanos)).isReached(nowNanos);
  }

  void rest(String chain, Due until) {
    resting.put(chain, until);
  }

  boolean isDropped() {
    return dropped;
  }

  /** The account is gone or was changed: nothing that is under way counts any more. */
  void drop() {
    dropped = true;
    flight().ifPresent(current -> current.end(Flight.End.STOPPED));
  }
}
