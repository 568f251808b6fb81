package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterFormatTest {

  private static final String GOOD =
      """
      name: sample
      summary: A sample.
      access: documented
      baseUrl: https://api.example.com
      tables: {windows: {a: daily}}
      chains: [{name: quota, calls: [usage]}]
      calls:
        usage:
          request: {path: /usage}
          expect: type == "object"
          readings:
            - name: one
              scope: account
              window: {jq: .w, table: windows}
              unit: requests
              amount: {limit: .limit}
              resetsAt: {jq: .r, as: rfc3339}
      headers:
        - name: head
          window: rpm
          unit: requests
          amount: {limit: x-limit}
      facts: {code: .code}
      refusals:
        - name: no
          status: 403
          facts: {code: x}
          class: throttled
      """;

  @Test
  void file_asDocumented_isRead() {
    Adapter adapter = Adapter.parse("sample.yaml", GOOD);

    assertThat(adapter.name()).isEqualTo("sample");
    assertThat(adapter.calls()).containsExactly("traffic", "usage");
    assertThat(adapter.chains()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "summary: A sample.|sumary: A sample.|sample.yaml:2: sumary|sumary",
        "amount: {limit: x-limit}|amount: {limits: x-limit}|sample.yaml:22: headers[0].amount.limits|did you mean limit?",
        "amount: {limit: .limit}|amount: {limit: '.limit ('}|sample.yaml:16: |')' is missing",
        "amount: {limit: .limit}|amount: {limit: '.limit +'}|sample.yaml:16: |not a jq expression",
        "amount: {limit: .limit}|amount: {limit: range(9)}|sample.yaml:16: calls.usage.readings[0]|range",
        "as: rfc3339|as: rfc339|sample.yaml:17: |did you mean rfc3339?",
        "as: rfc3339}|as: rfc3339, convention: utc-day}|sample.yaml:17: |resetsAt",
        "class: throttled|class: throtled|sample.yaml:25: refusals[0]|class",
        "status: 403|status: 4xx|sample.yaml:26: |4xx",
        "unit: requests\\n      |units: requests\\n      |sample.yaml:15: calls.usage.readings[0].units|did you mean unit?",
        "expect: type == \"object\"||sample.yaml:8: calls.usage|expect",
        "name: sample|name: Sample|sample.yaml:1: name|lower-case",
        "access: documented|access: public|sample.yaml:3: access|vendor-private",
        "https://api.example.com|api.example.com|sample.yaml:4: baseUrl|http",
        "calls: [usage]|calls: [usages]|sample.yaml:6: chains.quota.calls|usages",
        "table: windows|table: window|sample.yaml:12: calls.usage.readings.one|window",
        "facts: {code: x}|facts: {cod: x}|sample.yaml:25: refusals.no|cod",
        "scope: account|scope: accounts|sample.yaml:13: |scope",
        "{limit: x-limit}|{limit: x-*-limit, used: x-used}|sample.yaml:22: headers.head.amount|star",
        "name: head|name: head\\n    name: head|sample.yaml:19: |uplicate",
        "{limit: x-limit}|{limit: x-limit}\\n    resetsAt: {jq: .x, as: rfc3339}|sample.yaml:19: headers.head|expressions",
        "facts: {code: .code}|facts: {code: '}|sample.yaml:29: not valid YAML|quoted",
      })
  void file_withAFault_saysWhereAndWhat(String part, String by, String where, String what) {
    String replacement = by == null ? "" : by.replace("\\n", "\n");
    String yaml = GOOD.replace(part.replace("\\n", "\n"), replacement);

    assertThat(yaml).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> Adapter.parse("sample.yaml", yaml))
        .isInstanceOf(AdapterFault.class)
        .hasMessageStartingWith(where)
        .hasMessageContaining(what);
  }

  @Test
  void shippedAdapters_loaded_haveTheNamesOfTheirFiles() {
    assertThat(Adapters.shipped().all())
        .extracting(Adapter::name)
        .containsExactlyElementsOf(Adapters.shipped().names());
    assertThat(Adapters.shipped().all()).allSatisfy(a -> assertThat(a.summary()).isNotEmpty());
  }

  @Test
  void vendorPrivate_amongShipped_areThoseOfLoginsAndSessions_andSayTheirTerms() {
    assertThat(Adapters.shipped().all())
        .filteredOn(Adapter::isVendorPrivate)
        .allSatisfy(adapter -> assertThat(adapter.terms()).isNotEmpty())
        .extracting(Adapter::name)
        .containsExactly(
            "anthropic-subscription", "cloud-code", "cursor", "github-copilot", "openai-codex");
  }

  @Test
  void ownAdapter_ofAShippedName_replacesIt() {
    Adapter own = Adapter.parse("x.yaml", GOOD.replace("name: sample", "name: github"));
    Adapters all = Adapters.shipped().with(List.of(own));

    assertThat(all.find("github")).hasValue(own);
    assertThat(all.all()).hasSameSizeAs(Adapters.shipped().names());
  }
}
