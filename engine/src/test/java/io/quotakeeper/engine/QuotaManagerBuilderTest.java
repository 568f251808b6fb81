package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.quotakeeper.testkit.ManualTime;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuotaManagerBuilderTest {

  private final FakeTransport transport =
      new FakeTransport(_ -> CompletableFuture.completedFuture(Rig.github(4000)));

  @Test
  void executor_given_makesTheSyncsAndStaysOpenWhenTheManagerIsClosed() {
    var time = new ManualTime(Rig.START);
    try (ExecutorService given =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("given-", 0).factory())) {
      QuotaManager quotas =
          QuotaManager.builder()
              .executor(given)
              .transport(transport)
              .time(time)
              .timer(time)
              .accounts(Rig.account("a"))
              .build();
      transport.script(
          "a",
          _ -> {
            assertThat(Thread.currentThread().getName()).startsWith("given-");
            return CompletableFuture.completedFuture(Rig.github(1000));
          });

      assertThat(quotas.syncAccountQuota(id("a")).outcome())
          .isEqualTo(new SyncOutcome.Fresh(1, ""));
      quotas.close();

      assertThat(given.isShutdown()).as("who gave it closes it").isFalse();
    }
  }

  @Test
  void build_accountOfAnUnknownProvider_closesTheTransportThatItOpened() {
    Set<Thread> before = selectors();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> QuotaManager.builder().accounts(Rig.account("a", "no-such-vendor")).build())
        .withMessageContaining("\"no-such-vendor\"");

    await().untilAsserted(() -> assertThat(selectors()).isSubsetOf(before));
  }

  /** The threads of all HTTP clients that are open. */
  private static Set<Thread> selectors() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("SelectorManager"))
        .collect(Collectors.toSet());
  }
}
