package io.quotakeeper.store;

import io.quotakeeper.ledger.Metering;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.Provenance;
import io.quotakeeper.ledger.QuotaState;
import io.quotakeeper.ledger.Source;
import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** States to keep. */
final class Samples {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");
  static final AccountId ACCOUNT = new AccountId("search-1");
  static final Window WINDOW = new Window(Scope.model("m-1"), "daily", Unit.REQUESTS);

  private Samples() {}

  static Owner owner(int number) {
    return new Owner("acme", "owner-" + number);
  }

  static Reading left(double remaining) {
    return Reading.limit(WINDOW, Amount.counted(remaining, 1e9), Moment.unstated());
  }

  static QuotaState known(Reading reading) {
    return known(reading, Source.POLLED);
  }

  static QuotaState known(Reading reading, Source source) {
    return new QuotaState(
        reading,
        new Provenance(source, ACCOUNT, "chain", "call", NOON, NOON.plusNanos(1)),
        Metering.of(2.5, NOON),
        1);
  }

  static OwnerState state(QuotaState... windows) {
    return new OwnerState(
        Arrays.stream(windows)
            .collect(
                Collectors.toMap(w -> w.reading().window(), w -> w, (a, _) -> a, TreeMap::new)),
        List.of());
  }

  static OwnerState state(double remaining) {
    return state(known(left(remaining)));
  }

  static OwnerState state(StandingRefusal... refusals) {
    return new OwnerState(new TreeMap<>(), List.of(refusals));
  }

  static StandingRefusal refusal(RefusalClass kind, Refusal.Target of, Moment until) {
    var refusal =
        new Refusal(
            kind, of, Scope.group("chat"), "5h", until, "Slow \"down\"", "https://acme.test/pay");
    return new StandingRefusal(refusal, ACCOUNT, NOON, NOON.plusMillis(20), 3);
  }

  /** A poll of the owner that says how much is left. */
  static Evidence polled(Owner owner, double remaining, int second) {
    Instant at = NOON.plusSeconds(second);
    return new Evidence.Polled(
        new Sighting(ACCOUNT, owner, at, at),
        "chain",
        "call",
        List.of(left(remaining)),
        false,
        Duration.ZERO);
  }

  static double remaining(OwnerState state) {
    return state.windows().firstEntry().getValue().reading().amount().remaining().orElseThrow();
  }
}
