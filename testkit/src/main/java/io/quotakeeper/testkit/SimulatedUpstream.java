package io.quotakeeper.testkit;

import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A real HTTP server on 127.0.0.1 that stands in for providers: it speaks their wire formats, holds
 * the windows of its accounts, which burn with traffic and are full again at their resets, and
 * misbehaves when told to. It works on bare sockets, because a good HTTP server refuses to
 * misbehave. Thread-safe.
 *
 * <p>What traffic costs can be foretold: one request; of tokens, one for every four characters of
 * the request's texts (rounded up) and as many as it allows for the answer, 100 if it does not say;
 * of money, 0.00001 for every token. Streams are not offered.
 */
public final class SimulatedUpstream implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final int MOST_CONNECTIONS = 10_000;
  private static final int SECONDS_TO_CLOSE = 5;

  private final ServerSocket server;
  private final Switchboard switchboard;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("upstream-", 0).factory());
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Conversation.Surroundings surroundings;
  private volatile boolean closing;

  private SimulatedUpstream(ServerSocket server, Time time, TimerChoice choice) {
    this.server = server;
    this.switchboard = new Switchboard(time);
    this.surroundings =
        new Conversation.Surroundings(
            switchboard, time, choice.on(executor), executor, () -> closing);
    executor.execute(this::accept);
  }

  /** Starts on a free port. Windows live on {@code time}; slow answers take real time. */
  public static SimulatedUpstream start(Time time) {
    return start(time, 0);
  }

  /**
   * Starts on that port, 0 for a free one. Windows live on {@code time}; slow answers take real
   * time.
   *
   * @throws UncheckedIOException if the port cannot be had
   */
  public static SimulatedUpstream start(Time time, int port) {
    return new SimulatedUpstream(listen(port), time, RealTimer::new);
  }

  /**
   * Starts on that port, 0 for a free one. Windows live on {@code time}, slow answers on {@code
   * timer}: with a {@link ManualTime} for both nothing happens by itself.
   *
   * @throws UncheckedIOException if the port cannot be had
   */
  public static SimulatedUpstream start(Time time, Timer timer, int port) {
    return new SimulatedUpstream(listen(port), time, executor -> timer);
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  /**
   * Takes an account in.
   *
   * @throws IllegalArgumentException if its id or its token is taken
   */
  public LiveAccount add(SimulatedAccount account) {
    return switchboard.add(account);
  }

  /**
   * The account of that id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public LiveAccount account(String id) {
    return switchboard.get(id);
  }

  /**
   * Gives an account a login beside its token.
   *
   * @param refreshToken the one that its user got
   * @throws IllegalArgumentException if there is no such account
   */
  public SimulatedLogin login(String id, String refreshToken) {
    return switchboard.login(id, refreshToken);
  }

  /** The base URL of the token endpoint of all logins, without a slash at its end. */
  public String loginUrl() {
    return "http://127.0.0.1:" + port() + Switchboard.LOGINS;
  }

  /** All accounts, in no order. */
  public List<LiveAccount> accounts() {
    return List.copyOf(switchboard.accounts());
  }

  /** Counts the calls whose token belongs to no account of their provider. */
  public Tally strangers() {
    return switchboard.strangers();
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /**
   * The base URL to give to accounts of a provider, without a slash at its end.
   *
   * @throws IllegalArgumentException if it does not speak that provider's format
   */
  public String baseUrl(String provider) {
    return "http://127.0.0.1:" + port() + Switchboard.prefix(Dialect.of(provider));
  }

  /** How many connections are open. */
  public int connections() {
    return connections.size();
  }

  /** Stops listening and closes all connections, those that hang too. Done within seconds. */
  @Override
  public void close() {
    closing = true;
    quietly(server::close);
    connections.forEach(c -> quietly(c::close));
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(SECONDS_TO_CLOSE, TimeUnit.SECONDS)) {
        throw new IllegalStateException("connections of the simulated upstream do not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!closing) {
      try {
        Socket socket = server.accept();
        connections.add(socket);
        if (closing || connections.size() > MOST_CONNECTIONS) {
          end(socket);
        } else {
          executor.execute(() -> converse(socket));
        }
      } catch (IOException | RejectedExecutionException e) {
        // Either we are closing, or one peer left before it was taken in; the next may come.
      }
    }
  }

  private void converse(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      new Conversation(socket, surroundings).run();
    } catch (IOException | RejectedExecutionException e) {
      // The peer left, or we closed: either way this conversation is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(socket);
    }
  }

  private void end(Socket socket) {
    quietly(socket::close);
    connections.remove(socket);
  }

  private static void quietly(Closing closing) {
    try {
      closing.close();
    } catch (IOException e) {
      // What cannot be closed is closed.
    }
  }

  private interface Closing {
    void close() throws IOException;
  }

  private interface TimerChoice {
    Timer on(ExecutorService executor);
  }
}
