package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parts of an adapter may hold, and what is said of one that holds something else. */
class AdapterRulesTest {

  private static final String HEAD =
      """
      name: sample
      summary: A sample.
      access: documented
      baseUrl: https://api.example.com
      """;

  private static final String READING =
      "sync: none\ncalls: {u: {expect: .a, readings: [{name: r, scope: account, window: daily, unit: requests, %s}]}}";

  private static Adapter parse(String rules) {
    return Adapter.parse("sample.yaml", HEAD + rules.replace("\\n", "\n"));
  }

  private static void assertRefused(String rules, String message) {
    assertThatThrownBy(() -> parse(rules))
        .as(rules)
        .isInstanceOf(AdapterFault.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "chains: [{calls: u}]\\ncalls: {u: {request: {path: /u}, expect: .a}} | needs name and calls",
        "chains: [{name: q}] | needs name and calls",
        "chains: [{name: q, calls: u}]\\ncalls: {u: {expect: .a}} | no call to send: u",
        "sync: none\\nchains: [{name: q, calls: u}]\\ncalls: {u: {request: {path: /u}, expect: .a}} | not both",
        "summary: x | uplicate",
        "sync: none\\ncalls: {traffic: {expect: .a}} | traffic is not a call",
        "sync: none\\nneeds: [region] | only project can be asked for",
        "sync: none\\ntimes: {a: [{use: b}], b: [{convention: utc-day}]} | cannot use another list",
        "sync: none\\nheaders: [{name: h, calls: other, window: a, unit: a, amount: {limit: x}}] | no such call: other",
        "sync: none\\nheaders: [{name: h, window: a, unit: a, amount: {limit: 'x-*-*'}}] | one star at most",
        "sync: none\\nheaders: [{name: h, window: {jq: .a}, unit: a, amount: {limit: x}}] | expressions cannot be used on headers",
        "sync: none\\nheaders: [{name: h, window: a, unit: {jq: .a}, amount: {limit: x}}] | expressions cannot be used on headers",
        "sync: none\\nheaders: [{name: h, scope: {jq: .a}, window: a, unit: a, amount: {limit: x}}] | expressions cannot be used on headers",
        "sync: none\\nheaders: [&a {name: h}] | anchor",
        "sync: none\\nrateLimitFields: {scope: {jq: .a}} | expressions cannot be used on headers",
        "sync: none\\nrateLimitFields: {scope: {group: {star: true, table: t}}} | no such table: t",
        "sync: none\\nrateLimitFields: {scopes: account} | did you mean scope?",
        "sync: none\\nheaders: [{name: h, headers: [a], window: a, unit: a, amount: {limit: x}}] | must be a mapping of keys",
        "chains: [{name: q, calls: u}]\\ncalls: {u: {request: {path: '/u?a=${now'}, expect: .a}} | '}' is missing",
        "chains: [{name: q, calls: u}]\\ncalls: {u: {request: {path: '/u?a=${now+1h}'}, expect: .a}} | a time is ${now} or ${now-24h}",
        "chains: [{name: q, calls: u}]\\ncalls: {u: {request: {path: /u, body: '${now-soon}'}, expect: .a}} | a time is ${now} or ${now-24h}",
        "sync: none\\nrefusals: [{name: a, class: throttled, headers: {'x-*-*': a}}] | one star at most",
        "sync: none\\nrefusals: [{name: a, class: none}, {name: a, class: none}] | a name stands twice: [a]",
        "sync: none\\nrefusals: [{name: a, class: throttled, until: {use: never}}] | no such times: never",
        "sync: none\\nrefusals: [{name: a, class: throttled, until: {fact: never, as: seconds}}] | no such fact: never",
        "sync: none\\nrefusals: [{name: a, class: throttled, action: {fact: never, hosts: a.example}}] | no such fact: never",
        "sync: none\\nrefusals: [{name: a, class: throttled, action: {hosts: a.example}}] | needs fact and hosts",
        "sync: none\\nrefusals: [{name: a, class: throttled, action: {fact: message}}] | needs fact and hosts",
        "sync: none\\nrefusals: [{class: throttled}] | refusals[0]",
        "sync: none\\nrefusals: [{name: a, class: throttled, until: {convention: utc-dai}}] | did you mean utc-day?",
        "sync: none\\nrefusals: [{name: a, class: throttled, window: {fact: message, length: hours}}] | length must be seconds or minutes",
        "sync: none\\nrefusals: [{name: a, class: throttled, window: {fact: message, star: true}}] | expected one of",
        "sync: none\\nrefusals: [{name: a, class: throttled, status: 500-5xx}] | an HTTP status is",
        "sync: none\\nrefusals: [{name: a, class: throttled, status: '5:0'}] | an HTTP status is",
        "sync: none\\ncalls: {u: {expect: .a, availabilityOnly: some}} | all-full-without-reset",
        "sync: none\\ncalls: {u: {expect: .a, plan: {words: .b}}} | a plan needs id",
        "sync: none\\ncalls: {u: {expect: .a, readings: [{scope: account, window: a, unit: a}]}} | needs name, scope, window and unit",
        "sync: none\\ncalls: {u: {expect: .a, readings: [{name: r, window: a, unit: a}]}} | needs name, scope, window and unit",
        "sync: none\\ncalls: {u: {expect: .a, readings: [{name: r, scope: account, unit: a}]}} | needs name, scope, window and unit",
        "sync: none\\ncalls: {u: {expect: .a, readings: [{name: r, scope: account, window: a}]}} | needs name, scope, window and unit",
        "sync: none\\nheaders: [{name: h, window: a, unit: a}] | needs name, window, unit and amount",
        "sync: none\\nheaders: [{name: h, window: a, amount: {limit: x}}] | needs name, window, unit and amount",
        "sync: none\\nheaders: [{name: h, unit: a, amount: {limit: x}}] | needs name, window, unit and amount",
        "sync: none\\nheaders: [{window: a, unit: a, amount: {limit: x}}] | needs name, window, unit and amount",
        "sync: none\\nsubject: {model: model, group: group} | one of model, group",
        "sync: none\\nauth: {query: 'a{b'} | must be letters, digits",
        "sync: none\\nauth: {query: é} | must be letters, digits",
      })
  void partThatDoesNotFit_isRefusedWithTheReason(String rules, String message) {
    assertRefused(rules, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "zeroBeforeReset: perhaps | must be true or false",
        "role: limiter            | must be one of ",
        "amount: [a]              | must be a mapping of keys",
        "amount: {limit: [a]}     | must be a text",
        "resetsAt: {jq: .a, as: } | resetsAt",
      })
  void valueOfAnotherKind_isRefusedWithTheKindThatMustStandThere(String part, String message) {
    assertRefused(READING.formatted(part), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sync: none\\nheaders: [7] | must be a mapping of keys",
        "sync: none\\ngroups: {a: {b: c}} | groups.a: must be a text",
        "sync: none\\nhorizon: soon | a duration is 60s or 1h30m: soon",
        "sync: none\\nfacts: {a: } | facts.a",
        "sync: none\\nneeds: [~] | needs[0]: is empty",
      })
  void valueOfAnotherKind_anywhere_isRefused(String rules, String message) {
    assertRefused(rules, message);
  }

  @Test
  void baseUrl_mayBeMissing_whereNothingIsCalled() {
    String headless = HEAD.replace("baseUrl: https://api.example.com\n", "");

    assertThat(Adapter.parse("sample.yaml", headless + "sync: none\n").baseUrl()).isEmpty();
    assertThatThrownBy(() ->
            Adapter.parse(
                "sample.yaml",
                headless
                    + "chains: [{name: q, calls: u}]\n"
                    + "calls: {u: {request: {path: /u}, expect: .a}}\n"))
        .isInstanceOf(AdapterFault.class)
        .hasMessageContaining("baseUrl: is missing");
  }

  @Test
  void partsThatFit_areTaken() {
    assertThat(parse(READING.formatted("role: extra, zeroBeforeReset: true")).calls())
        .contains("u");
    assertThat(
            parse(
                    """
                    sync: none
                    times: {day: {convention: utc-day}}
                    headers:
                      - name: h
                        calls: [traffic]
                        scope: request-model
                        window: rpm
                        unit: requests
                        amount: {limit: x}
                        resetsAt: {use: day}
                    """)
                .calls())
        .containsExactly("traffic");
    assertThat(parse("sync: none\\nauth: {query: api_key-2.x}").calls()).isNotEmpty();
  }
}
