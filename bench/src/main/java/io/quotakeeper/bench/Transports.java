package io.quotakeeper.bench;

import io.quotakeeper.engine.JdkTransport;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.outbound.NameLookup;
import io.quotakeeper.outbound.OutboundPorts;
import io.quotakeeper.outbound.VertxTransport;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.Executors;

/** The two transports, as the library and as the server make them. */
final class Transports {

  private Transports() {}

  /**
   * By name: {@code jdk} or {@code vertx}, with at most {@code connections} to one host.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Transport of(String name, int connections) {
    return switch (name) {
      case "jdk" -> new JdkTransport();
      case "vertx" ->
          new VertxTransport(
              Vertx.vertx(new VertxOptions().setPreferNativeTransport(true)),
              new OutboundPorts(
                  NameLookup.ofMachine(),
                  (_, _) -> true,
                  Executors.newVirtualThreadPerTaskExecutor()),
              connections);
      default -> throw new IllegalArgumentException("jdk or vertx: " + name);
    };
  }
}
