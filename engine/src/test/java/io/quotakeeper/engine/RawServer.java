package io.quotakeeper.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every connection with the same bytes, whatever is asked. */
final class RawServer implements AutoCloseable {

  private final ServerSocket server;
  private final byte[] bytes;

  RawServer(String text) throws IOException {
    bytes = text.getBytes(StandardCharsets.UTF_8);
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/x";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        // One read takes in the request, which is small.
        if (socket.getInputStream().read(new byte[8192]) > 0) {
          socket.getOutputStream().write(bytes);
        }
      } catch (IOException _) {
        // This peer is gone; the next may come.
      }
    }
  }
}
