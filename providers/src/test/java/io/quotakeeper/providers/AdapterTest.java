package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterTest {

  private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");
  private static final Adapters ADAPTERS = Adapters.shipped();
  private static final Secret SECRET = Secret.of("s3cr&t");

  private static final String STARS =
      """
      tables: {windows: {7d: weekly, default: '*'}}
      headers:
        - name: unified
          window: {star: true, table: windows}
          unit: percent
          amount: {fraction-used: 'x-unified-*-utilization'}
          except: overage
          resetsAt: {header: 'x-unified-*-reset', as: epoch-seconds}
        - name: by length
          window: {header: 'x-*-window-minutes', length: minutes}
          unit: percent
          amount: {percent-used: 'x-*-used-percent'}
          resetsAt:
            - {header: 'x-*-reset-at', as: epoch-seconds}
            - {header: 'x-*-reset-after-seconds', as: seconds}
      """;
  private static final String BALANCE =
      """
      name: sample
      summary: A sample.
      access: documented
      baseUrl: https://api.example.com
      chains: [{name: balance, calls: balance}]
      calls:
        balance:
          request: {path: /balance}
          expect: has("available")
          readings:
            - name: balance
              scope: account
              window: balance
              unit: {jq: .currency | ascii_downcase}
              amount: {remaining: .left}
      facts: {available: .available}
      refusals:
        - name: not available
          calls: balance
          status: 200
          facts: {available: 'false'}
          class: money-exhausted
          of: request
          scope: account
      """;

  /** An adapter of which only headers and errors are read. */
  private static Adapter headersOnly(String rules) {
    return Adapter.parse(
        "sample.yaml",
        """
        name: sample
        summary: A sample.
        access: documented
        baseUrl: https://api.example.com/v1
        sync: none
        """
            + rules);
  }

  @Test
  void request_ofACall_isWhatTheFileSays() {
    CallRequest request = cloudCode().request("quotaSummary", new Target("some-project", ""));

    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri())
        .hasToString("https://cloudcode-pa.googleapis.com/v1internal:retrieveUserQuotaSummary");
    assertThat(request.body()).isEqualTo("{\"project\": \"some-project\"}");
    assertThat(request.headers().get("content-type")).hasValue("application/json");
    assertThat(request.headers().get("user-agent")).hasValue("quotakeeper");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:9/base/, http://127.0.0.1:9/base/rate_limit",
    "https://ghe.example.com/api/v3, https://ghe.example.com/api/v3/rate_limit",
    "'', https://api.github.com/rate_limit"
  })
  void request_toABaseUrl_keepsItsPathPrefix(String baseUrl, String expected) {
    assertThat(github().request("rateLimit", new Target("", baseUrl)).uri()).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a\"b", "a/b", "a b", "a\nb", "a\\b", "a%2fb", "a#b", "a?b", "a@b", "é", "..", ".",
        "\u2024", "a\u0000"
      })
  void request_withAProjectThatCouldChangeIt_isRefused(String project) {
    assertThatThrownBy(() -> cloudCode().request("quotaSummary", new Target(project, "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("project");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x",
        "x",
        "https://",
        "https://u:p@host",
        "https://host?q=1",
        "https://host#f",
        "::"
      })
  void request_toABaseUrlThatIsNone_isRefused(String baseUrl) {
    assertThatThrownBy(() -> github().request("rateLimit", new Target("", baseUrl)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"getUserStatus", "traffic", "nothing"})
  void request_ofACallThatCannotBeSent_isRefused(String call) {
    assertThatThrownBy(() -> cloudCode().request(call, new Target("p", "")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void credential_inAHeader_isAddedLast() {
    CallRequest request = github().request("rateLimit", new Target("", ""));

    assertThat(request.headers().get("authorization")).isEmpty();
    assertThat(github().authorized(request, SECRET).headers().get("authorization"))
        .hasValue("Bearer s3cr&t");
    assertThat(github().authorized(request, SECRET).toString()).doesNotContain("s3cr");
  }

  @Test
  void credential_inTheQuery_isEncoded() {
    Adapter adapter = headersOnly("auth: {query: key}\n");
    CallRequest request = github().request("rateLimit", new Target("", "https://api.example.com"));

    assertThat(adapter.authorized(request, SECRET).uri())
        .hasToString("https://api.example.com/rate_limit?key=s3cr%26t");
    assertThat(adapter.authorized(request, SECRET).toString()).doesNotContain("s3cr");
  }

  @Test
  void chains_ofCloudCode_tellTheSameThingBestFirst() {
    assertThat(cloudCode().chains())
        .containsExactly(
            new Chain(
                "quota",
                List.of("quotaSummary", "retrieveUserQuota", "fetchAvailableModels"),
                false),
            new Chain("plan", List.of("loadCodeAssist"), true));
    assertThat(cloudCode().needsProject()).isTrue();
    assertThat(adapter("openai").chains()).isEmpty();
    assertThat(adapter("openrouter").lag("credits")).isEqualTo(Duration.ofSeconds(60));
    assertThat(adapter("openrouter").lag("key")).isEqualTo(Duration.ZERO);
  }

  @Test
  void availability_withoutQuota_isSaidToBeThat() {
    String body = "{\"models\":{\"m\":{\"quotaInfo\":{\"remainingFraction\":1}}}}";

    assertThat(read(cloudCode(), "fetchAvailableModels", 200, body).availabilityOnly()).isTrue();
    assertThat(read(cloudCode(), "retrieveUserQuota", 200, "{}").availabilityOnly()).isFalse();
  }

  @Test
  void subject_ofARequest_isTheModelWhereLimitsAreByModel() {
    Reply reply = reply("traffic", 200, "", "x-ratelimit-resource: search");

    assertThat(adapter("openai").subject(reply, new Context("m", ""))).hasToString("model:m");
    assertThat(adapter("openai").subject(reply, Context.NONE)).hasToString("account");
    assertThat(github().subject(reply, new Context("m", ""))).hasToString("group:search");
    assertThat(github().subject(reply("traffic", 200, ""), Context.NONE)).hasToString("account");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini, gemini-2.5-pro, true",
    "gemini, claude-opus-4-6-thinking, false",
    "3p, claude-opus-4-6-thinking, true",
    "3p, gpt-oss-120b-medium, true",
    "3p, gemini-2.5-pro, false",
    "none, gemini-2.5-pro, false"
  })
  void group_ofCloudCode_holdsItsModels(String group, String model, boolean holds) {
    assertThat(cloudCode().groups().contains("cloud-code", group, model)).isEqualTo(holds);
    assertThat(cloudCode().groups().contains("github", group, model)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "*, '', true", "*, abc, true", "a*, abc, true", "*c, abc, true", "a*c, ac, true",
    "a*c, a, false", "ab*bc, abc, false", "*b*, abc, true", "*bb*, abc, false", "abc, abc, true",
    "abc, abcd, false", "a*b*c, axxbxxc, true", "**, x, true", "a.c, abc, false"
  })
  void glob_onText_matchesOnlyByStars(String glob, String text, boolean matches) {
    assertThat(GlobGroups.matches(glob, text)).isEqualTo(matches);
  }

  @Test
  void glob_ofManyStars_doesNotTryPlacesTwice() {
    assertThat(GlobGroups.matches("*a".repeat(1_000) + "*b", "a".repeat(100_000))).isFalse();
  }

  @Test
  void header_withAStar_isReadForEachTextItStandsFor() {
    Adapter adapter = headersOnly(STARS);

    List<Reading> readings =
        read(
                adapter,
                "traffic",
                200,
                "",
                "X-Unified-5h-Utilization: 0.25",
                "X-Unified-5h-Reset: 1773133200",
                "x-unified-7d-utilization: 0.5",
                "x-unified-new_one-utilization: 1.5",
                "x-unified-overage-utilization: 0",
                "x-primary-used-percent: 12.5",
                "x-primary-window-minutes: 43200",
                "x-primary-reset-after-seconds: 60")
            .readings();

    assertThat(readings)
        .extracting(r -> r.window().id() + " " + r.amount().fraction().orElse(-1))
        .containsExactly("5h 0.75", "monthly 0.875", "new-one 0.0", "weekly 0.5");
    assertThat(readings.getFirst().resetsAt())
        .isEqualTo(Moment.at(Instant.parse("2026-03-10T09:00:00Z")));
    assertThat(readings.get(1).resetsAt()).isEqualTo(Moment.at(NOW.plusSeconds(60)));
  }

  @Test
  void header_thatTellsNothing_givesNoNumber() {
    Adapter adapter =
        headersOnly(
            """
            headers:
              - name: requests
                window: rpm
                unit: requests
                amount: {limit: x-limit, remaining: x-remaining}
                untold: '-1'
                unlimited: '0'
            """);

    assertThat(read(adapter, "traffic", 200, "", "x-limit: -1", "x-remaining: -1").readings())
        .isEmpty();
    assertThat(read(adapter, "traffic", 200, "", "x-limit: 0").readings())
        .extracting(r -> r.amount().state())
        .containsExactly("unlimited");
  }

  @Test
  void answer_thatSaysThatRequestsAreRefused_keepsItsReadings() {
    Adapter adapter = Adapter.parse("sample.yaml", BALANCE);

    Understanding understood =
        read(
            adapter,
            "balance",
            200,
            "{\"available\":false,\"currency\":\"USD\",\"left\":\"0.00\"}");

    assertThat(understood.refusal().orElseThrow().kind()).isEqualTo(RefusalClass.MONEY_EXHAUSTED);
    assertThat(understood.refusal().orElseThrow().of()).isEqualTo(Refusal.Target.REQUEST);
    assertThat(understood.readings()).hasSize(1);
  }

  @Test
  void headersOfAQuotaCall_whereARuleTakesThem_areReadBesideItsBody() {
    Adapter adapter =
        Adapter.parse(
            "sample.yaml",
            BALANCE
                + """
                headers:
                  - name: calls
                    calls: balance
                    window: rpm
                    unit: requests
                    amount: {remaining: x-remaining}
                """);
    String body = "{\"available\":true,\"currency\":\"USD\",\"left\":\"2.50\"}";

    assertThat(read(adapter, "balance", 200, body, "x-remaining: 7").readings())
        .extracting(r -> r.window().id() + " " + r.amount().remaining().orElseThrow())
        .containsExactly("balance 2.5", "rpm 7.0");
    assertThat(read(adapter, "traffic", 200, "", "x-remaining: 7").readings()).isEmpty();
  }

  @Test
  void ruleOfNoClass_before_takesAReplyOutOfTheOthersReach() {
    Adapter adapter =
        headersOnly(
            """
            refusals:
              - {name: harmless, status: 429, says: harmless, class: none}
            """);

    assertThat(read(adapter, "traffic", 429, "{\"message\":\"Harmless.\"}").refusal()).isEmpty();
    assertThat(read(adapter, "traffic", 429, "{\"message\":\"Other.\"}").refusal()).isPresent();
  }

  private static Adapter cloudCode() {
    return adapter("cloud-code");
  }

  private static Adapter github() {
    return adapter("github");
  }

  private static Adapter adapter(String name) {
    return ADAPTERS.find(name).orElseThrow();
  }

  private static Understanding read(
      Adapter adapter, String call, int status, String body, String... headers) {
    return adapter.read(reply(call, status, body, headers), Context.NONE);
  }

  private static Reply reply(String call, int status, String body, String... headers) {
    return new Reply(call, status, headers(headers), body, NOW);
  }

  private static Headers headers(String... lines) {
    Headers all = Headers.none();
    for (String line : lines) {
      int colon = line.indexOf(':');
      all = all.with(line.substring(0, colon), line.substring(colon + 1));
    }
    return all;
  }
}
