package io.quotakeeper.store;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.QuotaLedger;
import io.quotakeeper.quota.Groups;
import io.quotakeeper.quota.Owner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Counts owners up for ever, and says {@code ACK owner count} for what the store has acknowledged.
 * Between two it changes other owners, for which it does not wait.
 */
final class KillProgram {

  static final int OWNERS = 20;

  private KillProgram() {}

  @SuppressWarnings("SystemOut") // its voice
  public static void main(String[] arguments) {
    System.out.println("START");
    StateStore store = StateStore.open(Path.of(arguments[0]));
    var ledger = new QuotaLedger(Groups.none());
    Map<Owner, OwnerState> before = store.load();
    before.forEach(ledger::restore);
    int last =
        before.values().stream().mapToInt(state -> (int) Samples.remaining(state)).max().orElse(0);
    StateWriter writer = StateWriter.start(store, ledger, _ -> Optional.empty(), new FakeTimer());
    ledger.subscribe(writer);
    for (int count = last + 1; ; count++) {
      int owner = count % OWNERS;
      ledger.record(Samples.polled(Samples.owner(owner), count, count));
      if (writer.flush(Duration.ofSeconds(30))) {
        System.out.println("ACK " + owner + " " + count);
      }
      for (int other = 0; other < 10; other++) {
        ledger.record(Samples.polled(Samples.owner(1000 + other), 0, count));
      }
    }
  }
}
