package io.quotakeeper.bench;

import io.quotakeeper.testkit.Calls;
import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.Misbehaviour;
import io.quotakeeper.testkit.Remaining;
import io.quotakeeper.testkit.SimulatedUpstream;
import io.quotakeeper.testkit.SimulatedWindow;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** What befalls the accounts of a soak: at any time a third of them are in some trouble. */
final class SoakTrouble {

  private static final List<Misbehaviour> TROUBLES =
      List.of(
          Misbehaviour.slow(Duration.ofMillis(1500)),
          Misbehaviour.slow(Duration.ofSeconds(5)),
          Misbehaviour.hang(),
          Misbehaviour.reset(),
          Misbehaviour.fail(500),
          Misbehaviour.fail(503),
          Misbehaviour.throttle(),
          Misbehaviour.throttle(Duration.ofSeconds(7)),
          Misbehaviour.malformed(Misbehaviour.Form.CUT_JSON),
          Misbehaviour.malformed(Misbehaviour.Form.HTML),
          Misbehaviour.malformed(Misbehaviour.Form.NULL),
          Misbehaviour.malformed(Misbehaviour.Form.WRONG_TYPES),
          Misbehaviour.malformed(Misbehaviour.Form.EMPTY),
          Misbehaviour.badEntry());

  private final List<LiveAccount> accounts;
  private final Random random;

  SoakTrouble(SimulatedUpstream upstream, Random random) {
    // In an order that the seed alone decides.
    this.accounts =
        upstream.accounts().stream()
            .sorted(Comparator.comparing(account -> account.account().id()))
            .toList();
    this.random = random;
  }

  /** One second of trouble. */
  void next() {
    for (LiveAccount account : accounts) {
      switch (random.nextInt(60)) {
        case 0 -> account.misbehave(TROUBLES.get(random.nextInt(TROUBLES.size())), Calls.quota());
        case 1, 2 -> account.behave();
        case 3, 4 -> use(account);
        default -> {}
      }
    }
  }

  /** All behave. */
  void end() {
    accounts.forEach(LiveAccount::behave);
  }

  private void use(LiveAccount account) {
    List<Remaining> windows = account.remaining();
    SimulatedWindow one = windows.get(random.nextInt(windows.size())).of();
    switch (random.nextInt(4)) {
      case 0 -> account.exhaust(one.window());
      case 1 -> account.refill(one.window());
      default ->
          account.burn(
              one.window().scope(), one.window().unit(), one.limit() * random.nextDouble());
    }
  }
}
