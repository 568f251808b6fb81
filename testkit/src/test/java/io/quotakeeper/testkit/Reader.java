package io.quotakeeper.testkit;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.providers.Target;
import io.quotakeeper.providers.Understanding;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Asks the upstream through the shipped adapters, as the engine does. */
final class Reader {

  private static final Adapters SHIPPED = Adapters.shipped();

  private final Client client;
  private final SimulatedUpstream upstream;
  private final ManualTime time;

  Reader(Client client, SimulatedUpstream upstream, ManualTime time) {
    this.client = client;
    this.upstream = upstream;
    this.time = time;
  }

  static Adapter adapter(LiveAccount account) {
    return SHIPPED.find(account.account().provider()).orElseThrow();
  }

  /** A quota call of the account's adapter. */
  Understanding sync(LiveAccount account, String call) {
    Adapter adapter = adapter(account);
    Target target = new Target("mill-7", upstream.baseUrl(account.account().provider()));
    CallRequest request =
        adapter.authorized(adapter.request(call, target, time.now()), account.account().token());
    return read(adapter, call, client.send(request), "", time.now());
  }

  /** What the adapter makes of an answer to ordinary traffic. */
  Understanding traffic(LiveAccount account, HttpResponse<String> response, String model) {
    return read(adapter(account), Adapter.TRAFFIC, response, model, time.now());
  }

  private static Understanding read(
      Adapter adapter, String call, HttpResponse<String> response, String model, Instant at) {
    List<Map.Entry<String, String>> fields =
        response.headers().map().entrySet().stream()
            .flatMap(e -> e.getValue().stream().map(v -> Map.entry(e.getKey(), v)))
            .toList();
    Reply reply = new Reply(call, response.statusCode(), Headers.of(fields), response.body(), at);
    return adapter.read(reply, new Context(model, ""));
  }
}
