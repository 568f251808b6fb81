package io.quotakeeper.testkit;

import io.quotakeeper.testkit.Line.Ending;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Serves one connection, request after request, on the thread that calls {@link #run}. While an
 * answer is being put off another thread waits for the peer's next byte, so that its leaving is
 * seen at once; the two never read at the same time.
 */
final class Conversation {

  private final Socket socket;
  private final Surroundings surroundings;
  private final InputStream in;
  private final OutputStream out;
  private CompletableFuture<Boolean> peerLeft = CompletableFuture.completedFuture(false);

  Conversation(Socket socket, Surroundings surroundings) throws IOException {
    this.socket = socket;
    this.surroundings = surroundings;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
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
      while (more && !hasPeerLeft()) {
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
      case Reaction.SendLate late -> {
        putOff(late);
        yield hasLeftAlready() ? Ending.DROPPED_BY_PEER : send(late.answer(), line, request);
      }
      case Reaction.Hold _ -> {
        hold();
        yield Ending.DROPPED_BY_PEER;
      }
      case Reaction.Break _ -> {
        line.leave();
        socket.setSoLinger(true, 0);
        socket.close();
        yield Ending.ENDED_BY_US;
      }
    };
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

  /** Waits for the delay or the peer's leaving, whichever is first. */
  private void putOff(Reaction.SendLate late) throws InterruptedException {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    peerLeft = watch(over);
    Timer.Task task = surroundings.timer.after(late.delay(), () -> over.complete(true));
    try {
      over.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      task.cancel();
    }
  }

  private CompletableFuture<Boolean> watch(CompletableFuture<Boolean> over) {
    CompletableFuture<Boolean> left = new CompletableFuture<>();
    surroundings.executor.execute(() -> {
      boolean end = isAtEnd();
      left.complete(end);
      if (end) {
        over.complete(true);
      }
    });
    return left;
  }

  private boolean isAtEnd() {
    try {
      in.mark(1);
      boolean end = in.read() < 0;
      in.reset();
      return end;
    } catch (IOException e) {
      return true;
    }
  }

  private boolean hasLeftAlready() {
    return peerLeft.getNow(false);
  }

  private boolean hasPeerLeft() throws InterruptedException {
    try {
      return peerLeft.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
