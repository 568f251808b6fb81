package io.quotakeeper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.engine.TransportException.Kind;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.ManualTime;
import io.quotakeeper.testkit.Misbehaviour;
import io.quotakeeper.testkit.Misstatement;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import io.quotakeeper.testkit.WireFault;
import io.quotakeeper.testkit.WireFault.Encoding;
import io.quotakeeper.testkit.WireFault.Framing;
import io.quotakeeper.testkit.WireFault.Grammar;
import io.quotakeeper.testkit.WireFault.Part;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an answer is to the engine and what is none, whatever a provider sends, with all that the
 * claims of {@link TransportContract} need.
 */
abstract class AnswerContract {

  static final String CANARY = "token-of-a";
  private static final long MOST = Transport.MOST_BYTES;

  final ManualTime time = new ManualTime(Instant.parse("2026-03-01T10:00:00Z"));
  final SimulatedUpstream upstream = SimulatedUpstream.start(time, time, 0);
  final LiveAccount account = upstream.add(SimulatedAccount.of("a", "github"));
  Transport transport;

  /** One that trusts whom this machine trusts, and may go anywhere. */
  protected abstract Transport open();

  /** Whether it asks for gzip and undoes it; if not, it refuses what is compressed. */
  protected abstract boolean undoesGzip();

  @BeforeEach
  void openTransport() {
    transport = open();
  }

  @AfterEach
  void closeAll() {
    transport.close();
    upstream.close();
  }

  static Stream<Arguments> cuts() {
    return Arrays.stream(WireFault.Point.values())
        .flatMap(at -> Arrays.stream(WireFault.Ending.values()).map(by -> Arguments.of(at, by)));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void f13_f15_r22_connectionThatEndsTooSoon_isANetworkTroubleAndNeverAnAnswer(
      WireFault.Point at, WireFault.Ending by) {
    assertThat(trouble(new WireFault.Cut(at, by)).kind()).isEqualTo(Kind.NETWORK);
  }

  @ParameterizedTest
  @EnumSource
  void f16_partThatDrips_isNoAnswerUntilItIsCompleteAndEndsWithTheCall(Part part) throws Exception {
    account.misbehave(new WireFault.Drip(part, Duration.ofSeconds(1)));
    CompletableFuture<Answer> call = transport.send(request());
    for (int dripped = 1; dripped <= 20; dripped++) {
      soon(time.putOff().reaches(dripped));
      time.advance(Duration.ofSeconds(1));
    }
    assertThat(call).isNotDone();

    call.cancel(true);

    soon(account.dropped().reaches(1));
    assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
  }

  @ParameterizedTest
  @EnumSource
  void f22_bodyOfJustTheMost_isTaken(Framing framing) throws Exception {
    account.misbehave(new WireFault.Bulk(MOST, framing));

    assertThat(answer().body()).hasSize(Transport.MOST_BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void f22_bodyOfOneByteMore_isTooLarge(Framing framing) {
    assertThat(trouble(new WireFault.Bulk(MOST + 1, framing)).kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @ParameterizedTest
  @EnumSource
  void f22_bodyWithoutEnd_isTooLargeAndItsConnectionIsClosed(Framing framing) throws Exception {
    assertThat(trouble(new WireFault.Bulk(Long.MAX_VALUE, framing)).kind())
        .isEqualTo(Kind.TOO_LARGE);

    soon(account.dropped().reaches(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 103})
  void f23_interimAnswers_areNotTheAnswer(int status) throws Exception {
    account.misbehave(new WireFault.Interim(status, 3));

    assertThat(answer().body()).contains("\"resources\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {102, 199})
  void f23_interimAnswersThatAreRare_areNotTheAnswer(int status) throws Exception {
    String usual = answer().body();
    account.misbehave(new WireFault.Interim(status, 1));

    assertUsualOrNotHttp(usual);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 102, 103})
  void f23_interimAnswersWithoutEnd_areAProtocolTrouble(int status) {
    assertThat(trouble(new WireFault.Interim(status, Long.MAX_VALUE)).kind())
        .isEqualTo(Kind.PROTOCOL);
  }

  @ParameterizedTest
  @CsvSource({"10000, 10", "1, 1000000", "400, 100", "1, 40000"})
  void f18_headersOverTheLimit_areAProtocolTrouble(int fields, int length) {
    assertThat(trouble(new WireFault.ManyHeaders(fields, length)).kind()).isEqualTo(Kind.PROTOCOL);
  }

  @Test
  void headersBelowTheLimit_areTaken() throws Exception {
    account.misbehave(new WireFault.ManyHeaders(100, 200));

    assertThat(answer().headers().fields()).hasSizeGreaterThan(100);
  }

  @ParameterizedTest
  @EnumSource
  void answer_framedInAnyProperWay_isTheSame(Framing framing) throws Exception {
    String usual = answer().body();
    account.misbehave(new WireFault.Framed(framing));

    assertThat(answer().body()).isEqualTo(usual);
  }

  @Test
  void a66_gzip_isUndoneIfItWasAskedFor() throws Exception {
    account.misbehave(new WireFault.Encoded(Encoding.GZIP));

    if (undoesGzip()) {
      assertThat(answer().body()).contains("\"resources\"");
    } else {
      assertThat(trouble().kind()).isEqualTo(Kind.PROTOCOL);
    }
  }

  @Test
  void a66_gzipBomb_neverUnfolds() {
    assertThat(trouble(new WireFault.Encoded(Encoding.GZIP_BOMB)).kind())
        .isEqualTo(undoesGzip() ? Kind.TOO_LARGE : Kind.PROTOCOL);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP_NOT", "GZIP_CUT", "UNKNOWN"})
  void f20_encodingThatIsALie_isAProtocolTrouble(Encoding encoding) {
    assertThat(trouble(new WireFault.Encoded(encoding)).kind()).isEqualTo(Kind.PROTOCOL);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SECOND_ANSWER", "LENGTH_AND_CHUNKS", "HEADER"})
  void f19_r15_r23_answerThatIsNotHttp_isAProtocolTrouble(Grammar grammar) {
    assertThat(trouble(new WireFault.Broken(grammar)).kind()).isEqualTo(Kind.PROTOCOL);
  }

  @ParameterizedTest
  @EnumSource(names = {"LENGTH_AND_CHUNKS", "HEADER"})
  void r15_r17_answerThatMayBeMended_isMendedOrRefusedAndNeverMisread(Grammar grammar)
      throws Exception {
    String usual = answer().body();
    account.misbehave(new WireFault.Broken(grammar));

    assertUsualOrNotHttp(usual);
  }

  @Test
  void answer_thatNobodyAskedFor_isNotTakenForThatOfTheNextCall() {
    account.misbehave(new WireFault.Broken(Grammar.SECOND_ANSWER));

    for (int i = 0; i < 10; i++) {
      CompletableFuture<Answer> call = transport.send(request());
      try {
        assertThat(call.get(20, TimeUnit.SECONDS).body()).contains("\"resources\"");
      } catch (ExecutionException | InterruptedException | TimeoutException e) {
        // The connection may be closed while the next call is on its way to it.
        assertThat(trouble(call).kind()).isEqualTo(Kind.NETWORK);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void a48_redirect_isAnAnswerAndNobodyIsAskedElsewhere(int status) throws Exception {
    try (SimulatedUpstream elsewhere = SimulatedUpstream.start(time)) {
      LiveAccount other = elsewhere.add(SimulatedAccount.of("a", "github"));
      for (String location :
          new String[] {elsewhere.baseUrl("github") + "/rate_limit", "file:///etc/passwd", "/x"}) {
        account.misbehave(new Misstatement.Redirect(status, location));

        assertThat(answer().status()).isEqualTo(status);
      }
      assertThat(other.received().count()).isZero();
      assertThat(elsewhere.connections()).isZero();
      assertThat(account.received().count()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 205, 304, 500})
  void answer_withoutABody_isAnAnswer(int status) throws Exception {
    account.misbehave(new Misstatement.Bare(status));

    Answer answer = answer();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEmpty();
  }

  private void assertUsualOrNotHttp(String usual) throws Exception {
    CompletableFuture<Answer> call = transport.send(request());
    try {
      assertThat(call.get(20, TimeUnit.SECONDS).body()).isEqualTo(usual);
    } catch (ExecutionException e) {
      assertThat(trouble(call).kind()).isEqualTo(Kind.PROTOCOL);
    }
  }

  Answer answer() throws Exception {
    return transport.send(request()).get(20, TimeUnit.SECONDS);
  }

  TransportException trouble(Misbehaviour misbehaviour) {
    account.misbehave(misbehaviour);
    return trouble();
  }

  TransportException trouble() {
    return trouble(transport.send(request()));
  }

  /** The trouble in which a call ends; its words are for people, and hold no secret. */
  static TransportException trouble(CompletableFuture<Answer> call) {
    try {
      throw new AssertionError("answered: " + call.get(20, TimeUnit.SECONDS));
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no answer and no trouble", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransportException trouble) {
        assertThat(trouble)
            .hasMessageNotContaining(CANARY)
            .hasMessageNotContaining("secret-query")
            .hasMessageNotContaining("Exception")
            .hasMessageMatching("[-a-z0-9.]+: .*");
        return trouble;
      }
      throw new AssertionError("no trouble of ours", e);
    }
  }

  CallRequest request() {
    return request(upstream.baseUrl("github"));
  }

  static CallRequest request(String baseUrl) {
    return new CallRequest(
        "GET",
        URI.create(baseUrl + "/rate_limit?key=secret-query"),
        Headers.none().with("Authorization", "Bearer " + CANARY),
        "");
  }

  static void soon(CompletableFuture<Void> event) throws Exception {
    event.get(20, TimeUnit.SECONDS);
  }
}
