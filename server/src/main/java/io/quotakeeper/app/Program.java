package io.quotakeeper.app;

import io.quotakeeper.api.ApiPorts;
import io.quotakeeper.api.ApiServer;
import io.quotakeeper.api.ApiSettings;
import io.quotakeeper.api.Feed;
import io.quotakeeper.api.Health;
import io.quotakeeper.cli.ServerFile;
import io.quotakeeper.cli.ServerFolder;
import io.quotakeeper.config.AdminToken;
import io.quotakeeper.config.Configuration;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.metrics.Exposition;
import io.quotakeeper.metrics.Metrics;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.store.StateStore;
import io.quotakeeper.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: its parts, started one after the other and stopped in the reverse order. What
 * was started before a part that fails is stopped again.
 */
final class Program implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Program.class);
  private static final long BOUND_SECONDS = 10;

  private final Launch launch;
  private final SystemTime time;
  private final Stopping stopping = new Stopping();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final SecureRandom random = new SecureRandom();
  private final Running running;

  /** What has come up. */
  private record Running(Monitor monitor, Path tokenFile, int port) {}

  private Program(Launch launch, SystemTime time) {
    this.launch = launch;
    this.time = time;
    boolean up = false;
    try {
      running = up();
      up = true;
    } finally {
      if (!up) {
        close();
      }
    }
  }

  /**
   * Starts a server.
   *
   * @throws StartException if it cannot: the port is in use, the data folder cannot be written, …
   */
  static Program start(Launch launch, SystemTime time) {
    return new Program(launch, time);
  }

  private Running up() {
    Configuration configuration = launch.configuration();
    StateStore store = store();
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    stopping.then("Vert.x", () -> await(vertx.close()));
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    stopping.then("executor", executor::shutdownNow);

    var monitor = new Monitor(configuration, vertx, executor, time);
    stopping.then("monitor", monitor::close);
    var memory = new Remembering(store, monitor.quotas(), time);
    stopping.then("memory", memory::close);
    var metrics = new Metrics(memory.sources(), time);
    monitor.quotas().onSync(metrics);

    Access access = access(configuration);
    var quotas = new MonitoredQuotas(monitor.quotas(), Adapters.shipped(), metrics);
    Health health = () -> memory.isAvailable() ? Health.State.READY : Health.State.DEGRADED;
    var ports =
        new ApiPorts(
            quotas,
            new ConfiguredPools(configuration.pools()),
            feed(quotas, monitor.quotas(), executor),
            health,
            accept -> scrape(metrics, accept),
            executor,
            random);
    int port = listen(new ApiServer(vertx, ports, settings(configuration, access.token)));
    monitor.start();
    announce(port, access.file);
    return new Running(monitor, access.file, port);
  }

  private Feed feed(MonitoredQuotas read, QuotaManager told, ExecutorService executor) {
    var feed = new Feed(read, new Feed.Tools(time, time, executor, random));
    told.onChange(feed);
    told.onSync(feed);
    return feed;
  }

  private static io.quotakeeper.api.Metrics.Scrape scrape(Metrics metrics, String accept) {
    Exposition exposition = metrics.scrape(accept);
    return new io.quotakeeper.api.Metrics.Scrape(exposition.contentType(), exposition.body());
  }

  private StateStore store() {
    try {
      StateStore store = StateStore.open(launch.data());
      stopping.then("store", store::close);
      return store;
    } catch (StoreException e) {
      throw new StartException(String.valueOf(e.getMessage()));
    }
  }

  /** Who may enter. */
  private record Access(Secret token, Path file) {}

  private Access access(Configuration configuration) {
    Path file = AdminTokenFile.in(launch.data());
    return switch (configuration.server().adminToken()) {
      case AdminToken.Given(var source) ->
          new Access(source.read(), AdminTokenFile.keep(file, source.read()));
      case AdminToken.Made _ -> new Access(AdminTokenFile.readOrMake(file, random), file);
    };
  }

  private static ApiSettings settings(Configuration configuration, Secret token) {
    return new ApiSettings(
        configuration.server().host(), configuration.server().port(), token, Set.of());
  }

  private int listen(ApiServer server) {
    stopping.then("api", () -> await(server.stop()));
    try {
      return server
          .start()
          .toCompletionStage()
          .toCompletableFuture()
          .get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw whyNot(e.getCause());
    } catch (TimeoutException | InterruptedException e) {
      throw new StartException("the server did not come up in time");
    }
  }

  private StartException whyNot(@Nullable Throwable cause) {
    var server = launch.configuration().server();
    String place = server.host() + ":" + server.port();
    return cause instanceof BindException
        ? new PortInUseException(
            "cannot listen on "
                + place
                + ": the port is in use, or the address is not of this machine; choose another with --port")
        : new StartException("cannot listen on " + place + " (" + cause + ")");
  }

  /** Leaves word for the commands of this user. A server that cannot do so runs all the same. */
  private void announce(int port, Path tokenFile) {
    ServerFolder folder = ServerFolder.of(launch.context().environment(), launch.context().home());
    long pid = ProcessHandle.current().pid();
    try {
      folder.write(
          port,
          new ServerFile(url(port), pid, tokenFile.toAbsolutePath().toString(), launch.demo()));
      stopping.then("server file", () -> folder.delete(port, pid));
    } catch (IOException e) {
      LOG.warn(
          "Commands on this machine will need --server and --token-file: {} cannot be written",
          folder.path());
    }
  }

  /** Where it listens. */
  String url() {
    return url(running.port);
  }

  private String url(int port) {
    String host = launch.configuration().server().host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** The file with the credential that opens it. */
  Path tokenFile() {
    return running.tokenFile;
  }

  /** The monitor. */
  QuotaManager quotas() {
    return running.monitor.quotas();
  }

  /** What sends its calls. */
  Transport transport() {
    return running.monitor.transport();
  }

  /**
   * Blocks until the process is told to stop, and until {@code whole}, of which this is a part, has
   * been stopped.
   */
  void awaitStop(AutoCloseable whole) {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(whole)));
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(AutoCloseable whole) {
    try {
      whole.close();
    } catch (Exception e) {
      LOG.warn("Stopping failed", e);
    }
  }

  /** Stops all parts. Idempotent. */
  @Override
  public void close() {
    stopping.run();
    stopped.countDown();
  }

  private static void await(Future<Void> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
  }
}
