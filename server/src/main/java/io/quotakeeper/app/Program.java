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
import io.quotakeeper.config.EvidenceSettings;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.evidence.EvidenceBounds;
import io.quotakeeper.evidence.EvidenceLog;
import io.quotakeeper.metrics.Exposition;
import io.quotakeeper.metrics.Metrics;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.secrets.Sealer;
import io.quotakeeper.store.StateStore;
import io.quotakeeper.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
  private final StopSignal stop = StopSignal.listen();
  private final SecureRandom random = new SecureRandom();
  private final Running running;

  /** What has come up. */
  private record Running(
      Reload.Subject subject, ExecutorService executor, Path tokenFile, int port) {}

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
    // Beside the store: each takes a tenth of a start, and a second core is idle then.
    CompletableFuture<Vertx> loops = CompletableFuture.supplyAsync(ServerVertx::start);
    stopping.then("Vert.x", () -> await(loops.join().close()));
    StateStore store = store();
    Vertx vertx = loops.join();
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    stopping.then("executor", executor::shutdownNow);

    Optional<EvidenceLog> evidence = evidenceLog(configuration.evidence());
    var live = new LiveConfiguration(configuration, time);
    var logins = SealedLogins.open(store.logins(), Sealer.in(launch.data()));
    var monitor = new Monitor(live, logins, new Monitor.Outside(vertx, executor, time));
    stopping.then("monitor", monitor::close);
    var memory = new Remembering(store, monitor.quotas(), time);
    stopping.then("memory", memory::close);
    var figures = new LoggedEvidence(evidence.stream().toList());
    var metrics = new Metrics(memory.sources(live, figures), time);
    monitor.quotas().onSync(metrics);
    evidence.ifPresent(monitor.quotas()::onEvidence);

    Access access = access(configuration);
    var quotas = new MonitoredQuotas(monitor.quotas(), live, metrics, time);
    Health health = () -> memory.isAvailable() ? Health.State.READY : Health.State.DEGRADED;
    var ports =
        new ApiPorts(
            quotas,
            new MonitoredLeases(monitor.quotas().leases(), metrics),
            new ConfiguredPools(() -> live.configuration().pools()),
            feed(quotas, monitor.quotas(), executor),
            health,
            accept -> scrape(metrics, accept),
            executor,
            random);
    int port = listen(new ApiServer(vertx, ports, settings(configuration, access.token)));
    monitor.start();
    announce(port, access.file);
    return new Running(new Reload.Subject(live, monitor, memory), executor, access.file, port);
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

  /** It is stopped after the monitor, whose last news it is to hear. */
  private Optional<EvidenceLog> evidenceLog(EvidenceSettings settings) {
    if (!settings.log()) {
      return Optional.empty();
    }
    var bounds = new EvidenceBounds(settings.maxFileSize(), settings.files());
    EvidenceLog log = EvidenceLog.start(launch.data(), bounds, time);
    stopping.then("evidence log", log::close);
    LOG.info("Keeping evidence as it comes, without secrets, in {}", log.file());
    return Optional.of(log);
  }

  /** Who may enter. */
  private record Access(Secret token, Path file) {}

  private Access access(Configuration configuration) {
    Path file = AdminTokenFile.in(launch.data());
    return switch (configuration.server().adminToken()) {
      case AdminToken.Given(var source) -> {
        Secret token = source.read();
        yield new Access(token, AdminTokenFile.keep(file, token));
      }
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
    return running.subject.monitor().quotas();
  }

  /** What sends its calls. */
  Transport transport() {
    return running.subject.monitor().transport();
  }

  /**
   * Has it follow its configuration from now on: when that changes, and at each SIGHUP.
   *
   * @param first how the file looked before it was read first
   */
  void follow(ConfigurationFile file, FileMarks first) {
    var tools = new Reload.Tools(time, time, running.executor);
    var reload = new Reload(file, first, running.subject, tools);
    stopping.then("configuration watch", reload::close);
    reload.start();
    Signals.handle("HUP", reload::request);
  }

  /**
   * Blocks until the process is told to stop, and until {@code whole}, of which this is a part, has
   * been stopped.
   *
   * @return the exit code
   */
  int awaitStop(AutoCloseable whole) {
    // For an end that no signal announces.
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(whole)));
    int code = stop.await();
    stop(whole);
    return code;
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
    stop.stopped();
  }

  private static void await(Future<Void> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
  }
}
