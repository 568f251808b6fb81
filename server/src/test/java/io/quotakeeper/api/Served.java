package io.quotakeeper.api;

import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A surface that is being served on a free port, over fakes. */
final class Served implements AutoCloseable {

  final FakeQuotas quotas = new FakeQuotas();
  final EngineLeases leases = new EngineLeases();
  final ContractClient client;
  volatile Health.State health = Health.State.READY;

  private static final RandomGenerator RANDOM = RandomGenerator.of("Random");

  private final @Nullable EngineQuotas live;
  private final SystemTime time = new SystemTime();
  private final Feed feed;
  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ApiServer server;
  private final int port;

  private Served(Duration patience, @Nullable EngineQuotas live) {
    this.live = live;
    quotas.clock = leases.time::now;
    feed = new Feed(read(), new Feed.Tools(time, time, executor, RANDOM));
    server = new ApiServer(vertx, ports(), settings(0, patience));
    port = await(server.start());
    client = new ContractClient(port);
  }

  static Served start() {
    return new Served(Duration.ofSeconds(60), null);
  }

  static Served startWithPatience(Duration patience) {
    return new Served(patience, null);
  }

  /** Over a real monitor, of whose changes the feed is told. */
  static Served live(EngineQuotas live, Duration patience) {
    var served = new Served(patience, live);
    live.manager.onChange(served.feed);
    live.manager.onSync(served.feed);
    return served;
  }

  private Quotas read() {
    return live == null ? quotas : live;
  }

  static ApiSettings settings(int port, Duration patience) {
    return new ApiSettings(
        "127.0.0.1", port, Secret.of(ContractClient.TOKEN), Set.of("quota.example"), patience);
  }

  ApiPorts ports() {
    Pools pools =
        pool ->
            pool.equals("chat")
                ? Optional.of(Set.of(new AccountId("team-a"), new AccountId("team-c")))
                : Optional.empty();
    Metrics metrics =
        accept ->
            accept.contains("openmetrics")
                ? new Metrics.Scrape(
                    "application/openmetrics-text; version=1.0.0; charset=utf-8", "# EOF\n")
                : new Metrics.Scrape("text/plain; version=0.0.4; charset=utf-8", "up 1\n");
    return new ApiPorts(read(), leases, pools, feed, () -> health, metrics, executor, RANDOM);
  }

  int port() {
    return port;
  }

  ApiServer server() {
    return server;
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("it takes too long", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
    leases.close();
    executor.shutdownNow();
    time.close();
  }
}
