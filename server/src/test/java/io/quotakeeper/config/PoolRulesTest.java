package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotakeeper.config.Pool.Protocol;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.select.Purpose;
import io.quotakeeper.select.Strategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class PoolRulesTest {

  private static final String ACCOUNTS =
      """
      accounts:
      - {id: a, provider: openai, secret: {env: KEY}, labels: {team: search, env: prod}}
      - {id: b, provider: openai, secret: {env: KEY}, labels: {team: search}}
      - {id: c, provider: github, secret: {env: KEY}}
      pools:
      """;
  private static final String SELECTORS =
      "; expected {provider: NAME}, {labels: {team: search}}, {ids: [a, b]}, several of these, or a"
          + " list of ids";
  private static final String SHARES =
      "; expected a percentage from 0% to 100% such as 10%, or by purpose such as {interactive: 0%,"
          + " batch: 20%}";
  private static final String OWN = "; expected ids of its accounts";

  @TempDir Path folder;

  private Loading loading() {
    return new Loading(folder).with("KEY", "sk-invented-1");
  }

  private Pool pool(String keys) {
    return loading().load(ACCOUNTS + "- {id: p, " + keys + "}\n").pools().getFirst();
  }

  private static List<AccountId> ids(String... ids) {
    return Stream.of(ids).map(AccountId::new).toList();
  }

  static final List<Arguments> RULES =
      List.of(
          arguments(
              "{accounts: [a]}",
              ".id: missing; expected 1 to 128 letters, digits, '.', '_' or '-', not starting with a dot"),
          arguments("{id: p}", ".accounts: missing" + SELECTORS),
          arguments("{id: p, accounts: {}}", ".accounts: selects nothing" + SELECTORS),
          arguments(
              "{id: p, accounts: a}",
              ".accounts: not a mapping; expected a mapping with provider, ids, labels"),
          arguments(
              "{id: p, accounts: [a, c]}",
              ".accounts: accounts of several providers: github, openai; expected accounts of one provider"),
          arguments(
              "{id: p, accounts: [a, a]}", ".accounts[1]: named twice; expected each account once"),
          arguments(
              "{id: p, accounts: [z]}",
              ".accounts[0]: no such account, did you mean a?; expected the id of an account in this file"),
          arguments(
              "{id: p, accounts: {provider: opnai}}",
              ".accounts.provider: unknown provider, did you mean openai?; expected one of "
                  + Loading.PROVIDERS),
          arguments(
              "{id: p, accounts: {lables: {a: b}}}",
              ".accounts.lables: unknown key, did you mean labels?; expected one of provider, ids, labels"),
          arguments(
              "{id: p, accounts: [a], protocol: grpc}",
              ".protocol: unknown protocol; expected one of anthropic, gemini, generic, openai"),
          arguments(
              "{id: p, accounts: [a], strategy: tierd}",
              ".strategy: unknown strategy, did you mean tiered?; expected one of expiring-first, fill-first, most-headroom, round-robin, tiered, weighted"),
          arguments(
              "{id: p, accounts: [a], strategy: weighted}",
              ".weights: missing; expected weights such as {team-a: 3, team-b: 1} for strategy weighted"),
          arguments(
              "{id: p, accounts: [a], weights: {a: 1}}",
              ".weights: not for strategy expiring-first; expected no such key, or strategy: weighted"),
          arguments(
              "{id: p, accounts: [a], strategy: weighted, weights: {a: 0}}",
              ".weights.a: less than 1; expected a whole number from 1 to 1000000"),
          arguments(
              "{id: p, accounts: [a], strategy: weighted, weights: {b: 1}}",
              ".weights.b: not an account of this pool" + OWN),
          arguments(
              "{id: p, accounts: [a], order: [a]}",
              ".order: not for strategy expiring-first; expected no such key, or strategy: fill-first"),
          arguments(
              "{id: p, accounts: [a], strategy: fill-first, order: [b]}",
              ".order[0]: not an account of this pool" + OWN),
          arguments(
              "{id: p, accounts: [a], strategy: fill-first, order: [a, a]}",
              ".order[1]: named twice; expected each account once"),
          arguments("{id: p, accounts: [a], reserve: 5}", ".reserve: not a percentage" + SHARES),
          arguments(
              "{id: p, accounts: [a], reserve: [5%]}", ".reserve: not a single value" + SHARES),
          arguments(
              "{id: p, accounts: [a], reserve: {bach: 5%}}",
              ".reserve.bach: unknown key, did you mean batch?; expected one of interactive, batch"),
          arguments(
              "{id: p, accounts: [a], reserve: {batch: 101%}}",
              ".reserve.batch: more than 100%; expected a percentage from 0% to 100% such as 10%"),
          arguments(
              "{id: p, accounts: [a], session: {header: 'a b'}}",
              ".session.header: malformed; expected the name of a header"),
          arguments(
              "{id: p, accounts: [a], session: {moveCost: 0s}}",
              ".session.moveCost: a duration of zero; expected a duration above zero such as 5m, 10m30s, 1h or 250ms"),
          arguments(
              "{id: p, accounts: [a], fallbacks: {m: []}}",
              ".fallbacks.m: empty; expected a list of models"),
          arguments(
              "{id: p, accounts: [a], fallbacks: {m: [m]}}",
              ".fallbacks.m: a model in place of itself; expected other models"),
          arguments(
              "{id: p, accounts: [a], replaySafe: 1}",
              ".replaySafe: unknown value; expected one of false, true"));

  @ParameterizedTest
  @FieldSource("RULES")
  void load_oneRuleBroken_saysPlaceKeyAndExpectation(String pool, String problem) {
    assertThat(loading().problems(ACCOUNTS + "- " + pool + "\n"))
        .containsExactly("q.yaml:6: pools[0]" + problem);
  }

  @Test
  void load_duplicateId_saysWhereTheFirstIs() {
    assertThat(
            loading().problems(ACCOUNTS + "- {id: p, accounts: [a]}\n- {id: p, accounts: [b]}\n"))
        .containsExactly(
            "q.yaml:7: pools[1]: already the id of the pool in line 6; expected an id of its own");
  }

  @Test
  void load_wrongAccount_causesNoProblemOfItsPool() {
    assertThat(
            loading()
                .problems(
                    """
                    accounts: [{id: a, provider: openai}]
                    pools: [{id: p, accounts: [a], strategy: weighted, weights: {a: 1}}]
                    """))
        .containsExactly(
            "q.yaml:1: accounts[0].secret: missing; expected {env: NAME} or {file: path};"
                + " or oauth or serviceAccount in its place");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[b, a]                                     | b a",
        "{ids: [b, a]}                              | b a",
        "{provider: openai}                         | a b",
        "{labels: {team: search}}                   | a b",
        "{labels: {team: search, env: prod}}        | a",
        "{provider: github}                         | c",
        "{ids: [b, c], labels: {team: search}}      | b",
        "{provider: openai, ids: [a, c]}            | a"
      })
  void load_selectors_mustAllHold(String selectors, String ids) {
    assertThat(pool("accounts: " + selectors).accounts()).isEqualTo(ids(ids.split(" ")));
  }

  @Test
  void load_barePool_hasTheDefaults() {
    assertThat(pool("accounts: [a]"))
        .isEqualTo(
            new Pool(
                "p",
                Protocol.GENERIC,
                ids("a"),
                Strategy.EXPIRING_FIRST,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                new Pool.Session("", Duration.ZERO),
                Map.of(),
                false));
  }

  @Test
  void load_reserve_isForAllPurposesOrForThoseThatItNames() {
    assertThat(pool("accounts: [a], reserve: 5%").reserve())
        .isEqualTo(Map.of(Purpose.INTERACTIVE, 0.05, Purpose.BATCH, 0.05));
    assertThat(pool("accounts: [a], reserve: {batch: 20%}").reserve())
        .isEqualTo(Map.of(Purpose.BATCH, 0.2));
  }

  @Test
  void load_reserveOfAnAccount_isKnownToThePoolsThatHaveIt() {
    List<Pool> pools =
        loading()
            .load(
                ACCOUNTS.replace("id: b,", "id: b, reserve: 10%,")
                    + "- {id: p, accounts: [a]}\n- {id: q, accounts: [a, b]}\n")
            .pools();

    assertThat(pools)
        .extracting(Pool::reserves)
        .containsExactly(Map.of(), Map.of(new AccountId("b"), 0.1));
  }

  @Test
  void load_session_saysHowLongItWaitsForItsAccount() {
    assertThat(pool("accounts: [a], session: {moveCost: 1m30s}").session())
        .isEqualTo(new Pool.Session("", Duration.ofSeconds(90)));
  }

  @Test
  void load_poolsThatOnlyLease_areNotNoted() {
    Configuration plain = loading().load(ACCOUNTS + "- {id: p, accounts: [a]}\n");
    Configuration forwards =
        loading().load(ACCOUNTS + "- {id: p, accounts: [a], session: {header: x-id}}\n");

    assertThat(plain.notes()).isEmpty();
    assertThat(forwards.notes()).singleElement().asString().contains("session.header");
  }

  @Test
  void load_weighted_keepsTheWeights() {
    assertThat(pool("accounts: [a, b], strategy: weighted, weights: {a: 3}").weights())
        .isEqualTo(Map.of(new AccountId("a"), 3));
  }

  @Test
  void load_fillFirst_namedAccountsComeFirst() {
    assertThat(pool("accounts: [a, b], strategy: fill-first, order: [b]").order())
        .isEqualTo(ids("b", "a"));
    assertThat(pool("accounts: [b, a], strategy: fill-first").order()).isEqualTo(ids("b", "a"));
  }
}
