package io.quotakeeper.bench;

import io.quotakeeper.ledger.Freshness;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.Policy;
import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.ledger.Thresholds;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Owners of five windows each: one of the account, two of each of two models. */
final class Fleet {

  /** So many windows each owner has. */
  static final int WINDOWS_EACH = 5;

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final String PROVIDER = "github";
  static final Scope MODEL = Scope.model("large-1");
  static final Policy POLICY =
      new Policy(
          Groups.none(),
          Thresholds.of(0.1),
          new Freshness(Duration.ofMinutes(10), Duration.ofHours(24)));

  private static final List<Window> WINDOWS =
      List.of(
          new Window(Scope.account(), "daily", Unit.REQUESTS),
          new Window(MODEL, "rpm", Unit.REQUESTS),
          new Window(MODEL, "tpm", Unit.TOKENS),
          new Window(Scope.model("small-1"), "rpm", Unit.REQUESTS),
          new Window(Scope.model("small-1"), "tpm", Unit.TOKENS));

  private final List<Holder> holders;

  Fleet(int windows) {
    this.holders =
        IntStream.range(0, windows / WINDOWS_EACH)
            .mapToObj(i -> "account-" + i)
            .map(name -> new Holder(new AccountId(name), new Owner(PROVIDER, name)))
            .toList();
  }

  List<Holder> holders() {
    return holders;
  }

  /**
   * What a quota call tells of all windows of {@code holder}, {@code step} steps after the start.
   */
  static Evidence poll(Holder holder, long step) {
    return new Evidence.Polled(
        seen(holder, step),
        "quota",
        "usage",
        WINDOWS.stream().map(window -> reading(window, step)).toList(),
        false,
        Duration.ZERO);
  }

  /** What the headers of one answer tell of one window of {@code holder}. */
  static Evidence header(Holder holder, long step) {
    return new Evidence.Observed(
        seen(holder, step), MODEL, true, List.of(reading(WINDOWS.get(1), step)));
  }

  /** A ledger that has heard of every window once. */
  QuotaLedger ledger() {
    var ledger = new QuotaLedger(Groups.none());
    holders.forEach(holder -> ledger.record(poll(holder, 0)));
    return ledger;
  }

  /** A ledger that has heard of every window once, of which more is left than anybody can use. */
  QuotaLedger wealthyLedger() {
    var ledger = new QuotaLedger(Groups.none());
    holders.forEach(holder ->
        ledger.record(
            new Evidence.Polled(
                seen(holder, 0),
                "quota",
                "usage",
                WINDOWS.stream().map(Fleet::wealth).toList(),
                false,
                Duration.ZERO)));
    return ledger;
  }

  private static Reading wealth(Window window) {
    return Reading.limit(
        window, Amount.counted(9e14, 1e15), Moment.at(START.plus(Duration.ofHours(5))));
  }

  private static Sighting seen(Holder holder, long step) {
    Instant at = START.plusNanos(step * 1000);
    return new Sighting(holder.account(), holder.owner(), at, at);
  }

  private static Reading reading(Window window, long step) {
    return Reading.limit(
        window,
        Amount.counted((double) (1000 - step % 500), 1000),
        Moment.at(START.plus(Duration.ofHours(5))));
  }
}
