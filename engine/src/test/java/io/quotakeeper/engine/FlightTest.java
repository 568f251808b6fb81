package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.quota.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FlightTest {

  private final Flight flight = new Flight(0);

  @Test
  void end_whileAStepIsAwaited_cancelsItAndKeepsTheFirstReason() {
    var step = new CompletableFuture<String>();
    var waiting =
        CompletableFuture.runAsync(() ->
            assertThatThrownBy(() -> flight.await(step)).isInstanceOf(CancellationException.class));
    // Either it waits already, or it will find the flight ended: both must cancel the step.
    flight.end(Flight.End.DEADLINE);
    flight.end(Flight.End.STOPPED);

    waiting.join();
    assertThat(step).isCancelled();
    assertThat(flight.end()).isEqualTo(Flight.End.DEADLINE);
  }

  @Test
  void await_afterTheEnd_cancelsTheNextStepToo() {
    flight.end(Flight.End.STOPPED);
    var step = new CompletableFuture<String>();

    assertThatThrownBy(() -> flight.await(step)).isInstanceOf(CancellationException.class);
    assertThat(step).isCancelled();
  }

  @Test
  void await_interrupted_stopsAndStaysInterrupted() {
    var step = new CompletableFuture<String>();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> flight.await(step)).isInstanceOf(CancellationException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(flight.end()).isEqualTo(Flight.End.STOPPED);
  }

  @Test
  void result_oneJoinerGivesUp_theOthersStillHear() {
    CompletableFuture<SyncReport> one = flight.result();
    CompletableFuture<SyncReport> other = flight.result();
    one.cancel(true);

    flight.complete(
        new SyncReport(
            new AccountId("a"), new SyncOutcome.Fresh(1, ""), Instant.EPOCH, Duration.ZERO));

    assertThat(other.join().outcome().isSuccess()).isTrue();
  }
}
