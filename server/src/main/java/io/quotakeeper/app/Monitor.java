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

/** The engine on the server's own HTTP client. */
final class Monitor implements AutoCloseable {

  private final VertxTransport transport;
  private final QuotaManager quotas;
  private final LimitCalendar limits;

  Monitor(Configuration configuration, Vertx vertx, ExecutorService executor, SystemTime time) {
    var ports =
        new OutboundPorts(NameLookup.ofMachine(), configuration.outbound()::allows, executor);
    transport = new VertxTransport(vertx, ports, configuration.monitor().slotsPerHost());
    quotas =
        QuotaManager.builder()
            .accounts(configuration.accounts())
            .adapters(configuration.adapters())
            .settings(configuration.monitor())
            .transport(transport)
            .time(time)
            .timer(time)
            .build();
    limits = new LimitCalendar(configuration.limits(), quotas, time);
  }

  QuotaManager quotas() {
    return quotas;
  }

  Transport transport() {
    return transport;
  }

  void start() {
    quotas.startBackgroundMonitor();
    limits.start();
  }

  @Override
  public void close() {
    limits.close();
    quotas.close();
    transport.close();
  }
}
