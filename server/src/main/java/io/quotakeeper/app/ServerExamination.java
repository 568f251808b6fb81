package io.quotakeeper.app;

import io.quotakeeper.cli.CliContext;
import io.quotakeeper.cli.Examination;
import io.quotakeeper.config.OutboundPolicy;
import io.quotakeeper.engine.TransportException;
import io.quotakeeper.outbound.NameLookup;
import io.quotakeeper.outbound.OutboundPorts;
import io.quotakeeper.outbound.VertxTransport;
import io.quotakeeper.store.StoreCheck;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Has the parts that a server would use look at what they would meet. Loads them only when asked.
 */
record ServerExamination(CliContext context) implements Examination {

  @Override
  public Path usualDataFolder() {
    return UserDataHome.of(context.environment());
  }

  @Override
  public Data data(Path folder) {
    StoreCheck found = StoreCheck.of(folder);
    return switch (found.state()) {
      case NEW -> new Data(Data.State.NEW, found.detail());
      case READY -> new Data(Data.State.READY, found.detail());
      case IN_USE -> new Data(Data.State.IN_USE, found.detail());
      case UNUSABLE -> new Data(Data.State.UNUSABLE, found.detail());
    };
  }

  @Override
  public List<String> reach(List<URI> targets, OutboundPolicy policy, Duration within) {
    Vertx vertx = ServerVertx.start();
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    var ports = new OutboundPorts(NameLookup.ofMachine(), policy::allows, executor);
    try (var transport = new VertxTransport(vertx, ports, 1)) {
      List<CompletableFuture<String>> answers =
          targets.stream().map(uri -> reach(transport, uri, within)).toList();
      return answers.stream().map(CompletableFuture::join).toList();
    } finally {
      // Not close, which would wait for a name server that never answers.
      var _ = executor.shutdownNow();
      var _ = vertx.close();
    }
  }

  private static CompletableFuture<String> reach(
      VertxTransport transport, URI uri, Duration within) {
    return transport
        .reach(uri)
        .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
        .handle((_, trouble) -> trouble == null ? "" : words(uri, trouble, within));
  }

  private static String words(URI uri, Throwable trouble, Duration within) {
    Throwable cause =
        trouble instanceof CompletionException wrapper && wrapper.getCause() != null
            ? wrapper.getCause()
            : trouble;
    return switch (cause) {
      case TransportException known -> String.valueOf(known.getMessage());
      case TimeoutException _ ->
          uri.getHost() + ": no connection within " + within.toSeconds() + " s";
      default -> uri.getHost() + ": " + cause.getClass().getSimpleName();
    };
  }
}
