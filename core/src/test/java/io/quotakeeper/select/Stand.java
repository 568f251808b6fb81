package io.quotakeeper.select;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.Scene;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import java.time.Instant;
import java.util.Map;

/** An account of a pool in tests, at ten past twelve unless told otherwise. */
final class Stand {

  static final Instant NOW = Scene.time("12:10");
  static final Need NEED = Need.of(Scene.FLASH);

  private final String id;
  private final Holdings holdings = new Holdings();
  private final Seat seat;
  private OwnerState state = OwnerState.EMPTY;
  private double claim;

  private Stand(String id, Seat seat) {
    this.id = id;
    this.seat = seat;
  }

  static Stand of(String id, Evidence... evidence) {
    return of(id, new Seat(new AccountId(id), 0, 1, Map.of()), evidence);
  }

  static Stand of(String id, Seat seat, Evidence... evidence) {
    var stand = new Stand(id, seat);
    stand.state = Scene.after(evidence);
    return stand;
  }

  static Stand reserving(String id, double share, Evidence... evidence) {
    Map<Purpose, Double> kept = Map.of(Purpose.BATCH, share);
    return of(id, new Seat(new AccountId(id), 0, 1, kept), evidence);
  }

  Seat seat() {
    return seat;
  }

  Holdings holdings() {
    return holdings;
  }

  /** Others will take so much of each of its windows. */
  void claim(double amount) {
    claim = amount;
  }

  /** Other things are known of it from now on. */
  void learn(Evidence... evidence) {
    state = Scene.after(evidence);
  }

  Standing standing() {
    return standing(NOW);
  }

  Standing standing(Instant now) {
    return standing(now, claim);
  }

  Standing standing(Instant now, double claim) {
    var holder = new Holder(new AccountId(id), new Owner("acme", "team"));
    return Standing.of(
        new Question(holder, Scene.FLASH, ""),
        new Standing.Place(seat, holdings, Plan.NONE, (_, _) -> claim),
        state,
        Scene.POLICY,
        now);
  }

  /** As its pool's selection sees it. */
  Glance glance(Strategy strategy, Instant now) {
    return Glance.of(standing(now), holdings.changes(), strategy, now);
  }
}
