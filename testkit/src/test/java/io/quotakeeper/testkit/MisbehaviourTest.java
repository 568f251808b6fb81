package io.quotakeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.testkit.Misbehaviour.Form;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MisbehaviourTest {

  private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T12:00:00Z"));
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time, time, 0);
  private final Client client = new Client(upstream);
  private final LiveAccount account = upstream.add(SimulatedAccount.of("a", "github"));

  @AfterEach
  void close() {
    client.close();
    upstream.close();
  }

  @Test
  void hang_untilThePeerGivesUp_holdsTheConnectionAndSeesItClosed() throws Exception {
    account.misbehave(Misbehaviour.hang());
    CompletableFuture<HttpResponse<String>> call = client.got(account, "/rate_limit");
    soon(account.received().reaches(1));
    assertThat(account.dropped().count()).isZero();
    assertThat(account.open()).isEqualTo(1);

    call.cancel(true);

    soon(account.dropped().reaches(1));
    assertThat(account.open()).isZero();
    assertThat(account.answered().count()).isZero();
  }

  @Test
  void hang_whenTheUpstreamCloses_isNotCountedAsDropped() throws Exception {
    account.misbehave(Misbehaviour.hang());
    CompletableFuture<HttpResponse<String>> call = client.got(account, "/rate_limit");
    soon(account.received().reaches(1));

    upstream.close();

    assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS)).isNotNull();
    assertThat(account.dropped().count()).isZero();
    assertThat(account.open()).isZero();
  }

  @Test
  void slow_onTheTimer_answersWhenItsTimeHasComeAndTellsWhatWasTrueBefore() throws Exception {
    account.misbehave(Misbehaviour.slow(Duration.ofSeconds(3)), Calls.quota());
    CompletableFuture<HttpResponse<String>> call = client.got(account, "/rate_limit");
    soon(account.received().reaches(1));
    client.get(account, "/user");

    soon(time.putOff().reaches(1));
    time.advance(Duration.ofSeconds(2));
    assertThat(call).isNotDone();
    time.advance(Duration.ofSeconds(1));

    HttpResponse<String> response = call.get(10, TimeUnit.SECONDS);
    assertThat(Client.json(response).at("/resources/core/remaining").asInt()).isEqualTo(5000);
  }

  @Test
  void slow_inRealTime_answersAndKeepsTheConnection() {
    try (SimulatedUpstream real = SimulatedUpstream.start(time);
        Client other = new Client(real)) {
      LiveAccount slow = real.add(SimulatedAccount.of("s", "github"));
      slow.misbehave(Misbehaviour.slow(Duration.ofMillis(5)));

      assertThat(other.get(slow, "/rate_limit").statusCode()).isEqualTo(200);
      assertThat(other.get(slow, "/rate_limit").statusCode()).isEqualTo(200);
      assertThat(real.connections()).isEqualTo(1);
    }
  }

  @Test
  void slow_whenThePeerGivesUp_isDropped() throws Exception {
    account.misbehave(Misbehaviour.slow(Duration.ofHours(1)));
    CompletableFuture<HttpResponse<String>> call = client.got(account, "/rate_limit");
    soon(account.received().reaches(1));

    call.cancel(true);

    soon(account.dropped().reaches(1));
    assertThat(account.open()).isZero();
  }

  @Test
  void reset_insteadOfAnAnswer_breaksTheConnection() {
    account.misbehave(Misbehaviour.reset());

    assertThatThrownBy(() -> client.get(account, "/rate_limit"))
        .isInstanceOf(UncheckedIOException.class)
        .rootCause()
        .hasMessageContaining("reset");
  }

  @Test
  void fail_withAStatus_comesInTheProvidersShapeAndCountsNothing() {
    account.misbehave(Misbehaviour.fail(401));

    HttpResponse<String> response = client.get(account, "/user");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(Client.json(response).path("message").asText()).isEqualTo("Bad credentials");
    assertThat(account.remaining().getFirst().left()).isEqualTo(5000);
  }

  @Test
  void malformed_body_isBrokenAsItsFormSays() {
    account.misbehave(Misbehaviour.malformed(Form.CUT_JSON));
    assertThatThrownBy(() -> Client.json(client.get(account, "/rate_limit")))
        .hasMessageContaining("not JSON");
    account.misbehave(Misbehaviour.malformed(Form.HTML));
    assertThat(client.get(account, "/rate_limit").body()).startsWith("<!DOCTYPE html>");
    account.misbehave(Misbehaviour.malformed(Form.NULL));
    assertThat(client.get(account, "/rate_limit").body()).isEqualTo("null");
    account.misbehave(Misbehaviour.malformed(Form.EMPTY));
    assertThat(client.get(account, "/rate_limit").body()).isEmpty();
    account.misbehave(Misbehaviour.malformed(Form.WRONG_TYPES));
    assertThat(client.get(account, "/rate_limit").body()).isEqualTo("{\"resources\":\"none\"}");
  }

  @Test
  void badEntry_amongGoodOnes_spoilsOne() {
    account.misbehave(Misbehaviour.badEntry());

    HttpResponse<String> response = client.get(account, "/rate_limit");

    assertThat(Client.json(response).at("/resources/core/remaining").asText()).isEqualTo("many");
    assertThat(Client.json(response).at("/resources/search/remaining").asInt()).isEqualTo(30);
  }

  @Test
  void rules_newestFirst_areUsedUpAndFallBackToWhatWasSetBefore() {
    account.misbehave(Misbehaviour.fail(500));
    account.misbehave(Misbehaviour.fail(403), Calls.quota(), 1);

    assertThat(client.get(account, "/user").statusCode()).isEqualTo(500);
    assertThat(client.get(account, "/rate_limit").statusCode()).isEqualTo(403);
    assertThat(client.get(account, "/rate_limit").statusCode()).isEqualTo(500);
    account.behave();
    assertThat(client.get(account, "/rate_limit").statusCode()).isEqualTo(200);
  }

  @Test
  void neighbour_ofOneThatHangs_isAnswered() throws Exception {
    LiveAccount other = upstream.add(SimulatedAccount.of("b", "github"));
    account.misbehave(Misbehaviour.hang());
    CompletableFuture<HttpResponse<String>> hung = client.got(account, "/rate_limit");
    soon(account.received().reaches(1));

    assertThat(client.get(other, "/rate_limit").statusCode()).isEqualTo(200);
    assertThat(hung).isNotDone();
  }

  private static void soon(CompletableFuture<Void> event) throws Exception {
    event.get(10, TimeUnit.SECONDS);
  }
}
