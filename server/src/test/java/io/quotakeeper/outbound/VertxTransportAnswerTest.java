package io.quotakeeper.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.Transport;
import io.quotakeeper.engine.TransportException;
import io.quotakeeper.engine.TransportException.Kind;
import io.quotakeeper.outbound.RawServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VertxTransportAnswerTest {

  private final Outbound outbound = new Outbound();

  @AfterAll
  void stop() {
    outbound.close();
  }

  @Test
  void a66_gzip_isUndone() {
    byte[] zipped = gzip("{\"left\":5}".getBytes(StandardCharsets.UTF_8));
    Script script =
        conversation -> {
          conversation.write(
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                  + zipped.length
                  + "\r\n\r\n");
          conversation.write(zipped);
        };
    try (var server = RawServer.start(script);
        var transport = outbound.allowingAll()) {
      assertThat(Outbound.answer(transport.send(Outbound.get(server, "/quota"))).body())
          .isEqualTo("{\"left\":5}");
    }
  }

  @Test
  void a66_gzipBomb_stopsAtTheCap() {
    byte[] bomb = gzip(new byte[64 << 20]);
    TransportException trouble =
        outbound.troubleWith(conversation -> {
          conversation.write(
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                  + bomb.length
                  + "\r\n\r\n");
          conversation.write(bomb);
        });

    assertThat(bomb.length).isLessThan(Transport.MOST_BYTES);
    assertThat(trouble.kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void body_ofJustTheMost_isTaken_andOneByteMoreIsNot() {
    String most = "x".repeat(Transport.MOST_BYTES);
    try (var server = RawServer.answering(RawServer.ok(most));
        var transport = outbound.allowingAll()) {
      assertThat(Outbound.answer(transport.send(Outbound.get(server, "/quota"))).body())
          .hasSize(1 << 20);
    }

    assertThat(outbound.troubleWith(c -> c.write(RawServer.ok(most + "x"))).kind())
        .isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void body_thatNeverEnds_stopsAtTheCapAndClosesTheConnection() {
    byte[] chunk = ("4000\r\n" + "x".repeat(0x4000) + "\r\n").getBytes(StandardCharsets.UTF_8);
    Script endless =
        conversation -> {
          conversation.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          while (true) {
            conversation.write(chunk);
          }
        };
    try (var server = RawServer.start(endless);
        var transport = outbound.allowingAll()) {
      assertThat(Outbound.trouble(transport.send(Outbound.get(server, "/quota"))).kind())
          .isEqualTo(Kind.TOO_LARGE);

      RawServer.await(server.leftByClient);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip, gzip", "zstd", "deflate", "x"})
  void encoding_thatWasNotAskedFor_isAProtocolTrouble(String encoding) {
    assertThat(
            outbound
                .troubleWith(c ->
                    c.write(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: "
                            + encoding
                            + "\r\nContent-Length: 2\r\n\r\n{}"))
                .kind())
        .isEqualTo(Kind.PROTOCOL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 abc OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
      })
  void answer_thatIsNotHttp_isAProtocolTrouble(String bytes) {
    assertThat(
            outbound
                .troubleWith(c -> {
                  c.write(bytes);
                  c.awaitEnd();
                })
                .kind())
        .isEqualTo(Kind.PROTOCOL);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 102, 103})
  void f23_interimAnswersWithoutEnd_areAProtocolTroubleAndCloseTheConnection(int status) {
    Script flood =
        conversation -> {
          while (true) {
            conversation.write("HTTP/1.1 " + status + " Wait\r\n\r\n");
          }
        };
    try (var server = RawServer.start(flood);
        var transport = outbound.allowingAll()) {
      assertThat(Outbound.trouble(transport.send(Outbound.get(server, "/quota"))).kind())
          .isEqualTo(Kind.PROTOCOL);

      RawServer.await(server.leftByClient);
    }
  }

  @Test
  void headers_overTheLimit_areAProtocolTrouble() {
    String large = "HTTP/1.1 200 OK\r\nX: " + "x".repeat(40_000) + "\r\n\r\n";

    assertThat(outbound.troubleWith(c -> c.write(large)).kind()).isEqualTo(Kind.PROTOCOL);
  }

  @Test
  void connection_thatIsReset_isANetworkTrouble() {
    assertThat(outbound.troubleWith(RawServer.Conversation::reset).kind()).isEqualTo(Kind.NETWORK);
    assertThat(outbound.troubleWith(RawServer.Conversation::close).kind()).isEqualTo(Kind.NETWORK);
  }

  @Test
  void f22_bodyThatEndsTooSoon_isATroubleAndNotAnAnswer() {
    assertThat(
            outbound
                .troubleWith(c -> {
                  c.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"left\":");
                  c.close();
                })
                .kind())
        .isEqualTo(Kind.NETWORK);
    assertThat(
            outbound
                .troubleWith(c -> {
                  c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
                  c.close();
                })
                .kind())
        .isEqualTo(Kind.NETWORK);
  }

  private static byte[] gzip(byte[] bytes) {
    var zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }
}
