package io.quotakeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptersUnderstandTest {

  private static final Unit USD = new Unit("usd");

  private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T12:00:00Z"));
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time);
  private final Client client = new Client(upstream);
  private final Reader reader = new Reader(client, upstream, time);

  @AfterEach
  void close() {
    client.close();
    upstream.close();
  }

  @Test
  void cloudCode_summary_readsAsThePoolsStand() {
    LiveAccount account = add("cloud-code");
    account.burn(Scope.model("gemini-3-pro"), Unit.REQUESTS, 50);
    account.exhaust(new Window(Scope.group("3p"), "5h", Unit.REQUESTS));

    assertThat(told(reader.sync(account, "quotaSummary")))
        .containsExactly(
            "group:3p/5h/percent 0.0 2026-03-01T17:00:00Z",
            "group:3p/weekly/percent 1.0 2026-03-08T12:00:00Z",
            "group:gemini/5h/percent 0.75 2026-03-01T17:00:00Z",
            "group:gemini/weekly/percent 0.975 2026-03-08T12:00:00Z");
  }

  @Test
  void cloudCode_modelsAndBuckets_readAsTheTightestPoolStands() {
    LiveAccount account =
        upstream.add(
            SimulatedAccount.of("a", "cloud-code")
                .models("gemini-3-pro", "gpt-oss-120b")
                .lockedModels("gemini-3-ultra"));
    account.burn(Scope.model("gemini-3-pro"), Unit.REQUESTS, 50);
    account.exhaust(new Window(Scope.group("3p"), "5h", Unit.REQUESTS));

    assertThat(told(reader.sync(account, "fetchAvailableModels")))
        .containsExactly(
            "model:gemini-3-pro/5h/requests 0.75 2026-03-01T17:00:00Z",
            "model:gpt-oss-120b/5h/requests 0.0 2026-03-01T17:00:00Z");
    assertThat(told(reader.sync(account, "retrieveUserQuota")))
        .containsExactly(
            "model:gemini-3-pro/daily/requests 0.75 2026-03-01T17:00:00Z",
            "model:gemini-3-ultra/daily/requests not-entitled unstated",
            "model:gpt-oss-120b/daily/requests 0.0 2026-03-01T17:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({"free-tier", "g1-pro-tier", "g1-ultra-tier"})
  void cloudCode_plan_readsAsItWasSetUp(String plan) {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "cloud-code").plan(plan));

    assertThat(reader.sync(account, "loadCodeAssist").plan().id()).isEqualTo(plan);
  }

  @Test
  void cloudCode_spentPool_isARefusalOfTheModelUntilItsReset() {
    LiveAccount account = add("cloud-code");
    account.exhaust(new Window(Scope.group("gemini"), "5h", Unit.REQUESTS));

    assertRefused(
        reader.traffic(account, generate(account, "gemini-3-pro"), "gemini-3-pro"),
        RefusalClass.WINDOW_EXHAUSTED,
        "model:gemini-3-pro",
        "2026-03-01T17:00:00Z");
  }

  @Test
  void github_rateLimit_readsAsThePoolsStand() {
    LiveAccount account = add("github");
    client.get(account, "/user");
    client.get(account, "/search/code");

    assertThat(told(reader.sync(account, "rateLimit")))
        .containsExactly(
            "group:code_search/rpm/requests 0.9 2026-03-01T12:01:00Z",
            "group:core/hourly/requests 0.9998 2026-03-01T13:00:00Z",
            "group:graphql/hourly/requests 1.0 2026-03-01T13:00:00Z",
            "group:search/rpm/requests 1.0 2026-03-01T12:01:00Z");
  }

  @Test
  void github_traffic_readsByItsHeadersAndIsRefusedWhenSpent() {
    LiveAccount account = add("github");
    HttpResponse<String> served = client.get(account, "/user");
    account.exhaust(new Window(Scope.group("core"), "hourly", Unit.REQUESTS));

    assertThat(told(reader.traffic(account, served, "")))
        .containsExactly("group:core/hourly/requests 0.9998 2026-03-01T13:00:00Z");
    assertRefused(
        reader.traffic(account, client.get(account, "/user"), ""),
        RefusalClass.WINDOW_EXHAUSTED,
        "group:core",
        "2026-03-01T13:00:00Z");
  }

  @Test
  void openai_traffic_readsBothBuckets() {
    LiveAccount account = add("openai");

    assertThat(told(reader.traffic(account, complete(account, "gpt-5", 300), "gpt-5")))
        .containsExactly(
            "model:gpt-5/rpm/requests 0.998 2026-03-01T12:00:00.120Z",
            "model:gpt-5/tpm/tokens 0.99 2026-03-01T12:00:00.600Z");
  }

  @Test
  void openai_refusals_readByWhatIsSpent() {
    LiveAccount account = add("openai");
    account.exhaust(new Window(Scope.model("gpt-5"), "rpm", Unit.REQUESTS));
    assertRefused(
        reader.traffic(account, complete(account, "gpt-5", 1), "gpt-5"),
        RefusalClass.THROTTLED,
        "model:gpt-5",
        "2026-03-01T12:00:01Z");
    assertRefused(
        reader.traffic(account, complete(account, "gpt-5-mini", 50_000), "gpt-5-mini"),
        RefusalClass.REQUEST_TOO_LARGE,
        "model:gpt-5-mini",
        "unstated");
    LiveAccount poor =
        upstream.add(
            SimulatedAccount.of("poor", "openai")
                .window(SimulatedWindow.balance(Scope.account(), "balance", USD, 0)));
    assertRefused(
        reader.traffic(poor, complete(poor, "gpt-5", 1), "gpt-5"),
        RefusalClass.MONEY_EXHAUSTED,
        "account",
        "unstated");
  }

  @Test
  void openrouter_quotaCalls_readAsTheMoneyStands() {
    LiveAccount account = add("openrouter");
    account.burn(Scope.account(), USD, 20);

    Understanding key = reader.sync(account, "key");
    assertThat(told(key)).containsExactly("account/monthly/usd 0.6 2026-04-01T00:00:00Z");
    assertThat(key.readings().getFirst().amount().remaining()).hasValue(30);
    assertThat(reader.sync(account, "credits").readings())
        .singleElement()
        .satisfies(r -> assertThat(r.amount().remaining()).hasValue(80));
  }

  @Test
  void openrouter_refusals_readByWhatIsSpent() {
    LiveAccount account = add("openrouter");
    account.exhaust(new Window(Scope.group("free"), "rpm", Unit.REQUESTS));
    String free = "vendor/small:free";
    assertRefused(
        reader.traffic(account, complete(account, free, 1), free),
        RefusalClass.WINDOW_EXHAUSTED,
        "model:" + free,
        "2026-03-01T12:01:00Z");
    account.exhaust(new Window(Scope.account(), "credits", USD));
    assertRefused(
        reader.traffic(account, complete(account, "vendor/large", 1), "vendor/large"),
        RefusalClass.MONEY_EXHAUSTED,
        "account",
        "unstated");
  }

  private LiveAccount add(String provider) {
    return upstream.add(SimulatedAccount.of("a", provider));
  }

  private HttpResponse<String> complete(LiveAccount account, String model, int tokens) {
    return client.post(
        account,
        "/chat/completions",
        "{\"model\":\"" + model + "\",\"max_tokens\":" + tokens + ",\"messages\":[]}");
  }

  private HttpResponse<String> generate(LiveAccount account, String model) {
    return client.post(
        account, "/v1internal:generateContent", "{\"model\":\"" + model + "\",\"request\":{}}");
  }

  private static void assertRefused(
      Understanding understanding, RefusalClass kind, String scope, String until) {
    Refusal refusal = understanding.refusal().orElseThrow();
    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal.scope()).hasToString(scope);
    assertThat(refusal.until()).hasToString(until);
  }

  private static List<String> told(Understanding understanding) {
    assertThat(understanding.problem()).isEmpty();
    assertThat(understanding.refusal()).isEmpty();
    return understanding.readings().stream().map(AdaptersUnderstandTest::told).toList();
  }

  private static String told(Reading reading) {
    var fraction = reading.amount().fraction();
    String left =
        fraction.isPresent()
            ? Double.toString(Math.round(fraction.getAsDouble() * 1e6) / 1e6)
            : reading.amount().state();
    return reading.window() + " " + left + " " + reading.resetsAt();
  }
}
