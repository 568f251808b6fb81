package io.quotakeeper.testkit;

import io.quotakeeper.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A port of 127.0.0.1 where what goes wrong goes wrong before a request can be made. For {@code
 * localhost}, which is the name that it is meant to be asked for by; beside the failures there is a
 * proper one ({@link Kind#TRUSTED}) to compare with. Thread-safe.
 */
public final class SimulatedPort implements AutoCloseable {

  private static final String HOST = "localhost";
  private static final int FILLING = 8;
  private static final int BUFFER = 16 << 10;
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

  /** What waits behind a port. */
  public enum Kind {
    /** Nobody: connections are refused. */
    REFUSED,
    /**
     * Nobody who ever accepts a connection: they are neither made nor refused. As Linux does it;
     * other systems may refuse.
     */
    BLACK_HOLE,
    /** A server that speaks HTTP without TLS, whatever it is sent. */
    PLAIN_HTTP,
    /** TLS with a certificate that is right, from {@link SimulatedPort#authority()}. */
    TRUSTED,
    /** TLS with a certificate for which nobody but the server itself vouches. */
    SELF_SIGNED,
    /** TLS with a certificate whose time is over. */
    EXPIRED,
    /** TLS with a certificate for another name. */
    WRONG_NAME,
    /** A server that hangs up when TLS begins. */
    HANDSHAKE_CUT,
    /** A server that refuses every offer of TLS with an alert. */
    HANDSHAKE_REFUSED
  }

  private final Kind kind;
  private final ServerSocket server;
  private final X509Certificate authority;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("port-", 0).factory());
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<SocketChannel> fillers = new ArrayList<>();
  private final Tally connected = new Tally();
  private final Tally asked = new Tally();
  private final int port;

  private SimulatedPort(Kind kind, Authority authority, TlsKeys keys, int wanted) {
    this.kind = kind;
    this.authority = authority.certificate();
    try {
      this.server = keys.listen(kind, wanted);
      this.port = server.getLocalPort();
      switch (kind) {
        case REFUSED -> server.close();
        case BLACK_HOLE -> fill();
        default -> executor.execute(this::accept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + wanted, e);
    }
  }

  /**
   * Opens a free one.
   *
   * @param time by which certificates are valid or not
   */
  public static SimulatedPort open(Kind kind, Time time) {
    return open(kind, time, 0);
  }

  /**
   * Opens that one, 0 for a free one: in place of a {@link SimulatedUpstream} that was closed, say.
   *
   * @param time by which certificates are valid or not
   * @throws UncheckedIOException if the port cannot be had
   */
  public static SimulatedPort open(Kind kind, Time time, int port) {
    Authority authority = new Authority("Simulated Authority", time.now());
    return new SimulatedPort(kind, authority, TlsKeys.of(kind, authority, HOST, time.now()), port);
  }

  /** Its number. */
  public int port() {
    return port;
  }

  /** Its base URL, without a slash at its end. */
  public String baseUrl() {
    boolean plain = kind == Kind.REFUSED || kind == Kind.BLACK_HOLE;
    return (plain ? "http://" : "https://") + HOST + ":" + port;
  }

  /**
   * Who vouches for its certificate, unless it is {@link Kind#SELF_SIGNED}: a client that trusts
   * this one sees the one thing that is wrong alone.
   */
  public X509Certificate authority() {
    return authority;
  }

  /** Counts the connections that were accepted. */
  public Tally connected() {
    return connected;
  }

  /** Counts the requests that came so far as to be read, which is more than any failure allows. */
  public Tally asked() {
    return asked;
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    quietly(server);
    fillers.forEach(SimulatedPort::quietly);
    connections.forEach(SimulatedPort::quietly);
    executor.shutdownNow();
  }

  /** Connections that nobody accepts fill the system's queue; the next ones are not answered. */
  private void fill() throws IOException {
    for (int i = 0; i < FILLING; i++) {
      SocketChannel filler = SocketChannel.open();
      fillers.add(filler);
      filler.configureBlocking(false);
      filler.setOption(StandardSocketOptions.TCP_NODELAY, true);
      filler.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.add(socket);
        connected.add();
        executor.execute(() -> serve(socket));
      } catch (IOException | RejectedExecutionException e) {
        // Either we are closing, or one peer left before it was taken in; the next may come.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      if (kind == Kind.HANDSHAKE_CUT) {
        // What is unread when a socket is closed makes the end a reset.
        var _ = in.read(new byte[BUFFER]);
        return;
      }
      // Over TLS the first read is the handshake, which fails unless the peer agrees.
      while (in.read(new byte[BUFFER]) > 0) {
        if (kind != Kind.PLAIN_HTTP) {
          asked.add();
        }
        socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The peer did not like what it saw, or we closed.
    } finally {
      connections.remove(socket);
    }
  }

  private static void quietly(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      // What cannot be closed is closed.
    }
  }
}
