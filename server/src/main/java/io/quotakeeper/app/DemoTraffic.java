package io.quotakeeper.app;

import io.quotakeeper.engine.Answer;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** The clients of the demo: they send requests over HTTP, and hand every answer to the monitor. */
final class DemoTraffic implements AutoCloseable {

  private static final double MILLIS_PER_MINUTE = 60_000;

  private final Adapters adapters = Adapters.shipped();
  private final SimulatedUpstream upstream;
  private final Transport transport;
  private final QuotaManager quotas;
  private final SystemTime time;
  private final RandomGenerator random = RandomGenerator.of("Random");
  private volatile boolean closed;

  DemoTraffic(SimulatedUpstream upstream, Program program, SystemTime time) {
    this.upstream = upstream;
    this.transport = program.transport();
    this.quotas = program.quotas();
    this.time = time;
  }

  /** One request, and what it asks for. */
  private record Errand(String model, CallRequest request) {}

  void start() {
    DemoCast.PARTS.stream().filter(part -> part.pace() > 0).forEach(this::later);
  }

  private void later(DemoCast.Part part) {
    double pause = MILLIS_PER_MINUTE / part.pace() * (0.5 + random.nextDouble());
    time.after(Duration.ofMillis((long) pause), () -> send(part));
  }

  private void send(DemoCast.Part part) {
    if (closed) {
      return;
    }
    Errand errand = errand(part);
    Instant sentAt = time.now();
    var _ =
        transport
            .send(errand.request)
            .whenComplete((answer, trouble) -> {
              if (answer != null && !closed) {
                quotas.observe(new AccountId(part.id()), errand.model, reply(answer), sentAt);
              }
              later(part);
            });
  }

  private Reply reply(Answer answer) {
    return new Reply(Adapter.TRAFFIC, answer.status(), answer.headers(), answer.body(), time.now());
  }

  private Errand errand(DemoCast.Part part) {
    Adapter adapter = adapters.find(part.provider()).orElseThrow();
    boolean first = random.nextInt(3) > 0;
    String base = upstream.baseUrl(part.provider());
    Errand errand =
        switch (part.provider()) {
          case "cloud-code" -> {
            String model = first ? "gemini-3-flash" : "claude-sonnet-4-6";
            yield post(
                model, base + "/v1internal:generateContent", "{\"model\":\"" + model + "\"}");
          }
          case "github" -> new Errand("core", get(base + "/user"));
          default -> {
            String model = first ? "gpt-5" : "gpt-5-mini";
            String body =
                "{\"model\":\""
                    + model
                    + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
            yield post(model, base + "/v1/chat/completions", body);
          }
        };
    return new Errand(
        errand.model,
        adapter.authorized(errand.request, upstream.account(part.id()).account().token()));
  }

  private static Errand post(String model, String uri, String body) {
    Headers headers = Headers.none().with("Content-Type", "application/json");
    return new Errand(model, new CallRequest("POST", URI.create(uri), headers, body));
  }

  private static CallRequest get(String uri) {
    return new CallRequest("GET", URI.create(uri), Headers.none(), "");
  }

  @Override
  public void close() {
    closed = true;
  }
}
