package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotakeeper.engine.Account;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Plan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRulesTest {

  private static final String ID =
      "; expected 1 to 128 letters, digits, '.', '_' or '-', not starting with a dot";
  private static final String PLACE =
      "; expected {env: NAME} or {file: path}; or oauth or serviceAccount in its place";
  private static final String RESETS =
      "; expected midnight Pacific, midnight UTC, midnight <IANA zone>, monday UTC, first of month UTC"
          + " or every <duration>";

  @TempDir Path folder;

  private Loading loading() {
    return new Loading(folder).with("KEY", "sk-invented-1");
  }

  static final List<Arguments> RULES =
      List.of(
          arguments("{provider: openai, secret: {env: KEY}}", "id: missing" + ID),
          arguments("{id: .a, provider: openai, secret: {env: KEY}}", "id: malformed" + ID),
          arguments("{id: 'a/b', provider: openai, secret: {env: KEY}}", "id: malformed" + ID),
          arguments(
              "{id: a, secret: {env: KEY}}",
              "provider: missing; expected one of " + Loading.PROVIDERS),
          arguments(
              "{id: a, provider: gihub, secret: {env: KEY}}",
              "provider: unknown provider, did you mean github?; expected one of "
                  + Loading.PROVIDERS),
          arguments(
              "{id: a, provider: cloud-code, project: p, secret: {env: KEY}}",
              "provider: provider cloud-code is not switched on: it uses calls that its vendor keeps for its own clients; expected providers: {cloud-code: {enabled: true}} in this file to switch it on"),
          arguments(
              "{id: a, provider: openai, project: 'p/../q', secret: {env: KEY}}",
              "project: malformed; expected 1 to 128 letters, digits or '-'"),
          arguments(
              "{id: a, provider: openai, tier: pro, secret: {env: KEY}}",
              "tier: unknown tier, did you mean PRO?; expected one of FREE, PRO, ULTRA"),
          arguments(
              "{id: a, provider: openai, enabled: yes, secret: {env: KEY}}",
              "enabled: unknown value; expected one of false, true"),
          arguments(
              "{id: a, provider: openai, owner: '', secret: {env: KEY}}",
              "owner: empty; expected 1 to 128 printable characters"),
          arguments(
              "{id: a, provider: openai, labels: {'a b': c}, secret: {env: KEY}}",
              "labels.a b: malformed label; expected a label of 1 to 63 letters, digits or . _ / -"),
          arguments(
              "{id: a, provider: openai, labels: {a: [b]}, secret: {env: KEY}}",
              "labels.a: not a single value; expected 1 to 128 printable characters"),
          arguments(
              "{id: a, provider: openai, oauth: {refreshToken: {env: KEY}, clientId: {env: KEY}, clientSecret: {env: KEY}}}",
              "oauth: openai takes no logins; expected secret: {env: NAME} or {file: path}"),
          arguments("{id: a, provider: openai}", "secret: missing" + PLACE),
          arguments(
              "{id: a, provider: openai, secret: {env: KEY}, token: x}",
              "token: unknown key; expected one of id, provider, project, tier, secret, oauth, serviceAccount, owner, enabled, limits, baseUrl, labels, reserve"),
          arguments(
              limit("scope: modelx"),
              "limits[0].scope: not a scope; expected account, model:<id> or group:<id>"),
          arguments(
              limit("scope: 'model:'"),
              "limits[0].scope: not a scope; expected account, model:<id> or group:<id>"),
          arguments(
              limit("window: Per Day"),
              "limits[0].window: malformed; expected a window such as 5h, daily or rpm, in kebab case"),
          arguments(
              limit("unit: Tokens"),
              "limits[0].unit: malformed; expected a unit such as requests, tokens, credits or usd"),
          arguments(
              limit("limit: -1"),
              "limits[0].limit: not a number of 0 or more; expected a number of 0 or more"),
          arguments(limit("resets: teatime"), "limits[0].resets: an unknown convention" + RESETS),
          arguments(
              limit("resets: midnight Atlantis"),
              "limits[0].resets: an unknown time zone" + RESETS),
          arguments(limit("resets: doomsday UTC"), "limits[0].resets: an unknown day" + RESETS),
          arguments(limit("resets: every 0s"), "limits[0].resets: a duration of zero" + RESETS),
          arguments(
              limit("color: red"),
              "limits[0].color: unknown key; expected one of scope, window, unit, limit, resets"));

  /** An account whose limit is right but for one key, which comes in place of the right one. */
  private static String limit(String changed) {
    StringBuilder keys = new StringBuilder(changed);
    for (String right :
        new String[] {"scope: account", "window: daily", "unit: tokens", "limit: 1"}) {
      if (!changed.startsWith(right.substring(0, right.indexOf(':') + 1))) {
        keys.append(", ").append(right);
      }
    }
    return "{id: a, provider: openai, secret: {env: KEY}, limits: [{" + keys + "}]}";
  }

  @ParameterizedTest
  @FieldSource("RULES")
  void load_oneRuleBroken_saysPlaceKeyAndExpectation(String account, String problem) {
    assertThat(loading().problems("accounts:\n\n- " + account + "\n"))
        .containsExactly("q.yaml:3: accounts[0]." + problem);
  }

  @Test
  void load_bareAccount_isItsOwnOwner() {
    Account account =
        loading()
            .load("accounts: [{id: a, provider: openai, secret: {env: KEY}}]")
            .accounts()
            .getFirst();

    assertThat(account.owner()).isEqualTo("a");
    assertThat(account.project()).isEmpty();
    assertThat(account.declared()).isEqualTo(Plan.NONE);
    assertThat(account.baseUrl()).isEmpty();
    assertThat(account.enabled()).isTrue();
  }

  @Test
  void load_projectMissingWhereNeeded_isNotedAndNotAProblem() {
    Configuration built =
        loading()
            .load(
                """
                accounts: [{id: a, provider: cloud-code, secret: {env: KEY}}]
                providers: {cloud-code: {enabled: true}}
                """);

    assertThat(built.accounts()).hasSize(1);
    assertThat(built.notes())
        .containsExactly(
            "account a has no project, which cloud-code needs: it cannot be synced until it has one");
  }

  @Test
  void load_accountSwitchedOff_mayLackItsSecret() {
    Configuration built =
        loading()
            .load("accounts: [{id: a, provider: openai, enabled: false, secret: {env: GONE}}]");

    assertThat(built.accounts().getFirst().enabled()).isFalse();
  }

  @Test
  void load_duplicateId_saysWhereTheFirstIs() {
    assertThat(
            loading()
                .problems(
                    """
                    accounts:
                    - {id: a, provider: openai, secret: {env: KEY}}
                    - {id: a, provider: github, secret: {env: KEY}}
                    """))
        .containsExactly(
            "q.yaml:3: accounts[1].id: already the id of the account in line 2; expected an id of its"
                + " own");
  }

  @Test
  void load_providerSwitchedOff_stopsItsAccounts() {
    assertThat(
            loading()
                .problems(
                    """
                    accounts: [{id: a, provider: github, secret: {env: KEY}}]
                    providers: {github: {enabled: false}}
                    """))
        .containsExactly(
            "q.yaml:1: accounts[0].provider: provider github is not switched on; expected providers:"
                + " {github: {enabled: true}} in this file to switch it on");
  }

  @Test
  void load_thresholdOfAccountAndOtherProvider_isRefused() {
    assertThat(
            loading()
                .problems(
                    """
                    accounts: [{id: a, provider: openai, secret: {env: KEY}}]
                    thresholds: {overrides: [{account: a, provider: github, low: 1%}]}
                    """))
        .containsExactly(
            "q.yaml:2: thresholds.overrides[0].provider: not the provider of the account; expected its"
                + " own");
  }

  @Test
  void load_sameFileTwice_givesEqualAccounts() {
    String yaml = "accounts: [{id: a, provider: openai, secret: {env: KEY}}]";

    assertThat(loading().load(yaml).accounts()).isEqualTo(loading().load(yaml).accounts());
  }

  @Test
  void of_shippedAdapters_tellsWhatTheyNeed() {
    assertThat(Adapters.shipped().all().stream().map(KnownProvider::of))
        .contains(
            new KnownProvider("cloud-code", true, true, true),
            new KnownProvider("openrouter", false, false, false));
  }

  @Test
  void load_twoLimitsOfOneWindow_areRefused() {
    String limit = "{scope: account, window: daily, unit: tokens, limit: 1}";
    assertThat(
            loading()
                .problems(
                    "accounts: [{id: a, provider: openai, secret: {env: KEY}, limits: ["
                        + limit
                        + ", "
                        + limit
                        + "]}]"))
        .containsExactly(
            "q.yaml:1: accounts[0].limits[1]: a second limit of the same scope, window and unit;"
                + " expected one limit for each");
  }

  @Test
  void load_manualLimit_isKeptWithItsCalendar() {
    Configuration built = loading().load("accounts: [" + limit("resets: every 1h") + "]");

    ManualLimit limit = built.limits().getOrDefault(new AccountId("a"), List.of()).getFirst();
    assertThat(limit.resets()).isEqualTo(new ResetCalendar.Every(java.time.Duration.ofHours(1)));
    assertThat(built.accounts().getFirst().limits()).containsExactly(limit.reading(Loading.NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com",
        "https://api.example.com:8443/v1/",
        "HTTPS://8.8.8.8/x"
      })
  void load_publicBaseUrl_isFine(String url) {
    Configuration built =
        loading()
            .load(
                "accounts: [{id: a, provider: openai, secret: {env: KEY}, baseUrl: '"
                    + url
                    + "'}]");

    assertThat(built.accounts().getFirst().baseUrl()).isEqualTo(url);
  }
}
