package io.quotakeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvidersOnTheWireTest {

  private static final Unit USD = new Unit("usd");
  private static final Window GEMINI_5H = new Window(Scope.group("gemini"), "5h", Unit.REQUESTS);

  private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T12:00:00Z"));
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time);
  private final Client client = new Client(upstream);

  @AfterEach
  void close() {
    client.close();
    upstream.close();
  }

  @Test
  void github_traffic_burnsThePoolOfItsResource() {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "github"));
    HttpResponse<String> search = client.get(account, "/search/issues?q=x");

    assertThat(header(search, "x-ratelimit-resource")).isEqualTo("search");
    assertThat(header(search, "x-ratelimit-limit")).isEqualTo("30");
    assertThat(header(search, "x-ratelimit-remaining")).isEqualTo("29");
    assertThat(header(search, "x-ratelimit-used")).isEqualTo("1");
    assertThat(header(search, "x-ratelimit-reset"))
        .isEqualTo("" + time.now().plusSeconds(60).getEpochSecond());
    JsonNode resources = Client.json(client.get(account, "/rate_limit")).path("resources");
    assertThat(resources.at("/search/remaining").asInt()).isEqualTo(29);
    assertThat(resources.at("/core/remaining").asInt()).isEqualTo(5000);
  }

  @Test
  void github_spentPool_refusesUntilItsReset() {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "github"));
    account.exhaust(new Window(Scope.group("core"), "hourly", Unit.REQUESTS));

    HttpResponse<String> refused = client.get(account, "/user");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(header(refused, "x-ratelimit-remaining")).isEqualTo("0");
    assertThat(client.get(account, "/search/issues").statusCode()).isEqualTo(200);
    assertThat(client.get(account, "/rate_limit").statusCode()).isEqualTo(200);
    time.advance(Duration.ofHours(1));
    assertThat(client.get(account, "/user").statusCode()).isEqualTo(200);
  }

  @Test
  void github_throttled_saysSecondaryLimit() {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "github"));
    account.misbehave(Misbehaviour.throttle(Duration.ofSeconds(30)));
    HttpResponse<String> told = client.get(account, "/user");
    account.misbehave(Misbehaviour.throttle());
    HttpResponse<String> silent = client.get(account, "/user");

    assertThat(header(told, "retry-after")).isEqualTo("30");
    assertThat(told.body()).contains("secondary rate limit");
    assertThat(silent.headers().firstValue("retry-after")).isEmpty();
  }

  @Test
  void openai_traffic_tellsBothBucketsOfItsModel() {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "openai"));
    HttpResponse<String> response =
        client.post(
            account,
            "/v1/chat/completions",
            "{\"model\":\"gpt-5\",\"max_completion_tokens\":290,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"forty characters of text, that"
                + " is ten tokn\"}]}");

    assertThat(header(response, "x-ratelimit-limit-requests")).isEqualTo("500");
    assertThat(header(response, "x-ratelimit-remaining-requests")).isEqualTo("499");
    assertThat(header(response, "x-ratelimit-reset-requests")).isEqualTo("120ms");
    assertThat(header(response, "x-ratelimit-limit-tokens")).isEqualTo("30000");
    assertThat(header(response, "x-ratelimit-remaining-tokens")).isEqualTo("29699");
    assertThat(header(response, "x-ratelimit-reset-tokens")).isEqualTo("602ms");
    assertThat(Client.json(response).at("/usage/total_tokens").asInt()).isEqualTo(301);
  }

  @Test
  void openai_spentBucket_saysWhenToTryAgain() {
    LiveAccount account =
        upstream.add(
            SimulatedAccount.of("a", "openai")
                .window(
                    SimulatedWindow.rolling(
                        SimulatedWindow.EACH_MODEL,
                        "rpm",
                        Unit.REQUESTS,
                        3,
                        Duration.ofMinutes(1))));
    for (int i = 0; i < 3; i++) {
      assertThat(respond(account, "gpt-5", 1).statusCode()).isEqualTo(200);
    }

    HttpResponse<String> refused = respond(account, "gpt-5", 1);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(header(refused, "retry-after")).isEqualTo("20");
    assertThat(header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
    assertThat(Client.json(refused).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
    assertThat(Client.json(refused).at("/error/message").asText())
        .contains("(RPM): Limit 3, Used 3, Requested 1. Please try again in 20s.");
    assertThat(respond(account, "gpt-5-mini", 1).statusCode()).isEqualTo(200);
    time.advance(Duration.ofSeconds(20));
    assertThat(respond(account, "gpt-5", 1).statusCode()).isEqualTo(200);
  }

  @Test
  void openai_limitOfTheDay_isToldByItsRefusalAlone() {
    LiveAccount account =
        upstream.add(
            SimulatedAccount.of("a", "openai")
                .window(
                    SimulatedWindow.rolling(
                        SimulatedWindow.EACH_MODEL, "rpd", Unit.REQUESTS, 1, Duration.ofDays(1))));

    HttpResponse<String> served = respond(account, "gpt-5", 1);
    HttpResponse<String> refused = respond(account, "gpt-5", 1);

    assertThat(header(served, "x-ratelimit-limit-requests")).isEqualTo("500");
    assertThat(header(refused, "x-ratelimit-remaining-requests")).isEqualTo("499");
    assertThat(refused.body()).contains("requests per day (RPD): Limit 1,").contains("24h0m0s");
  }

  @Test
  void openai_requestBeyondTheLimit_isTooLargeForEver() {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "openai"));

    HttpResponse<String> refused = respond(account, "gpt-5", 40_000);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("Request too large").doesNotContain("try again");
    assertThat(refused.headers().firstValue("retry-after")).isEmpty();
  }

  @Test
  void openai_spentBalance_isInsufficientQuota() {
    LiveAccount account =
        upstream.add(
            SimulatedAccount.of("a", "openai")
                .window(SimulatedWindow.balance(Scope.account(), "balance", USD, 0)));

    HttpResponse<String> refused = respond(account, "gpt-5", 1);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Client.json(refused).at("/error/code").asText()).isEqualTo("insufficient_quota");
    assertThat(Client.json(refused).at("/error/type").asText()).isEqualTo("insufficient_quota");
  }

  @Test
  void openai_concurrentTraffic_neverOverspendsABucket() {
    LiveAccount account =
        upstream.add(
            SimulatedAccount.of("a", "openai")
                .window(
                    SimulatedWindow.rolling(
                        SimulatedWindow.EACH_MODEL,
                        "rpm",
                        Unit.REQUESTS,
                        20,
                        Duration.ofMinutes(1))));
    String body = "{\"model\":\"gpt-5\",\"max_tokens\":1,\"messages\":[]}";

    List<CompletableFuture<HttpResponse<String>>> calls =
        IntStream.range(0, 60)
            .mapToObj(i -> client.posted(account, "/v1/chat/completions", body))
            .toList();

    assertThat(calls.stream().map(c -> c.join().statusCode()).filter(s -> s == 200)).hasSize(20);
    assertThat(account.remaining().getFirst().left()).isZero();
  }

  @Test
  void openrouter_traffic_burnsMoney() {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "openrouter"));
    client.post(account, "/api/v1/chat/completions", routed("vendor/large", 100_000));

    JsonNode key = Client.json(client.get(account, "/api/v1/key")).path("data");
    assertThat(key.path("limit").asDouble()).isEqualTo(50);
    assertThat(key.path("limit_remaining").asDouble()).isEqualTo(49);
    assertThat(key.path("limit_reset").asText()).isEqualTo("monthly");
    assertThat(key.path("usage_monthly").asDouble()).isEqualTo(1);
    JsonNode credits = Client.json(client.get(account, "/credits")).path("data");
    assertThat(credits.path("total_credits").asDouble()).isEqualTo(100);
    assertThat(credits.path("total_usage").asDouble()).isEqualTo(1);
  }

  @Test
  void openrouter_afterItsMonth_keepsItsLifeTimeUsage() {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "openrouter"));
    account.burn(Scope.account(), USD, 10);
    time.advance(Duration.ofDays(31));

    JsonNode key = Client.json(client.get(account, "/key")).path("data");

    assertThat(key.path("limit_remaining").asDouble()).isEqualTo(50);
    assertThat(key.path("usage").asDouble()).isEqualTo(10);
    assertThat(key.path("usage_monthly").asDouble()).isZero();
  }

  @Test
  void openrouter_spentBalance_asksForMoneyButServesFreeModels() {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "openrouter"));
    account.exhaust(new Window(Scope.account(), "credits", USD));

    assertThat(
            client
                .post(account, "/api/v1/chat/completions", routed("vendor/large", 1))
                .statusCode())
        .isEqualTo(402);
    assertThat(
            client
                .post(account, "/api/v1/chat/completions", routed("vendor/small:free", 1))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void openrouter_freeModels_areLimitedByRequestsWithResetsInMilliseconds() {
    LiveAccount account =
        upstream.add(
            SimulatedAccount.of("a", "openrouter")
                .windows(
                    SimulatedWindow.fixed(
                        Scope.group("free"), "rpm", Unit.REQUESTS, 1, Duration.ofMinutes(1))));
    String body = routed("vendor/small:free", 1);
    assertThat(client.post(account, "/chat/completions", body).statusCode()).isEqualTo(200);

    HttpResponse<String> refused = client.post(account, "/chat/completions", body);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(header(refused, "x-ratelimit-reset"))
        .isEqualTo("" + time.now().plusSeconds(60).toEpochMilli());
    assertThat(Client.json(client.get(account, "/key")).at("/data/limit").isNull()).isTrue();
    assertThat(client.get(account, "/credits").statusCode()).isEqualTo(403);
  }

  @Test
  void cloudCode_summary_hasTwoWindowsForEachPoolAndLeavesZeroOut() {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "cloud-code"));
    account.exhaust(GEMINI_5H);
    account.burn(Scope.model("gpt-oss-120b"), Unit.REQUESTS, 50);

    JsonNode groups = Client.json(quota(account, "retrieveUserQuotaSummary")).path("groups");

    assertThat(groups.at("/0/buckets/0/bucketId").asText()).isEqualTo("gemini-5h");
    assertThat(groups.at("/0/buckets/0").has("remainingFraction")).isFalse();
    assertThat(groups.at("/0/buckets/0/resetTime").asText()).isEqualTo("2026-03-01T17:00:00Z");
    assertThat(groups.at("/0/buckets/1/bucketId").asText()).isEqualTo("gemini-weekly");
    assertThat(groups.at("/0/buckets/1/remainingFraction").asDouble()).isEqualTo(1);
    assertThat(groups.at("/1/buckets/0/bucketId").asText()).isEqualTo("3p-5h");
    assertThat(groups.at("/1/buckets/0/remainingFraction").asDouble()).isEqualTo(0.5);
    assertThat(groups.at("/1/buckets/1/remainingFraction").floatValue()).isEqualTo(0.95f);
  }

  @Test
  void cloudCode_models_areFullWithoutAProjectWhateverIsLeft() {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "cloud-code"));
    account.exhaust(GEMINI_5H);

    JsonNode told = Client.json(quota(account, "fetchAvailableModels"));
    JsonNode untold = Client.json(client.post(account, "/v1internal:fetchAvailableModels", "{}"));

    assertThat(told.at("/models/gemini-3-pro/quotaInfo").has("remainingFraction")).isFalse();
    assertThat(told.at("/models/gemini-3-pro/quotaInfo/resetTime").asText())
        .isEqualTo("2026-03-01T17:00:00Z");
    assertThat(untold.at("/models/gemini-3-pro/quotaInfo").toString())
        .isEqualTo("{\"remainingFraction\":1}");
  }

  @Test
  void cloudCode_buckets_stateZeroAndLockedModels() {
    LiveAccount account =
        upstream.add(
            SimulatedAccount.of("a", "cloud-code")
                .models("gemini-3-flash")
                .lockedModels("gemini-3-pro")
                .windows(
                    SimulatedWindow.fixed(
                        SimulatedWindow.EACH_MODEL,
                        "daily",
                        Unit.REQUESTS,
                        3,
                        Duration.ofDays(1))));
    generate(account, "gemini-3-flash");

    JsonNode buckets = Client.json(quota(account, "retrieveUserQuota")).path("buckets");

    assertThat(buckets.at("/0/remainingFraction").floatValue()).isEqualTo(2f / 3);
    assertThat(buckets.at("/1/modelId").asText()).isEqualTo("gemini-3-pro");
    assertThat(buckets.at("/1/remainingFraction").isNumber()).isTrue();
    assertThat(buckets.at("/1/resetTime").asText()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(quota(account, "retrieveUserQuotaSummary").statusCode()).isEqualTo(404);
    assertThat(generate(account, "gemini-3-pro").body()).contains("SUBSCRIPTION_REQUIRED");
  }

  @Test
  void cloudCode_plan_ofAPayingUserStandsBesideTheStandardTier() {
    LiveAccount free = upstream.add(SimulatedAccount.of("f", "cloud-code").project("mill-7"));
    LiveAccount paid = upstream.add(SimulatedAccount.of("p", "cloud-code").plan("g1-pro-tier"));

    JsonNode none = Client.json(quota(free, "loadCodeAssist"));
    JsonNode some = Client.json(quota(paid, "loadCodeAssist"));

    assertThat(none.at("/currentTier/id").asText()).isEqualTo("free-tier");
    assertThat(none.has("paidTier")).isFalse();
    assertThat(none.path("cloudaicompanionProject").asText()).isEqualTo("mill-7");
    assertThat(some.at("/currentTier/id").asText()).isEqualTo("standard-tier");
    assertThat(some.at("/paidTier/id").asText()).isEqualTo("g1-pro-tier");
  }

  @Test
  void cloudCode_spentPool_refusesItsModelsUntilTheReset() {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "cloud-code"));
    account.exhaust(GEMINI_5H);

    HttpResponse<String> refused = generate(account, "gemini-3-flash");

    assertThat(refused.statusCode()).isEqualTo(429);
    JsonNode details = Client.json(refused).at("/error/details");
    assertThat(details.at("/0/reason").asText()).isEqualTo("QUOTA_EXHAUSTED");
    assertThat(details.at("/0/metadata/model").asText()).isEqualTo("gemini-3-flash");
    assertThat(details.at("/0/metadata/quotaResetDelay").asText()).isEqualTo("5h0m0s");
    assertThat(details.at("/0/metadata/quotaResetTimeStamp").asText())
        .isEqualTo("2026-03-01T17:00:00Z");
    assertThat(details.at("/1/retryDelay").asText()).isEqualTo("18000s");
    assertThat(refused.headers().firstValue("retry-after")).isEmpty();
    assertThat(generate(account, "claude-sonnet-4-6").statusCode()).isEqualTo(200);
    time.advance(Duration.ofHours(5));
    assertThat(generate(account, "gemini-3-flash").statusCode()).isEqualTo(200);
  }

  @Test
  void cloudCode_foreignProject_isRefused() {
    LiveAccount account = upstream.add(SimulatedAccount.of("a", "cloud-code").project("mill-8"));

    HttpResponse<String> refused = quota(account, "retrieveUserQuota");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("CONSUMER_INVALID");
  }

  @Test
  void owner_ofTwoAccounts_holdsTheirWindowsOnce() {
    LiveAccount one = upstream.add(SimulatedAccount.of("one", "github").owner("org"));
    LiveAccount two = upstream.add(SimulatedAccount.of("two", "github").owner("org"));

    client.get(one, "/user");

    assertThat(two.remaining().getFirst().left()).isEqualTo(4999);
  }

  private HttpResponse<String> quota(LiveAccount account, String method) {
    return client.post(account, "/v1internal:" + method, "{\"project\":\"mill-7\"}");
  }

  private HttpResponse<String> generate(LiveAccount account, String model) {
    return client.post(
        account, "/v1internal:generateContent", "{\"model\":\"" + model + "\",\"request\":{}}");
  }

  private HttpResponse<String> respond(LiveAccount account, String model, int tokens) {
    return client.post(
        account,
        "/v1/responses",
        "{\"model\":\"" + model + "\",\"max_output_tokens\":" + tokens + ",\"input\":\"hey\"}");
  }

  private static String routed(String model, int tokens) {
    return "{\"model\":\"" + model + "\",\"max_tokens\":" + tokens + ",\"messages\":[]}";
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
