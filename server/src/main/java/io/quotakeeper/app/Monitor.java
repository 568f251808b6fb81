package io.quotakeeper.app;

import io.quotakeeper.config.Configuration;
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
   * client's pool is only to be no tighter than they can get.
   */
  private static final int CONNECTIONS_PER_HOST = 10_000;

  private final LiveConfiguration live;

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
    transport = new VertxTransport(vertx, ports, CONNECTIONS_PER_HOST);
    Configuration configuration = live.configuration();
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
    quotas.reconfigure(live.adapters(), configuration.monitor(), configuration.accounts());
    limits.keep(configuration.limits());
  }

  @Override
  public void close() {
    limits.close();
    quotas.close();
    transport.close();
  }
}
