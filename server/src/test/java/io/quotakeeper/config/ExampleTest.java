package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.config.Pool.Protocol;
import io.quotakeeper.engine.Account;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.SubscriptionTier;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.select.Purpose;
import io.quotakeeper.select.Strategy;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleTest {

  private static final String WHOLE =
      """
      server:   {host: 127.0.0.1, port: 7878}
      monitor:  {interval: 5m, timeout: 30s, slotsPerHost: 64}
      cache:    {ttl: 10m30s, maxAge: 24h}
      thresholds: {low: 10%, overrides: [{provider: openai, window: rpm, low: 5%}]}
      accounts:
        - id: team-a                      # unique; letters, digits, . _ -, not starting with a dot
          provider: cloud-code
          project: bamboo-precept
          tier: PRO                       # optional; detected where the provider tells
          secret: {env: TEAM_A_TOKEN}
          owner: bamboo                   # optional; accounts of one owner share its limits
          limits: [{scope: 'model:x', window: rpd, unit: requests, limit: 1500, resets: midnight Pacific}]
          baseUrl: https://proxy.example.com/v1
          labels: {team: search}
      pools:
        - id: chat
          protocol: openai                # openai, anthropic, gemini, generic
          accounts: {provider: openai}    # or a list of ids, or {labels: {team: search}}; all given must hold
          strategy: expiring-first        # with weights: {id: 3} or an order where it needs one
          reserve: 5%
          session: {header: x-session-id}
          fallbacks: {gpt-5: [gpt-5-mini]}
          replaySafe: false
      providers:
        cloud-code: {enabled: true}
      outbound: {allow: [127.0.0.1]}
      alerts:
        - {id: ops, type: slack, url: {env: SLACK_URL}, on: [low, exhausted, recovered, forecast, auth, stale]}
      """;

  @TempDir Path folder;

  private Loading loading() {
    return new Loading(folder)
        .with("TEAM_A_TOKEN", "ya29.invented")
        .with("SLACK_URL", "https://hooks.slack.com/services/invented");
  }

  @Test
  void load_wholeFile_readsTheAccount() {
    Account account = loading().load(WHOLE).accounts().getFirst();

    assertThat(account.id()).isEqualTo(new AccountId("team-a"));
    assertThat(account.provider()).isEqualTo("cloud-code");
    assertThat(account.owner()).isEqualTo("bamboo");
    assertThat(account.project()).isEqualTo("bamboo-precept");
    assertThat(account.declared().tier()).contains(SubscriptionTier.PRO);
    assertThat(account.labels()).isEqualTo(Map.of("team", "search"));
    assertThat(account.enabled()).isTrue();
    assertThat(account.baseUrl()).isEqualTo("https://proxy.example.com/v1");
    assertThat(account.secret().sources().getFirst().read().reveal()).isEqualTo("ya29.invented");
    var window = new Window(Scope.model("x"), "rpd", Unit.REQUESTS);
    Moment midnight = Moment.at(Instant.parse("2026-11-25T08:00:00Z"));
    assertThat(account.limits()).containsExactly(Reading.limit(window, Amount.cap(1500), midnight));
  }

  @Test
  void load_wholeFile_readsThePool() {
    Configuration built = loading().load(WHOLE);

    assertThat(built.pools())
        .containsExactly(
            new Pool(
                "chat",
                Protocol.OPENAI,
                List.of(),
                Strategy.EXPIRING_FIRST,
                Map.of(),
                List.of(),
                Map.of(Purpose.INTERACTIVE, 0.05, Purpose.BATCH, 0.05),
                Map.of(),
                new Pool.Session("x-session-id", Duration.ZERO),
                Map.of("gpt-5", List.of("gpt-5-mini")),
                false));
    assertThat(built.isOn("cloud-code")).isTrue();
    assertThat(built.outbound().allows(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
  }

  @Test
  void load_wholeFile_notesWhatHasNoFunctionYet() {
    assertThat(loading().load(WHOLE).notes())
        .containsExactly(
            "pool chat has no accounts",
            "pools: this version leases accounts and forwards no requests; protocol, session.header"
                + " and replaySafe change nothing yet",
            "alerts: this version checks them but sends none yet");
  }

  @Test
  void load_wholeFile_remembersOrigins() {
    Configuration built = loading().with("QUOTAKEEPER_SERVER_PORT", "8080").load(WHOLE);

    assertThat(built.origins())
        .containsEntry("monitor.interval", folder.resolve("q.yaml") + ":2")
        .containsEntry("server.port", "environment variable QUOTAKEEPER_SERVER_PORT");
  }

  @Test
  void load_exampleOfTheDocumentation_isRight() throws IOException {
    String example = Loading.example();

    Configuration built =
        loading()
            .with("OPENROUTER_API_KEY", "sk-or-v1-invented")
            .with("OPENAI_API_KEY", "sk-proj-invented")
            .load(example);

    assertThat(built.accounts()).hasSize(3);
    assertThat(built.pools().getFirst().accounts()).containsExactly(new AccountId("open"));
    assertThat(built.monitor().freshness().ttl()).isEqualTo(Duration.ofSeconds(630));
  }

  @Test
  void toString_ofConfiguration_showsNoSecret() {
    assertThat(loading().load(WHOLE).toString()).doesNotContain("invented");
  }
}
