package io.quotakeeper.ledger;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The stage on which evidence plays in tests: one owner with two accounts, on one day. Clock times
 * like {@code 12:05} are of that day, in UTC.
 */
public final class Scene {

  public static final AccountId ANNA = new AccountId("anna");
  public static final AccountId BEN = new AccountId("ben");
  public static final Owner OWNER = new Owner("acme", "team");
  public static final Holder HOLDER = new Holder(ANNA, OWNER);

  public static final Scope FLASH = Scope.model("flash-1");
  public static final Scope SLOW = Scope.model("slow-1");
  public static final Scope FLASHES = Scope.group("flashes");

  public static final Window FIVE_HOURS = new Window(FLASH, "5h", Unit.REQUESTS);
  public static final Window WEEKLY = new Window(FLASH, "weekly", Unit.REQUESTS);
  public static final Window OF_GROUP = new Window(FLASHES, "5h", Unit.REQUESTS);
  public static final Window OF_ACCOUNT = new Window(Scope.account(), "daily", Unit.REQUESTS);
  public static final Window TOKENS = new Window(FLASH, "daily", Unit.TOKENS);
  public static final Window DOLLARS = new Window(Scope.account(), "balance", new Unit("usd"));
  public static final Window YUAN = new Window(Scope.account(), "balance", new Unit("cny"));

  /** Models whose name begins with {@code flash} share the limits of the group {@code flashes}. */
  public static final Groups GROUPS =
      (provider, group, model) -> group.equals("flashes") && model.startsWith("flash");

  public static final Freshness FRESHNESS =
      new Freshness(Duration.ofMinutes(10), Duration.ofHours(24));

  public static final Policy POLICY = new Policy(GROUPS, Thresholds.of(0.1), FRESHNESS);

  private Scene() {}

  public static Instant time(String clock) {
    String seconds = clock.length() == 5 ? clock + ":00" : clock;
    return Instant.parse("2026-03-01T" + seconds + "Z");
  }

  public static Sighting seen(AccountId account, String sent, String received) {
    return new Sighting(account, OWNER, time(sent), time(received));
  }

  /** By Anna; the answer came at once. */
  public static Sighting seen(String sent) {
    return seen(ANNA, sent, sent);
  }

  public static Moment moment(String clock) {
    return clock.isEmpty() ? Moment.unstated() : Moment.at(time(clock));
  }

  public static Reading left(Window window, double share) {
    return left(window, share, "");
  }

  public static Reading left(Window window, double share, String resets) {
    return Reading.limit(window, Amount.share(share), moment(resets));
  }

  public static Reading reading(Window window, Amount amount) {
    return Reading.limit(window, amount, Moment.unstated());
  }

  public static Reading reading(Window window, Amount amount, String resets) {
    return Reading.limit(window, amount, moment(resets));
  }

  public static Reading refilling(Window window, Amount amount, String resets) {
    return new Reading(window, Role.LIMIT, amount, moment(resets), Moment.unstated(), Refill.FULL);
  }

  /** Of a window that fills up all the time. */
  public static Reading trickling(Window window, Amount amount, String full) {
    return new Reading(window, Role.LIMIT, amount, moment(full), Moment.unstated(), Refill.STEADY);
  }

  public static Reading extra(Window window, Amount amount) {
    return new Reading(
        window, Role.EXTRA, amount, Moment.unstated(), Moment.unstated(), Refill.UNTOLD);
  }

  public static Evidence polled(String sent, Reading... readings) {
    return polled(seen(sent), "usage", readings);
  }

  public static Evidence polled(Sighting seen, String call, Reading... readings) {
    return new Evidence.Polled(seen, "quota", call, List.of(readings), false, Duration.ZERO);
  }

  public static Evidence polledWithLag(String sent, Duration lag, Reading... readings) {
    return new Evidence.Polled(seen(sent), "quota", "usage", List.of(readings), false, lag);
  }

  public static Evidence availability(String sent, Reading... readings) {
    return new Evidence.Polled(
        seen(sent), "quota", "usage", List.of(readings), true, Duration.ZERO);
  }

  public static Evidence header(String sent, Reading... readings) {
    return new Evidence.Observed(seen(sent), FLASH, false, List.of(readings));
  }

  public static Evidence success(String sent) {
    return success(seen(sent), FLASH);
  }

  public static Evidence success(Sighting seen, Scope subject) {
    return new Evidence.Observed(seen, subject, true, List.of());
  }

  public static Evidence metered(String sent, double amount) {
    return new Evidence.Metered(seen(sent), FLASH, Unit.REQUESTS, amount);
  }

  public static Evidence stated(String sent, Reading... readings) {
    return new Evidence.Stated(seen(sent), List.of(readings));
  }

  public static Evidence refused(String sent, Refusal refusal) {
    return refused(seen(sent), refusal);
  }

  public static Evidence refused(Sighting seen, Refusal refusal) {
    return new Evidence.Refused(seen, refusal);
  }

  /** A refused request on the model {@link #FLASH}. */
  public static Refusal refusal(RefusalClass kind, String until) {
    return refusal(kind, FLASH, "", until);
  }

  public static Refusal refusal(RefusalClass kind, Scope scope, String window, String until) {
    return new Refusal(kind, Refusal.Target.REQUEST, scope, window, moment(until), "", "");
  }

  public static Refusal ofSync(RefusalClass kind) {
    return new Refusal(kind, Refusal.Target.SYNC, Scope.account(), "", Moment.unstated(), "", "");
  }

  public static OwnerState after(Evidence... evidence) {
    return after(List.of(evidence));
  }

  public static OwnerState after(List<Evidence> evidence) {
    var ledger = new QuotaLedger(GROUPS);
    evidence.forEach(ledger::record);
    return ledger.state(OWNER);
  }
}
