package io.quotakeeper.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.engine.Answer;
import io.quotakeeper.engine.TransportException;
import io.quotakeeper.outbound.RawServer.Script;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Transports over fake names, and what they were asked. */
final class Outbound implements AutoCloseable {

  static final String CANARY = "canary-8812c0";
  static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  static final InetAddress NOBODY = InetAddress.ofLiteral("127.0.0.9");

  final List<String> lookups = new CopyOnWriteArrayList<>();
  final List<InetAddress> judged = new CopyOnWriteArrayList<>();
  final Vertx vertx = Vertx.vertx();
  final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  VertxTransport allowingAll(InetAddress... addresses) {
    return transport((host, address) -> true, addresses);
  }

  VertxTransport transport(AddressPolicy policy, InetAddress... addresses) {
    lookups.clear();
    judged.clear();
    NameLookup names =
        host -> {
          lookups.add(host);
          if (host.equals("nowhere.test")) {
            throw new UnknownHostException(host);
          }
          return addresses.length == 0 ? List.of(LOOPBACK) : List.of(addresses);
        };
    AddressPolicy recording =
        (host, address) -> {
          judged.add(address);
          return policy.allows(host, address);
        };
    return new VertxTransport(vertx, new OutboundPorts(names, recording, executor), 8);
  }

  static CallRequest get(RawServer server, String path) {
    return get("http://provider.test:" + server.port() + path);
  }

  static CallRequest get(String url) {
    return new CallRequest(
        "GET",
        URI.create(url),
        Headers.none().with("Authorization", "Bearer " + CANARY).with("X-Two", "a"),
        "");
  }

  static Answer answer(CompletableFuture<Answer> future) {
    try {
      return future.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  static TransportException trouble(CompletableFuture<Answer> future) {
    Throwable failure;
    try {
      failure = future.handle((_, e) -> e).get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
    if (failure instanceof TransportException trouble) {
      assertThat(trouble).hasMessageNotContaining(CANARY);
      return trouble;
    }
    throw new AssertionError("answered, or failed otherwise", failure);
  }

  TransportException troubleWith(Script script) {
    try (var server = RawServer.start(script);
        var transport = allowingAll()) {
      return trouble(transport.send(get(server, "/quota")));
    }
  }

  @Override
  public void close() {
    vertx.close().await();
    executor.close();
  }
}
