package io.quotakeeper.app;

import io.quotakeeper.config.Configuration;
import io.quotakeeper.config.Pool;
import io.quotakeeper.engine.LoginStore;
import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.outbound.NameLookup;
import io.quotakeeper.outbound.OutboundPorts;
import io.quotakeeper.outbound.VertxTransport;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutorService;

/** The engine on the server's own HTTP client. It follows the configuration as it is each time. */
final class Monitor implements AutoCloseable {

  /**
   * The engine's slots bound the calls to a host, and may be raised while the server runs; the
   * client's pool cannot grow, so it has room for this many from the start.
   */
  private static final int CONNECTIONS_PER_HOST = 1024;

  private final LiveConfiguration live;
  private final int connections;

  private final VertxTransport transport;
  private final QuotaManager quotas;
  private final LimitCalendar limits;

  /**
   * What it stands on.
   *
   * @param vertx sends
   * @param executor looks names up
   * @param time the clocks
   */
  record Outside(Vertx vertx, ExecutorService executor, SystemTime time) {}

  Monitor(LiveConfiguration live, LoginStore logins, Outside outside) {
    SystemTime time = outside.time;
    this.live = live;
    var ports =
        new OutboundPorts(
            NameLookup.ofMachine(),
            (host, address) -> live.configuration().outbound().allows(host, address),
            outside.executor);
    Configuration configuration = live.configuration();
    connections = connections(configuration);
    transport = new VertxTransport(outside.vertx, ports, connections);
    quotas =
        QuotaManager.builder()
            .accounts(configuration.accounts())
            .adapters(configuration.adapters())
            .settings(configuration.monitor())
            .transport(transport)
            .logins(logins)
            .time(time)
            .timer(time)
            .build();
    quotas.leases().pools(Pool.leased(configuration.pools()));
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
    limits.keep(live.configuration().limits(), () -> {});
  }

  /**
   * Has the accounts watched as the configuration says by now.
   *
   * @throws IllegalArgumentException if it cannot be done; nothing has changed then
   */
  void follow() {
    Configuration configuration = live.configuration();
    limits.keep(
        configuration.limits(),
        () ->
            quotas.reconfigure(
                configuration.adapters(),
                bounded(configuration.monitor()),
                configuration.accounts()));
    quotas.leases().pools(Pool.leased(configuration.pools()));
  }

  /** How many calls to one host a server that started so can have under way at most. */
  static int connections(Configuration started) {
    return Math.max(CONNECTIONS_PER_HOST, started.monitor().slotsPerHost());
  }

  private MonitorSettings bounded(MonitorSettings wanted) {
    return new MonitorSettings(
        wanted.interval(),
        wanted.quiet(),
        wanted.timeout(),
        Math.min(wanted.slotsPerHost(), connections),
        wanted.freshness(),
        wanted.thresholds());
  }

  @Override
  public void close() {
    limits.close();
    quotas.close();
    transport.close();
  }
}
