package io.quotakeeper.app;

import io.quotakeeper.config.Configuration;
import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.outbound.NameLookup;
import io.quotakeeper.outbound.OutboundPorts;
import io.quotakeeper.outbound.VertxTransport;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine on the server's own HTTP client. It follows the configuration as it is each time. */
final class Monitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

  /**
   * The engine's slots bound the calls to a host, and may be raised while the server runs; so far
   * the client's pool, which cannot grow, follows.
   */
  private static final int CONNECTIONS_PER_HOST = 1024;

  private final LiveConfiguration live;
  private final int connections;

  private final VertxTransport transport;
  private final QuotaManager quotas;
  private final LimitCalendar limits;

  Monitor(LiveConfiguration live, Vertx vertx, ExecutorService executor, SystemTime time) {
    this.live = live;
    var ports =
        new OutboundPorts(
            NameLookup.ofMachine(),
            (host, address) -> live.configuration().outbound().allows(host, address),
            executor);
    Configuration configuration = live.configuration();
    connections = Math.max(CONNECTIONS_PER_HOST, configuration.monitor().slotsPerHost());
    transport = new VertxTransport(vertx, ports, connections);
    quotas =
        QuotaManager.builder()
            .accounts(configuration.accounts())
            .adapters(configuration.adapters())
            .settings(configuration.monitor())
            .transport(transport)
            .time(time)
            .timer(time)
            .build();
    limits = new LimitCalendar(quotas, time);
  }

  QuotaManager quotas() {
    return quotas;
  }

  Transport transport() {
    return transport;
  }

  void start() {
    quotas.startBackgroundMonitor();
    limits.keep(live.configuration().limits());
  }

  /**
   * Has the accounts watched as the configuration says by now.
   *
   * @throws IllegalArgumentException if it cannot be done; nothing has changed then
   */
  void follow() {
    Configuration configuration = live.configuration();
    MonitorSettings settings = bounded(configuration.monitor());
    quotas.reconfigure(live.adapters(), settings, configuration.accounts());
    limits.keep(configuration.limits());
  }

  private MonitorSettings bounded(MonitorSettings wanted) {
    if (wanted.slotsPerHost() <= connections) {
      return wanted;
    }
    LOG.warn(
        "Configuration: monitor.slotsPerHost is {} as long as the server runs, not {}: restart to apply",
        connections,
        wanted.slotsPerHost());
    return new MonitorSettings(
        wanted.interval(), wanted.timeout(), connections, wanted.freshness(), wanted.thresholds());
  }

  @Override
  public void close() {
    limits.close();
    quotas.close();
    transport.close();
  }
}
