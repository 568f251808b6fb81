package io.quotakeeper.api;

import io.quotakeeper.engine.AccountStatus;
import io.quotakeeper.engine.UnknownAccountException;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Window;
import io.quotakeeper.time.Time;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the log in step with what the monitor knows, by reading it and telling what is different.
 * Not thread-safe.
 */
final class LogKeeper {

  private final Quotas quotas;
  private final Time time;
  private final ChangeLog log;
  private final Map<AccountId, Told> told = new HashMap<>();
  private final Map<Owner, Set<AccountId>> ofOwner = new HashMap<>();
  private Moment nextChange = Moment.unstated();

  /** What the log has of one account. */
  private record Told(Holder holder, Set<Window> windows) {}

  LogKeeper(Quotas quotas, Time time, ChangeLog log) {
    this.quotas = quotas;
    this.time = time;
    this.log = log;
  }

  /** The next stated moment at which something that was read reads differently by itself. */
  Moment nextChange() {
    return nextChange;
  }

  /** The accounts of an owner; absent if none is known of it. */
  Optional<Set<AccountId>> accountsOf(Owner owner) {
    return Optional.ofNullable(ofOwner.get(owner));
  }

  /** Reads everything. */
  void readAll() {
    nextChange = Moment.unstated();
    List<AccountStatus> accounts = quotas.accounts();
    Map<AccountId, List<WindowView>> windows =
        quotas.windows().stream().collect(Collectors.groupingBy(view -> view.holder().account()));
    Set<AccountId> there =
        accounts.stream().map(status -> status.account().id()).collect(Collectors.toSet());
    Set.copyOf(told.keySet()).stream().filter(id -> !there.contains(id)).forEach(this::remove);
    accounts.forEach(
        status -> update(status, windows.getOrDefault(status.account().id(), List.of())));
  }

  /** Reads one account. */
  void read(AccountId id) {
    try {
      update(quotas.account(id), quotas.windows(id));
    } catch (UnknownAccountException _) {
      remove(id);
    }
  }

  /** Forgets everything. */
  void clear() {
    told.clear();
    ofOwner.clear();
    log.clear();
  }

  private void update(AccountStatus status, List<WindowView> views) {
    Holder holder = status.account().holder();
    Told before = told.get(holder.account());
    if (before != null && !before.holder.equals(holder)) {
      remove(holder.account());
    }
    Set<Window> windows =
        views.stream().map(view -> view.reading().window()).collect(Collectors.toSet());
    Told known = told.put(holder.account(), new Told(holder, windows));
    ofOwner.computeIfAbsent(holder.owner(), _ -> new HashSet<>()).add(holder.account());
    if (known != null) {
      known.windows.stream().filter(w -> !windows.contains(w)).forEach(w -> lose(holder, w));
    }
    tell(status, holder);
    views.forEach(view -> tell(view, holder));
  }

  private void tell(AccountStatus status, Holder holder) {
    var topic = new Topic.OfAccount(holder);
    var news = new News.Account(status);
    boolean same =
        log.newest(topic)
            .map(old -> old instanceof News.Account(var before) && Sameness.of(before, status))
            .orElse(false);
    put(topic, news, same);
  }

  private void tell(WindowView view, Holder holder) {
    watch(view);
    Forecast forecast = quotas.forecast(view);
    var topic = new Topic.OfQuota(holder, view.reading().window());
    boolean same =
        log.newest(topic)
            .map(old ->
                old instanceof News.Quota(var before, var expected)
                    && Sameness.of(before, view)
                    && Sameness.of(expected, forecast))
            .orElse(false);
    put(topic, new News.Quota(view, forecast), same);
  }

  private void put(Topic topic, News news, boolean same) {
    if (same) {
      // Its age has grown; who asks for the state is told the newest.
      log.reword(topic, news);
    } else {
      log.add(topic, news);
    }
  }

  private void watch(WindowView view) {
    soon(view.reading().resetsAt());
    soon(view.reading().expiresAt());
    view.refusals().stream().map(StandingRefusal::endsAt).forEach(this::soon);
  }

  private void soon(Moment moment) {
    if (moment.isAfter(time.now())) {
      nextChange = Moment.earlier(nextChange, moment);
    }
  }

  private void remove(AccountId id) {
    Told gone = told.remove(id);
    if (gone == null) {
      return;
    }
    Set<AccountId> others = ofOwner.getOrDefault(gone.holder.owner(), new HashSet<>());
    others.remove(id);
    if (others.isEmpty()) {
      ofOwner.remove(gone.holder.owner());
    }
    gone.windows.forEach(window -> lose(gone.holder, window));
    log.add(new Topic.OfAccount(gone.holder), new News.AccountGone(gone.holder));
  }

  private void lose(Holder holder, Window window) {
    log.add(new Topic.OfQuota(holder, window), new News.QuotaGone(holder, window));
  }
}
