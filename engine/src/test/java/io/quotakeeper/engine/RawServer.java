package io.quotakeeper.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Answers every connection with the same bytes, whatever is asked. */
final class RawServer implements AutoCloseable {

  private static final byte[] BLOCK = new byte[64 * 1024];

  private final ServerSocket server;
  private final byte[] bytes;
  private final CompletableFuture<Void> peerLeft = new CompletableFuture<>();
  private volatile boolean endless;

  RawServer(String text) throws IOException {
    bytes = text.getBytes(StandardCharsets.UTF_8);
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  /** After the bytes, zeros without end. */
  RawServer thenEndless() {
    endless = true;
    return this;
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/x";
  }

  /** Completes when a peer closed its connection while it was being sent to. */
  CompletableFuture<Void> peerLeft() {
    return peerLeft;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        answer(socket);
      } catch (IOException _) {
        // This peer is gone; the next may come.
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    // One read takes in the request, which is small.
    int read = socket.getInputStream().read(new byte[8192]);
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
    try {
      while (endless && read > 0) {
        out.write(BLOCK);
      }
    } catch (IOException e) {
      peerLeft.complete(null);
      throw e;
    }
  }
}
