package io.quotakeeper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.quota.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KillTest {

  private static final int ROUNDS = 8;

  private final RandomGenerator random = new Random(50);

  @TempDir Path folder;

  @Test
  void store_killedAtRandom_hasEverythingThatItAcknowledged() throws Exception {
    Map<Owner, Integer> acknowledged = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      try (Child child = Child.start(List.of(), KillProgram.class, folder.toString())) {
        for (int left = random.nextInt(1, 80); left > 0; left--) {
          note(child.expect("ACK"), acknowledged);
        }
        child.kill();
        // What it said before it died counts too.
        while (child
            .next(line -> line.startsWith("ACK"))
            .map(l -> note(l, acknowledged))
            .isPresent()) {}
      }
      assertEverythingIsThere(acknowledged);
    }
  }

  private void assertEverythingIsThere(Map<Owner, Integer> acknowledged) {
    // Opening it checks the integrity of the whole file.
    try (StateStore store = StateStore.open(folder)) {
      Map<Owner, OwnerState> found = store.load();
      assertThat(store.skipped()).isZero();
      acknowledged.forEach((owner, count) ->
          assertThat(found)
              .hasEntrySatisfying(
                  owner,
                  state ->
                      assertThat(Samples.remaining(state))
                          .isGreaterThanOrEqualTo(count)
                          .isLessThanOrEqualTo(count + KillProgram.OWNERS)));
    }
  }

  /** A line without its end was cut by the kill, and says nothing. */
  private static boolean note(String line, Map<Owner, Integer> acknowledged) {
    String[] words = line.split(" ", -1);
    acknowledged.merge(
        Samples.owner(Integer.parseInt(words[1])), Integer.parseInt(words[2]), Math::max);
    return true;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 4096, 20_000})
  void store_killedWhileItIsMade_opensTheNextTime(long bytes) throws Exception {
    try (Child child = Child.start(List.of(), KillProgram.class, folder.toString())) {
      child.expect("START");
      await().until(() -> bytesWritten() >= bytes);
      child.kill();
    }

    try (StateStore store = StateStore.open(folder)) {
      store.rows().write(List.of(StateStoreTest.stateRow(7, 7)));
      assertThat(store.load()).containsEntry(Samples.owner(7), Samples.state(7));
    }
  }

  private long bytesWritten() throws Exception {
    long sum = -1;
    for (String name : List.of("quotakeeper.db", "quotakeeper.db-wal")) {
      Path file = folder.resolve(name);
      sum += Files.exists(file) ? Files.size(file) + 1 : 0;
    }
    return sum;
  }
}
