package io.quotakeeper.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.JdkTransport;
import io.quotakeeper.engine.LoginStore;
import io.quotakeeper.engine.QuotaManager;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.TokenManager;
import io.quotakeeper.ledger.Level;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.select.Decision;
import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.ManualTime;
import io.quotakeeper.testkit.Misbehaviour;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import io.quotakeeper.testkit.SimulatedWindow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/embedding.md} shows does what it says. */
class EmbeddingTest {

  @TempDir Path folder;

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String PROMPT =
      """
      {"model": "gpt-5", "messages": [{"role": "user", "content": "hello"}]}\
      """;

  private final ManualTime time = new ManualTime(NOON);

  @Test
  void login_isTakenFromItsSources_andTheManagerEndsWithoutAsking() throws IOException {
    Path refreshToken = Files.writeString(folder.resolve("refresh"), "x-refresh-1\n");

    try (QuotaManager quotas = Embedding.logins(refreshToken, LoginStore.none())) {
      assertThat(quotas.accounts())
          .singleElement()
          .extracting(account -> account.secret().sources().getFirst().read())
          .isEqualTo(Secret.of("x-refresh-1"));
    }
  }

  @Test
  void accounts_areEnabledAndTheirOwnOwners() {
    assertThat(Embedding.accounts())
        .allSatisfy(account -> {
          assertThat(account.enabled()).isTrue();
          assertThat(account.owner()).isEqualTo(account.id().value());
        });
  }

  @Test
  void glance_answersFromWhatTheProviderSays() {
    try (var upstream = SimulatedUpstream.start(time)) {
      upstream.add(SimulatedAccount.of("ci", "github"));

      assertThat(Embedding.glance(account(upstream, "ci", "github"))).isEqualTo("go ahead");
    }
  }

  @Test
  void watched_answersFromWhatTheProviderSays() {
    try (var upstream = SimulatedUpstream.start(time)) {
      upstream.add(SimulatedAccount.of("ci", "github"));
      try (QuotaManager quotas = Embedding.watched(List.of(account(upstream, "ci", "github")))) {
        await().until(() -> !quotas.allQuotas().isEmpty());

        assertThat(Embedding.list(quotas)).contains("ci ").contains(Level.OK.toString());
      }
    }
  }

  @Test
  void leased_givesAConversationItsAccount_andTellsWhatBecameOfIt() throws Exception {
    List<Account> accounts =
        List.of(
            Account.of(new AccountId("chat-a"), "openai", SecretSource.of(Secret.of("key-a"))),
            Account.of(new AccountId("chat-b"), "openai", SecretSource.of(Secret.of("key-b"))));
    List<Secret> used = new ArrayList<>();
    try (var quotas = QuotaManager.builder().accounts(accounts).build()) {
      for (int turn = 0; turn < 3; turn++) {
        Embedding.leased(
            quotas,
            "talk",
            secret -> {
              used.add(secret);
              return Reply.ofTraffic(200, Headers.none(), "{}", Instant.now());
            });
      }
      assertThat(used).hasSize(3).containsOnly(used.getFirst());
      assertThat(quotas.leases().underWay()).isZero();
    }
  }

  @Test
  void complete_spendsEveryAccountBeforeItSaysThatNoneIsLeft() throws Exception {
    Scope gpt = Scope.model("gpt-5");
    try (var upstream = SimulatedUpstream.start(time)) {
      for (String id : List.of("chat-a", "chat-b")) {
        upstream.add(
            SimulatedAccount.of(id, "openai")
                .windows(
                    SimulatedWindow.rolling(gpt, "rpm", Unit.REQUESTS, 2, Duration.ofHours(1))));
      }
      var accounts =
          List.of(account(upstream, "chat-a", "openai"), account(upstream, "chat-b", "openai"));
      URI api = URI.create(upstream.baseUrl("openai") + "/chat/completions");
      try (QuotaManager quotas = QuotaManager.builder().accounts(accounts).build();
          HttpClient http = HttpClient.newHttpClient()) {
        var completions = new Embedding.Completions(quotas, new TokenManager(quotas), http, api);
        for (int request = 0; request < 4; request++) {
          assertThat(completions.complete(PROMPT).statusCode()).isEqualTo(200);
        }

        assertThat(Embedding.ask(quotas)).startsWith("false: ");
        assertThatThrownBy(() -> completions.complete(PROMPT))
            .isInstanceOf(Embedding.NoQuotaException.class)
            .hasMessageContaining("until 20");
      }
    }
  }

  @Test
  void hear_isToldOfWhatChanges() throws Exception {
    BlockingQueue<Owner> changed = new LinkedBlockingQueue<>();
    try (var upstream = SimulatedUpstream.start(time)) {
      upstream.add(SimulatedAccount.of("ci", "github"));
      try (QuotaManager quotas =
          QuotaManager.builder().accounts(account(upstream, "ci", "github")).build()) {
        Embedding.hear(quotas, changed);
        quotas.syncAllQuotas();
      }
    }

    assertThat(changed.take()).isEqualTo(new Owner("github", "ci"));
  }

  @Test
  void ofOwnProvider_readsWhatItsAdapterSays() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/usage",
        exchange -> {
          byte[] body =
              """
              {"limit": 200, "remaining": 50, "reset": "2126-03-02T00:00:00Z"}\
              """
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    Account account =
        Account.of(new AccountId("a"), "acme", SecretSource.of(Secret.of("token")))
            .withBaseUrl("http://127.0.0.1:" + server.getAddress().getPort());
    try (QuotaManager quotas = Embedding.ofOwnProvider(account)) {
      Decision decision = quotas.checkQuota(account.id(), Scope.account());

      assertThat(decision.headroom().fraction()).hasValue(0.25);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void countingTransport_seesWhatIsSent() {
    var sent = new CopyOnWriteArrayList<String>();
    try (var upstream = SimulatedUpstream.start(time);
        var transport = new Embedding.CountingTransport(new JdkTransport(), sent)) {
      upstream.add(SimulatedAccount.of("ci", "github"));
      try (QuotaManager quotas =
          QuotaManager.builder()
              .transport(transport)
              .accounts(account(upstream, "ci", "github"))
              .build()) {
        quotas.syncAllQuotas();
      }
    }

    assertThat(sent).singleElement().asString().startsWith("GET ");
  }

  @Test
  void successor_knowsWhatItsPredecessorKnew() {
    try (var upstream = SimulatedUpstream.start(time)) {
      upstream.add(SimulatedAccount.of("ci", "github"));
      var accounts = List.of(account(upstream, "ci", "github"));
      try (QuotaManager before = QuotaManager.builder().accounts(accounts).build()) {
        before.syncAllQuotas();
        try (QuotaManager after = Embedding.successor(before, accounts)) {
          assertThat(after.allQuotas()).hasSameSizeAs(before.allQuotas()).isNotEmpty();
        }
      }
    }
  }

  // [test]
  @Test
  void aSpentWindow_isExhausted_andAFailingProviderChangesNothing() {
    var noon = new ManualTime(Instant.parse("2026-03-01T12:00:00Z"));
    try (var upstream = SimulatedUpstream.start(noon)) {
      LiveAccount live = upstream.add(SimulatedAccount.of("ci", "github"));
      Account account =
          Account.of(
                  new AccountId("ci"),
                  "github",
                  SecretSource.of(Secret.of(live.account().token().reveal())))
              .withBaseUrl(upstream.baseUrl("github"));
      try (QuotaManager quotas =
          QuotaManager.builder().time(noon).timer(noon).accounts(account).build()) {
        live.exhaust(new Window(Scope.group("core"), "hourly", Unit.REQUESTS));
        quotas.syncAccountQuota(account.id());
        live.misbehave(new Misbehaviour.Fail(503));
        quotas.syncAccountQuota(account.id());

        Decision decision = quotas.checkQuota(account.id(), Scope.group("core"));
        assertThat(decision.outcome().word()).isEqualTo("exhausted");
      }
    }
  }

  // [/test]

  private static Account account(SimulatedUpstream upstream, String id, String provider) {
    Secret token = Secret.of(upstream.account(id).account().token().reveal());
    return Account.of(new AccountId(id), provider, SecretSource.of(token))
        .withBaseUrl(upstream.baseUrl(provider));
  }
}
