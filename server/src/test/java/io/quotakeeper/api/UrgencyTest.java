package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.Level;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UrgencyTest {

  @Test
  void order_ofAllKinds_putsFirstWhatSomebodyShouldLookAt() {
    List<WindowView> ordered =
        List.of(
            view("a", Amount.share(0), Level.EXHAUSTED),
            view("b", Amount.share(0), Level.EXHAUSTED),
            extra(view("a", Amount.share(0), Level.EXHAUSTED)),
            // Refused, though something is left.
            view("a", Amount.share(0.5), Level.EXHAUSTED),
            view("b", Amount.share(0.02), Level.LOW),
            view("a", Amount.share(0.07), Level.LOW),
            stale(view("a", Amount.share(0.3), Level.OK)),
            stale(view("a", Amount.share(0.6), Level.OK)),
            view("a", Amount.unknown(), Level.UNKNOWN),
            view("b", Amount.share(0.11), Level.OK),
            view("a", Amount.share(0.9), Level.OK),
            view("a", Amount.unlimited(), Level.OK),
            view("a", Amount.notEntitled(), Level.EXHAUSTED));
    List<WindowView> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(3));

    shuffled.sort(Urgency.MOST_URGENT_FIRST);

    // The extra one is spent too, but blocks nobody: it comes after all that block.
    assertThat(shuffled.subList(0, 4)).containsExactlyInAnyOrderElementsOf(ordered.subList(0, 4));
    assertThat(shuffled.get(3).reading().role()).isEqualTo(Role.EXTRA);
    assertThat(shuffled.subList(4, 13)).isEqualTo(ordered.subList(4, 13));
  }

  private static WindowView view(String account, Amount amount, Level level) {
    return FakeQuotas.view(account, "account", "daily", amount, level);
  }

  private static WindowView extra(WindowView view) {
    Reading r = view.reading();
    var reading =
        new Reading(r.window(), Role.EXTRA, r.amount(), r.resetsAt(), r.expiresAt(), r.refill());
    return new WindowView(
        view.holder(),
        reading,
        view.source(),
        view.observedAt(),
        view.age(),
        view.stale(),
        view.level(),
        view.cause());
  }

  private static WindowView stale(WindowView view) {
    return new WindowView(
        view.holder(),
        view.reading(),
        view.source(),
        view.observedAt(),
        view.age(),
        true,
        view.level(),
        view.cause());
  }
}
