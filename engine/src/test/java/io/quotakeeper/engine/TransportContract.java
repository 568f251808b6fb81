package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.engine.TransportException.Kind;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.testkit.Misbehaviour;
import io.quotakeeper.testkit.SimulatedPort;
import io.quotakeeper.testkit.WireFault;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link Transport} owes the engine, whatever a provider does: one answer or one trouble
 * in words of our own, within the same bounds. Whoever has a transport extends this.
 */
public abstract class TransportContract extends AnswerContract {

  /** For the framework. */
  protected TransportContract() {}

  /** One that trusts nobody but this authority, and may go anywhere. */
  protected abstract Transport trusting(X509Certificate authority) throws Exception;

  @ParameterizedTest
  @CsvSource({
    "REFUSED,           NETWORK, no connection could be made",
    "PLAIN_HTTP,        TLS,     it does not speak TLS",
    "SELF_SIGNED,       TLS,     nobody whom this machine trusts vouches for its certificate",
    "EXPIRED,           TLS,     its certificate has expired or is not valid yet",
    "WRONG_NAME,        TLS,     its certificate is for another name",
    "HANDSHAKE_REFUSED, TLS,     no trusted connection could be made",
  })
  void f01_f03_a54_connectionThatCannotBeTrusted_isATroubleThatSaysWhyAndNothingIsSent(
      SimulatedPort.Kind port, Kind kind, String why) throws Exception {
    TransportException trouble = troubleAt(port);

    assertThat(trouble.kind()).isEqualTo(kind);
    assertThat(trouble).hasMessage("localhost: " + why);
  }

  @Test
  void f03_handshakeThatIsCut_isATroubleAndNothingIsSent() throws Exception {
    assertThat(troubleAt(SimulatedPort.Kind.HANDSHAKE_CUT).kind()).isIn(Kind.TLS, Kind.NETWORK);
  }

  @Test
  void f03_certificateThatIsRight_isTrusted() throws Exception {
    try (SimulatedPort port = SimulatedPort.open(SimulatedPort.Kind.TRUSTED, new SystemTime());
        Transport trusting = trusting(port.authority())) {
      assertThat(trusting.send(request(port.baseUrl())).get(20, TimeUnit.SECONDS).body())
          .isEqualTo("{}");
    }
  }

  @Test
  void f02_portThatNeverAccepts_isANetworkTroubleBeforeAnyDeadline() {
    try (SimulatedPort port = SimulatedPort.open(SimulatedPort.Kind.BLACK_HOLE, time)) {
      TransportException trouble = trouble(transport.send(request(port.baseUrl())));

      assertThat(trouble.kind()).isEqualTo(Kind.NETWORK);
      assertThat(trouble).hasMessage("localhost: no connection could be made in time");
    }
  }

  @Test
  void f04_nameThatDoesNotResolve_isADnsTrouble() {
    TransportException trouble = trouble(transport.send(request("http://no-such-host.invalid")));

    assertThat(trouble.kind()).isEqualTo(Kind.DNS);
    assertThat(trouble).hasMessage("no-such-host.invalid: the name does not resolve");
  }

  @Test
  void cancel_whileTheProviderIsSilent_closesTheConnection() throws Exception {
    CompletableFuture<Answer> call = askInSilence();

    call.cancel(true);

    soon(account.dropped().reaches(1));
    assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void close_whileTheProviderIsSilent_endsTheCallAndTakesNoOther() throws Exception {
    CompletableFuture<Answer> call = askInSilence();

    transport.close();

    for (var ended : List.of(call, transport.send(request()))) {
      assertThatThrownBy(() -> ended.get(20, TimeUnit.SECONDS))
          .cause()
          .asInstanceOf(InstanceOfAssertFactories.type(TransportException.class))
          .returns(Kind.NETWORK, TransportException::kind);
    }
    soon(account.dropped().reaches(1));
    assertThat(account.received().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\nX-Evil: 1", "\u0000"})
  void header_thatCannotBeWritten_isAProtocolTroubleThatDoesNotQuoteItAndNothingIsSent(String end) {
    var request =
        new CallRequest(
            "GET",
            URI.create(upstream.baseUrl("github") + "/rate_limit"),
            Headers.none().with("Authorization", CANARY + end),
            "");

    assertThat(trouble(transport.send(request)).kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(account.received().count()).isZero();
  }

  @Test
  void call_afterTrouble_isAnsweredAsEver() throws Exception {
    for (var at : WireFault.Point.values()) {
      account.misbehave(new WireFault.Cut(at, WireFault.Ending.RESET));
      trouble();
      account.behave();
      assertThat(answer().status()).isEqualTo(200);
    }
  }

  private TransportException troubleAt(SimulatedPort.Kind kind) throws Exception {
    try (SystemTime now = new SystemTime();
        SimulatedPort port = SimulatedPort.open(kind, now);
        Transport trusting = trusting(port.authority())) {
      String url =
          kind == SimulatedPort.Kind.REFUSED ? port.baseUrl() : "https://localhost:" + port.port();
      TransportException trouble = trouble(trusting.send(request(url)));
      assertThat(port.asked().count()).isZero();
      return trouble;
    }
  }

  /** A call that the provider has in full, and does not answer. */
  private CompletableFuture<Answer> askInSilence() throws Exception {
    account.misbehave(Misbehaviour.hang());
    CompletableFuture<Answer> call = transport.send(request());
    soon(account.received().reaches(1));
    return call;
  }
}
