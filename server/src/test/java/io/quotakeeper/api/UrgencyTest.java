package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.Amount;
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
            view("a", Amount.share(0)),
            view("b", Amount.share(0)),
            // Refused, though something is left.
            Views.refused("a", Amount.share(0.5)),
            // Spent, but it blocks nobody.
            Views.extra("a", Amount.share(0)),
            view("b", Amount.share(0.02)),
            view("a", Amount.share(0.07)),
            Views.stale("a", Amount.share(0.3)),
            Views.stale("a", Amount.share(0.6)),
            view("a", Amount.unknown()),
            view("b", Amount.share(0.11)),
            view("a", Amount.share(0.9)),
            view("a", Amount.unlimited()),
            view("a", Amount.notEntitled()));
    List<WindowView> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(3));

    shuffled.sort(Urgency.MOST_URGENT_FIRST);

    assertThat(shuffled).isEqualTo(ordered);
  }

  private static WindowView view(String account, Amount amount) {
    return Views.view(account, "account", "daily", amount);
  }
}
