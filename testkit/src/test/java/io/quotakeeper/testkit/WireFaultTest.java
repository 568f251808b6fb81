package io.quotakeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.testkit.RawClient.Came;
import io.quotakeeper.testkit.WireFault.Encoding;
import io.quotakeeper.testkit.WireFault.Ending;
import io.quotakeeper.testkit.WireFault.Framing;
import io.quotakeeper.testkit.WireFault.Grammar;
import io.quotakeeper.testkit.WireFault.Part;
import io.quotakeeper.testkit.WireFault.Point;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault, byte for byte. */
class WireFaultTest {

  private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T12:00:00Z"));
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time, time, 0);
  private final LiveAccount account = upstream.add(SimulatedAccount.of("a", "github"));

  @AfterEach
  void close() {
    upstream.close();
  }

  @ParameterizedTest
  @CsvSource({
    "BEFORE_STATUS_LINE, 0,  false, false",
    "IN_STATUS_LINE,     11, false, false",
    "IN_HEADERS,         12, false, false",
    "AFTER_HEADERS,      12, true,  false",
    "IN_BODY,            12, true,  true",
    "IN_CHUNK,           12, true,  true",
    "BEFORE_LAST_CHUNK,  12, true,  true",
  })
  void cut_atAPoint_isCutThere(Point at, int atLeast, boolean head, boolean body) throws Exception {
    Came came = met(new WireFault.Cut(at, Ending.CLOSE));

    assertThat(came.reset()).isFalse();
    assertThat(came.octets()).hasSizeGreaterThanOrEqualTo(atLeast);
    assertThat(came.octets().contains("\r\n\r\n")).isEqualTo(head);
    assertThat(came.octets().contains("{\"resources")).isEqualTo(body);
    assertThat(came.octets()).doesNotContain("\r\n0\r\n");
    assertThat(account.answered().count()).isZero();
    assertThat(account.open()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void cut_byAReset_isSeenAsAReset(Point at) throws Exception {
    assertThat(met(new WireFault.Cut(at, Ending.RESET)).reset()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void drip_onTheTimer_sendsOneByteForEachPause(Part part) throws Exception {
    account.misbehave(new WireFault.Drip(part, Duration.ofSeconds(1)));
    try (var client = new RawClient(upstream, account)) {
      String whole = part == Part.BODY ? untilBody(client) : "";
      for (int i = 1; i <= 5; i++) {
        soon(time.putOff().reaches(i));
        time.advance(Duration.ofSeconds(1));
        whole += client.read(1).octets();
      }
      assertThat(whole).endsWith(part == Part.BODY ? "{\"res" : "HTTP/");
    }
    soon(account.dropped().reaches(1));
  }

  private static String untilBody(RawClient client) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append(client.read(1).octets());
    }
    return head.toString();
  }

  @ParameterizedTest
  @EnumSource
  void bulk_ofASize_isOfThatSize(Framing framing) throws Exception {
    String octets = met(new WireFault.Bulk(100_000, framing)).octets();

    String body = octets.substring(octets.indexOf("\r\n\r\n") + 4);
    assertThat(body.chars().filter(c -> c == ' ').count()).isEqualTo(100_000);
    assertThat(octets.contains("Content-Length: 100000")).isEqualTo(framing == Framing.LENGTH);
    assertThat(octets.endsWith("\r\n0\r\n\r\n")).isEqualTo(framing == Framing.CHUNKED);
  }

  @ParameterizedTest
  @EnumSource
  void bulk_withoutEnd_endsWhenThePeerLeaves(Framing framing) throws Exception {
    account.misbehave(new WireFault.Bulk(Long.MAX_VALUE, framing));
    try (var client = new RawClient(upstream, account)) {
      assertThat(client.read(1 << 20).octets()).hasSize(1 << 20);
    }
    soon(account.dropped().reaches(1));
    assertThat(account.open()).isZero();
  }

  @Test
  void interimAnswers_comeBeforeTheRightOne() throws Exception {
    String octets = met(new WireFault.Interim(103, 3)).octets();

    assertThat(octets.split("HTTP/1.1 103 ", -1)).hasSize(4);
    assertThat(octets).contains("HTTP/1.1 200 OK").endsWith("}");
  }

  @Test
  void manyHeaders_areAsManyAndAsLong() throws Exception {
    String octets = met(new WireFault.ManyHeaders(7, 90)).octets();

    assertThat(octets.split("X-Filler: f{90}\r\n", -1)).hasSize(8);
    assertThat(octets).endsWith("}");
  }

  @Test
  void gzip_isGzip_andTheBombIsOneToo() throws Exception {
    assertThat(unzipped(met(new WireFault.Encoded(Encoding.GZIP)))).isEqualTo(287);

    Came bomb = met(new WireFault.Encoded(Encoding.GZIP_BOMB));
    assertThat(bomb.octets().length()).isLessThan(1 << 20);
    assertThat(unzipped(bomb)).isEqualTo(512L << 20);
  }

  @Test
  void gzip_thatIsALie_isNone() throws Exception {
    Came cut = met(new WireFault.Encoded(Encoding.GZIP_CUT));
    assertThatThrownBy(() -> unzipped(cut)).isInstanceOf(IOException.class);
    Came not = met(new WireFault.Encoded(Encoding.GZIP_NOT));
    assertThatThrownBy(() -> unzipped(not)).isInstanceOf(IOException.class);
    assertThat(met(new WireFault.Encoded(Encoding.UNKNOWN)).octets())
        .contains("Content-Encoding: br\r\n");
  }

  private static long unzipped(Came came) throws IOException {
    int start = came.octets().indexOf("\r\n\r\n") + 4;
    byte[] body = came.octets().substring(start).getBytes(StandardCharsets.ISO_8859_1);
    long size = 0;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] block = new byte[1 << 16];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        size += read;
      }
    }
    return size;
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_HTTP,            'SSH-2.0'",
    "STATUS_LINE,         'HTTP/1.1 abc OK'",
    "TWO_LENGTHS,         'Content-Length: 288'",
    "LENGTH,              'Content-Length: two'",
    "LENGTH_AND_CHUNKS,   'Transfer-Encoding: chunked'",
    "CHUNK_SIZE,          'zz'",
    "CHUNK_SIZE_OVERFLOW, 'fffffffffffffffff'",
    "HEADER,              'a field without a colon'",
    "SECOND_ANSWER,       '}HTTP/1.1 200 OK'",
  })
  void broken_inAWay_isBrokenSo(Grammar grammar, String sign) throws Exception {
    assertThat(met(new WireFault.Broken(grammar)).octets()).contains(sign);
  }

  @Test
  void size_thatIsNone_isRefused() {
    assertThatThrownBy(() -> new WireFault.Bulk(0, Framing.LENGTH))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WireFault.Interim(101, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Came met(WireFault fault) throws IOException {
    account.misbehave(fault);
    try (var client = new RawClient(upstream, account)) {
      return client.all();
    }
  }

  private static void soon(CompletableFuture<Void> event) throws Exception {
    event.get(20, TimeUnit.SECONDS);
  }
}
