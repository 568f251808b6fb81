package io.quotakeeper.engine;

import io.quotakeeper.ledger.StandingRefusal;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.testkit.Calls;
import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.ManualTime;
import io.quotakeeper.testkit.Misstatement;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One account of any provider, whose quota calls and whose caller's requests both go over real HTTP
 * to one simulated account. What that answers the test says, or leaves to the provider that the
 * upstream speaks for. Time is moved by hand.
 */
final class Wire implements AutoCloseable {

  static final Instant START = Instant.parse("2026-03-10T08:00:00Z");

  private static final AccountId ACCOUNT = new AccountId("a");

  final ManualTime time = new ManualTime(START);
  final LiveAccount upstream;
  final QuotaManager quotas;

  private final SimulatedUpstream server = SimulatedUpstream.start(time, time, 0);
  private final JdkTransport transport = new JdkTransport();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Owner owner;
  private final URI requests;

  /** An account of {@code provider}, for which the upstream speaks as {@code dialect}. */
  Wire(String provider, String dialect) {
    upstream = server.add(SimulatedAccount.of("a", dialect));
    requests = URI.create(server.baseUrl(dialect) + "/chat/completions");
    owner = new Owner(provider, "a");
    Secret token = upstream.account().token();
    quotas =
        QuotaManager.builder()
            .accounts(
                Account.of(ACCOUNT, provider, SecretSource.of(token))
                    .withProject("any")
                    .withBaseUrl(server.baseUrl(dialect)))
            .transport(transport)
            .time(time)
            .timer(time)
            .build();
  }

  /** An account of {@code provider}, of which the upstream knows only what it is told to say. */
  static Wire of(String provider) {
    return new Wire(provider, "openai");
  }

  static Headers headers(String... lines) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(": ", 2);
      fields.add(Map.entry(parts[0], parts[1]));
    }
    return Headers.of(fields);
  }

  /** From now on these calls are answered so. */
  Wire answers(Calls calls, int status, Headers headers, String body) {
    upstream.misbehave(new Misstatement.Scripted(status, headers, body), calls);
    return this;
  }

  /** A request that a caller sends now, and tells of. */
  void request(String model) {
    observe(model, exchange(model), time.now());
  }

  /** A caller's request; what came back. */
  Reply exchange(String model) {
    HttpRequest request =
        HttpRequest.newBuilder(requests)
            .header("Authorization", "Bearer " + upstream.account().token().reveal())
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"model\": \"" + model + "\", \"messages\": []}"))
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return Reply.ofTraffic(
          response.statusCode(), Headers.of(response.headers().map()), response.body(), time.now());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void observe(String model, Reply reply, Instant sentAt) {
    quotas.observe(ACCOUNT, model, reply, sentAt);
  }

  SyncOutcome sync() {
    return quotas.syncAccountQuota(ACCOUNT).outcome();
  }

  /** What is decided now of what is known. */
  QuotaDecision decision(Scope subject) {
    return quotas.decide(ACCOUNT, subject).outcome();
  }

  String word(Scope subject) {
    return decision(subject).word();
  }

  /** As users ask: it may fetch if nothing was ever known. */
  QuotaDecision check(Scope subject) {
    return quotas.checkQuota(ACCOUNT, subject).outcome();
  }

  String reason(Scope subject) {
    return quotas.decide(ACCOUNT, subject).reason();
  }

  List<StandingRefusal> refusals() {
    return quotas.ledger().state(owner).refusals();
  }

  void pass(Duration span) {
    time.advance(span);
  }

  @Override
  public void close() {
    quotas.close();
    transport.close();
    client.shutdownNow();
    server.close();
  }
}
