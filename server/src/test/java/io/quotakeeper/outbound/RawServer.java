package io.quotakeeper.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server of plain sockets, so that it can do what no proper server does. */
final class RawServer implements AutoCloseable {

  /** What it does with a connection once it has read the head of a request. */
  @FunctionalInterface
  interface Script {
    void play(Conversation conversation) throws IOException;
  }

  final List<String> heads = new CopyOnWriteArrayList<>();
  final CountDownLatch leftByClient = new CountDownLatch(1);

  private final ServerSocket server;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private RawServer(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
    Thread.ofVirtual().start(this::acceptAll);
  }

  static RawServer start(Script script) {
    try {
      return new RawServer(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers every request with these bytes, and waits for the next. */
  static RawServer answering(String answer) {
    return start(conversation -> conversation.write(answer));
  }

  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return sockets.size();
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      var conversation = new Conversation(socket);
      for (String head = conversation.readHead(); !head.isEmpty(); head = conversation.readHead()) {
        heads.add(head);
        script.play(conversation);
      }
      leftByClient.countDown();
    } catch (IOException _) {
      leftByClient.countDown();
    }
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("it takes too long");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection. */
  static final class Conversation {

    private final InputStream in;
    private final OutputStream out;

    Conversation(Socket socket) throws IOException {
      in = socket.getInputStream();
      out = socket.getOutputStream();
    }

    void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    private String readHead() throws IOException {
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.append((char) next);
      }
      return head.toString();
    }
  }
}
