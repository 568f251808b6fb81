package io.quotakeeper.testkit;

import io.quotakeeper.testkit.Line.Ending;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Serves one connection, request after request, on the thread that calls {@link #run}. */
final class Conversation {

  private final Socket socket;
  private final Surroundings surroundings;
  private final InputStream in;
  private final OutputStream out;
  private final Peer peer;

  Conversation(Socket socket, Surroundings surroundings) throws IOException {
    this.socket = socket;
    this.surroundings = surroundings;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    this.peer = new Peer(in, surroundings.timer, surroundings.executor);
  }

  /**
   * What a conversation needs.
   *
   * @param switchboard who answers
   * @param time for the Date field
   * @param timer for answers that are put off
   * @param executor runs what watches for the peer's leaving
   * @param closing whether we are about to close all connections ourselves
   */
  record Surroundings(
      Switchboard switchboard,
      Time time,
      Timer timer,
      Executor executor,
      BooleanSupplier closing) {}

  /** Until either side ends it. Closes nothing. */
  void run() throws IOException, InterruptedException {
    RequestReader reader = new RequestReader(in, out);
    try {
      boolean more = true;
      while (more && !peer.isGone()) {
        Optional<IncomingRequest> request = reader.next();
        more = request.isPresent() && serve(request.get());
      }
    } catch (BadRequestException e) {
      Answer.empty(e.status()).writeTo(out, surroundings.time.now(), false, false);
    }
  }

  private boolean serve(IncomingRequest request) throws IOException, InterruptedException {
    Line line = surroundings.switchboard.connect(request);
    Ending ending = Ending.DROPPED_BY_PEER;
    try {
      ending = perform(line, request);
    } finally {
      boolean ours = ending != Ending.ANSWERED && surroundings.closing.getAsBoolean();
      line.end(ours ? Ending.ENDED_BY_US : ending);
    }
    return ending == Ending.ANSWERED && request.keepAlive();
  }

  private Ending perform(Line line, IncomingRequest request)
      throws IOException, InterruptedException {
    return switch (line.reaction()) {
      case Reaction.Send(Answer answer) -> send(answer, line, request);
      case Reaction.SendLate(Answer answer, Duration delay) ->
          peer.isGoneAfter(delay) ? Ending.DROPPED_BY_PEER : send(answer, line, request);
      case Reaction.Hold _ -> {
        hold();
        yield Ending.DROPPED_BY_PEER;
      }
      case Reaction.Break _ -> {
        line.leave();
        reset();
        yield Ending.ENDED_BY_US;
      }
      case Reaction.Play(Answer answer, WireFault fault) -> {
        line.leave();
        yield play(WireScripts.of(answer, fault, surroundings.time.now()));
      }
    };
  }

  private Ending play(List<WireStep> script) throws IOException, InterruptedException {
    for (WireStep step : script) {
      switch (step) {
        case WireStep.Write(String octets) -> out.write(bytes(octets));
        case WireStep.Repeat(String octets, long times) -> repeat(bytes(octets), times);
        case WireStep.Drip(String octets, Duration pause) -> {
          for (byte octet : bytes(octets)) {
            if (peer.isGoneAfter(pause)) {
              return Ending.DROPPED_BY_PEER;
            }
            out.write(octet);
          }
        }
        case WireStep.End(WireFault.Ending by) -> {
          if (by == WireFault.Ending.RESET) {
            reset();
          }
          return Ending.ENDED_BY_US;
        }
      }
    }
    return Ending.ANSWERED;
  }

  /** One that has no end ends when the peer leaves, since nothing can be written to it then. */
  private void repeat(byte[] octets, long times) throws IOException {
    for (long i = 0; i < times; i++) {
      out.write(octets);
    }
  }

  private static byte[] bytes(String octets) {
    return octets.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private Ending send(Answer answer, Line line, IncomingRequest request) throws IOException {
    line.leave();
    boolean head = request.method().equals("HEAD");
    answer.writeTo(out, surroundings.time.now(), head, request.keepAlive());
    return Ending.ANSWERED;
  }

  /** Until the peer closes the connection, whatever it sends before. */
  private void hold() {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The peer left by a reset: that is leaving too.
    }
  }
}
