package io.quotakeeper.embedding;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.Answer;
import io.quotakeeper.engine.LeaseManager;
import io.quotakeeper.engine.LeaseOutcome;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.engine.LeasedToken;
import io.quotakeeper.engine.Login;
import io.quotakeeper.engine.LoginStore;
import io.quotakeeper.engine.Pool;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.SecretUnavailableException;
import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.engine.SyncListener;
import io.quotakeeper.engine.SyncReport;
import io.quotakeeper.engine.TokenGrant.Granted;
import io.quotakeeper.engine.TokenGrant.NoneLeft;
import io.quotakeeper.engine.TokenManager;
import io.quotakeeper.engine.Transport;
import io.quotakeeper.ledger.OwnerState;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.QuotaDecision.Exhausted;
import io.quotakeeper.quota.QuotaDecision.LowQuota;
import io.quotakeeper.quota.QuotaDecision.Proceed;
import io.quotakeeper.quota.QuotaDecision.Unknown;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.select.Decision;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The code of {@code docs/embedding.md}. What stands between a line {@code // [name]} and a line
 * {@code // [/name]} stands there too.
 */
final class Embedding {

  private Embedding() {}

  static List<Account> accounts() {
    // [accounts]
    Account ci =
        Account.of(new AccountId("ci"), "github", () -> Secret.of(System.getenv("GITHUB_TOKEN")));
    Account chatA =
        Account.of(
            new AccountId("chat-a"), "openai", () -> Secret.of(System.getenv("OPENAI_KEY_A")));
    Account chatB =
        Account.of(
            new AccountId("chat-b"), "openai", () -> Secret.of(System.getenv("OPENAI_KEY_B")));
    // [/accounts]
    return List.of(ci, chatA, chatB);
  }

  static QuotaManager logins(Path refreshToken, LoginStore store) {
    // [login]
    Login login =
        Login.of(
            () -> Secret.of(text(refreshToken)),
            SecretSource.of(Secret.of("our-client-id")),
            () -> Secret.of(System.getenv("CLIENT_SECRET")));
    Account quotas =
        Account.of(new AccountId("team"), "gcp-quota", login).withProject("bamboo-precept");
    QuotaManager manager = QuotaManager.builder().accounts(quotas).logins(store).build();
    // [/login]
    return manager;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new SecretUnavailableException("cannot read " + file);
    }
  }

  static String glance(Account account) {
    // [glance]
    try (var quotas = QuotaManager.builder().accounts(account).build()) {
      quotas.startBackgroundMonitor();
      return switch (quotas.checkQuota(account.id(), Scope.group("core")).outcome()) {
        case Proceed _ -> "go ahead";
        case LowQuota(double left, Moment resets) -> left + " left until " + resets;
        case Exhausted(Moment resets) -> "wait until " + resets;
        case Unknown(String why) -> "nobody knows: " + why;
      };
    }
    // [/glance]
  }

  static QuotaManager watched(Collection<Account> accounts) {
    // [watch]
    QuotaManager quotas = QuotaManager.builder().accounts(accounts).build();
    quotas.startBackgroundMonitor();
    // [/watch]
    return quotas;
  }

  static String ask(QuotaManager quotas) {
    // [ask]
    Decision decision = quotas.checkQuota(new AccountId("chat-a"), Scope.model("gpt-5"));
    boolean mayGo = !(decision.outcome() instanceof Exhausted);
    String why = decision.reason();
    // [/ask]
    return mayGo + ": " + why;
  }

  static String list(QuotaManager quotas) {
    // [list]
    var page = new StringBuilder();
    for (WindowView view : quotas.allQuotas()) {
      page.append(view.holder().account())
          .append(' ')
          .append(view.reading().window())
          .append(' ')
          .append(view.level())
          .append('\n');
    }
    // [/list]
    return page.toString();
  }

  // [spend]
  /** Asks with whichever account can serve, and has Quotakeeper learn from every answer. */
  record Completions(QuotaManager quotas, TokenManager tokens, HttpClient http, URI api) {

    HttpResponse<String> complete(String body)
        throws IOException, InterruptedException, NoQuotaException {
      for (int attempt = 0; attempt < quotas.accounts().size(); attempt++) {
        switch (tokens.tokenWithQuota("gpt-5")) {
          case NoneLeft none -> throw new NoQuotaException(none.earliestReset());
          case Granted granted -> {
            HttpResponse<String> response = send(granted, body);
            if (response.statusCode() != 429) {
              return response;
            }
          }
        }
      }
      throw new NoQuotaException(Moment.unstated());
    }

    private HttpResponse<String> send(Granted granted, String body)
        throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(api)
              .header("Authorization", "Bearer " + granted.secret().reveal())
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      Instant sentAt = Instant.now();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      Headers headers = Headers.of(response.headers().map());
      Reply reply = Reply.ofTraffic(response.statusCode(), headers, response.body(), Instant.now());
      quotas.observe(granted.account(), "gpt-5", reply, sentAt);
      return response;
    }
  }

  // [/spend]

  static Reply leased(QuotaManager quotas, String conversation, Function<Secret, Reply> send)
      throws NoQuotaException {
    // [lease]
    LeaseManager leases = quotas.leases();
    leases.pools(
        List.of(Pool.of("chat", List.of(new AccountId("chat-a"), new AccountId("chat-b")))));
    LeaseRequest request = LeaseRequest.of("chat", "gpt-5").withSession(conversation);
    return switch (new TokenManager(quotas).lease(request)) {
      case LeasedToken.NoneLeft none -> throw new NoQuotaException(none.retryAt());
      case LeasedToken.Granted granted -> {
        Reply reply = send.apply(granted.secret());
        leases.settle(granted.lease().id(), new LeaseOutcome.Answered(reply, Map.of()));
        yield reply;
      }
    };
    // [/lease]
  }

  static final class NoQuotaException extends Exception {

    private static final long serialVersionUID = 1;

    NoQuotaException(Moment until) {
      super("no account can serve until " + until);
    }
  }

  static void hear(QuotaManager quotas, BlockingQueue<Owner> changed) {
    // [hear]
    quotas.onChange(change -> changed.offer(change.owner()));
    quotas.onSync(
        new SyncListener() {
          @Override
          public void synced(SyncReport report) {
            if (!report.outcome().isSuccess()) {
              System.err.println(report.account() + ": " + report.outcome().cause());
            }
          }

          @Override
          public void swept(SweepReport report) {}
        });
    // [/hear]
  }

  static QuotaManager ofOwnProvider(Account account) {
    // [adapter]
    Adapter mine =
        Adapter.parse(
            "acme.yaml",
            """
            name: acme
            summary: What is left of the day's calls.
            access: documented
            baseUrl: https://api.acme.example
            auth: {header: Authorization, value: 'Bearer ${secret}'}
            chains: [{name: usage, calls: usage}]
            calls:
              usage:
                request: {path: /v1/usage}
                expect: has("remaining")
                readings:
                  - name: daily calls
                    each: .
                    scope: account
                    window: daily
                    unit: requests
                    amount: {limit: .limit, remaining: .remaining}
                    resetsAt: {jq: .reset, as: rfc3339}
            """);
    QuotaManager quotas =
        QuotaManager.builder()
            .adapters(Adapters.shipped().with(List.of(mine)))
            .accounts(account)
            .build();
    // [/adapter]
    return quotas;
  }

  // [transport]
  /** Counts what is sent; a proxy or a client of your own goes in the same way. */
  record CountingTransport(Transport next, List<String> sent) implements Transport {

    @Override
    public CompletableFuture<Answer> send(CallRequest request) {
      sent.add(request.method() + " " + request.uri().getPath());
      return next.send(request);
    }

    @Override
    public void close() {
      next.close();
    }
  }

  // [/transport]

  static QuotaManager successor(QuotaManager before, Collection<Account> accounts) {
    // [remember]
    Map<Owner, OwnerState> known = new LinkedHashMap<>();
    before.ledger().owners().forEach(owner -> known.put(owner, before.ledger().state(owner)));

    QuotaManager after = QuotaManager.builder().accounts(accounts).build();
    known.forEach(after::restore);
    // [/remember]
    return after;
  }
}
