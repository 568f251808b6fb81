package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.api.ContractClient.Answer;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.QuotaDecision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestTest {

  private Served served;
  private ContractClient client;

  @BeforeAll
  void start() {
    served = Served.start();
    client = served.client;
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  void accounts_listed_haveEveryKeyAndNoSecret() {
    Answer answer = client.get("/api/v1/accounts");

    assertThat(answer.json().get("items").get(0).toString())
        .isEqualTo(
            """
            {"id":"team-a","provider":"openrouter","owner":"bamboo","tier":"PRO","enabled":true,\
            "status":"ok","statusReason":null,\
            "lastSync":{"at":"2026-01-10T21:00:00Z","result":"ok","reason":null},\
            "nextSync":"2026-01-10T21:05:00Z","nextSyncReason":"interval","headroom":0.82,\
            "labels":{"env":"prod","team":"search <b>"}}\
            """);
    assertThat(answer.json().get("items").get(1).toString())
        .isEqualTo(
            """
            {"id":"team-b","provider":"openrouter","owner":"bamboo","tier":null,"enabled":true,\
            "status":"action-required",\
            "statusReason":"sign in again: the grant was revoked","lastSync":null,\
            "nextSync":null,"nextSyncReason":"waiting-for-person","headroom":null,\
            "labels":{"env":"prod","team":"search <b>"}}\
            """);
    assertThat(answer.json().get("items").get(2).get("status").asText()).isEqualTo("disabled");
    assertThat(answer.body()).doesNotContain(FakeQuotas.CANARY);
  }

  @Test
  void account_byId_isThatAccount() {
    assertThat(client.get("/api/v1/accounts/team-c").json().get("id").asText()).isEqualTo("team-c");
    assertThat(client.get("/api/v1/accounts/%74eam-c").json().get("id").asText())
        .isEqualTo("team-c");
  }

  @Test
  void account_thatIsNotThere_isA404ThatNamesIt() {
    Answer answer = client.get("/api/v1/accounts/team-z");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("unknown-account");
    assertThat(answer.detail()).isEqualTo("there is no account \"team-z\"");
    assertThat(answer.json().get("title").asText()).isEqualTo("Not Found");
  }

  @Test
  void sync_ofOneAccount_answersOneLine() {
    assertThat(client.post("/api/v1/accounts/team-a/sync").body())
        .isEqualTo(
            """
            {"items":[{"account":"team-a","result":"ok","reason":null,\
            "detail":"1 entry was not understood","until":null,"windows":3,"tookSeconds":1.5}]}\
            """);
    assertThat(client.post("/api/v1/accounts/team-b/sync").body())
        .isEqualTo(
            """
            {"items":[{"account":"team-b","result":"error","reason":"timeout",\
            "detail":"no answer in 30 s","until":null,"windows":null,"tookSeconds":1.5}]}\
            """);
    assertThat(client.post("/api/v1/accounts/team-c/sync").body())
        .isEqualTo(
            """
            {"items":[{"account":"team-c","result":"skipped","reason":"back-off",\
            "detail":"the provider said so","until":"2026-01-11T00:00:00Z","windows":null,\
            "tookSeconds":1.5}]}\
            """);
  }

  @Test
  void sync_ofAll_answersALineForEachAccount() {
    JsonNode items = client.post("/api/v1/sync").json().get("items");

    assertThat(texts(items, "account")).containsExactly("team-a", "team-b", "team-c");
    assertThat(texts(items, "result")).containsExactly("ok", "error", "skipped");
    assertThat(items.get(0).get("tookSeconds").toString()).isEqualTo("0.25");
  }

  @Test
  void sync_ofAnAccountThatIsNotThere_isA404() {
    assertThat(client.post("/api/v1/accounts/team-z/sync").status()).isEqualTo(404);
  }

  @Test
  void quotas_listed_comeMostUrgentFirstWithEveryKey() {
    JsonNode items = client.get("/api/v1/quotas").json().get("items");

    assertThat(items.get(0).toString())
        .isEqualTo(
            """
            {"account":"team-a","owner":"bamboo","provider":"openrouter","scope":"model:mini",\
            "window":"5h","unit":"requests","role":"limit","state":"known","level":"exhausted",\
            "levelCause":"nothing left","limit":null,"remaining":null,"remainingFraction":0,\
            "resetsAt":"2026-01-11T00:00:00Z","expiresAt":null,\
            "observedAt":"2026-01-10T21:00:00Z","ageSeconds":12,"stale":false,\
            "source":"polled","forecast":{"runsOutAt":null,"earliest":null,"latest":null,\
            "confidence":null,"beforeReset":null,"risk":null,"burnPerHour":null,\
            "foreignShare":null,"reason":"unused"}}\
            """);
    assertThat(texts(items, "state"))
        .containsExactly(
            "known", "known", "known", "unknown", "unknown", "known", "unlimited", "not-entitled");
    assertThat(items.get(1).get("remaining").toString()).isEqualTo("-2.5");
    assertThat(items.get(5).get("limit").toString()).isEqualTo("1000");
  }

  @Test
  void forecasts_listed_comeSoonestFirstWithEveryKey() {
    JsonNode body = client.get("/api/v1/forecasts").json();

    assertThat(body.get("pool").isNull()).isTrue();
    assertThat(texts(body.get("items"), "account"))
        .containsExactly("team-a", "team-a", "team-b", "team-b");
    assertThat(body.get("items").get(0).toString())
        .isEqualTo(
            """
            {"account":"team-a","owner":"bamboo","provider":"openrouter","scope":"account",\
            "window":"daily","unit":"requests","resetsAt":"2026-01-11T00:00:00Z",\
            "forecast":{"runsOutAt":"2026-01-10T21:30:00Z","earliest":"2026-01-10T21:20:00Z",\
            "latest":"2026-01-10T21:40:00Z","confidence":0.5,"beforeReset":true,"risk":0.75,\
            "burnPerHour":1640,"foreignShare":null,"reason":null}}\
            """);
  }

  @Test
  void forecasts_ofAPool_areOfItsAccountsAndOfTheWhole() {
    JsonNode body = client.get("/api/v1/forecasts?pool=chat&account=team-a").json();

    assertThat(texts(body.get("items"), "account")).containsExactly("team-a", "team-a");
    assertThat(body.get("pool").toString())
        .isEqualTo(
            """
            {"runsOutAt":"2026-01-11T02:00:00Z","earliest":"2026-01-11T01:00:00Z",\
            "latest":"2026-01-11T02:30:00Z","confidence":0.5,"lastsUntil":null,"unmeasured":1}\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "account=team-b, 3",
    "account=team-b&state=low, 1",
    "provider=openrouter, 8",
    "provider=openai, 0",
    "state=exhausted, 3",
    "state=not-entitled, 1",
    "state=unknown, 2",
    "state=ok, 2",
    "model=mini, 6",
    "model=model:mini, 6",
    "model=group:fast, 4",
    "model=account, 3",
    "pool=chat, 5",
    "pool=chat&account=team-b, 0",
    "pool=chat&model=pro&state=unlimited, 1",
  })
  void quotas_filtered_areThoseForWhichAllHolds(String query, int expected) {
    assertThat(client.get("/api/v1/quotas?" + query).json().get("items")).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "account=team-b, 1",
    "provider=openrouter, 3",
    "provider=openai, 0",
    "pool=chat, 2",
    "pool=chat&account=team-b, 0",
  })
  void accounts_filtered_areThoseForWhichAllHolds(String query, int expected) {
    assertThat(client.get("/api/v1/accounts?" + query).json().get("items")).hasSize(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/accounts?account=nobody, unknown-account",
    "/api/v1/accounts?pool=nobody, unknown-pool",
    "/api/v1/forecasts?account=nobody, unknown-account",
    "/api/v1/forecasts?pool=nobody, unknown-pool",
    "/api/v1/quotas?account=nobody, unknown-account",
    "/api/v1/quotas?pool=nobody, unknown-pool",
    "/api/v1/check?account=nobody, unknown-account",
  })
  void query_thatNamesWhatIsNotThere_isA404(String target, String code) {
    Answer answer = client.get(target);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/quotas?state=spent | "state" must be one of known, unknown, unlimited
          /api/v1/quotas?account=a%20b | "account" must be an account's id
          /api/v1/quotas?account=.a | "account" must be an account's id
          /api/v1/quotas?account= | "account" is empty
          /api/v1/quotas?account=a&account=b | "account" is given more than once
          /api/v1/quotas?model=model: | "model" must be a model's id
          /api/v1/quotas?acount=a | unknown parameter "acount"; this operation takes account, model, provider, state, pool
          /api/v1/stats?x=1 | unknown parameter "x"; this operation takes no query parameters
          /health/live?x=1 | unknown parameter "x"
          /api/v1/check | "account" is missing
          /api/v1/check?account=a%27%20OR%201=1-- | "account" must be an account's id
          /api/v1/accounts/a!b | "id" must be an account's id
          """)
  void parameter_thatIsWrong_isA400ThatNamesItAndSaysWhatIsExpected(String target, String detail) {
    Answer answer = client.get(target);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains(detail);
  }

  @Test
  void check_ofAModel_tellsTheDecision() {
    served.quotas.outcome = () -> new QuotaDecision.LowQuota(0.05, Moment.at(FakeQuotas.RESET));
    String text = client.get("/api/v1/check?account=team-a&model=mini").body();
    served.quotas.outcome = QuotaDecision.Proceed::new;

    assertThat(text)
        .isEqualTo(
            """
            {"account":"team-a","model":"mini","decision":"low","remainingFraction":0.87,\
            "resetsAt":"2026-01-11T00:00:00Z","window":"5h","reason":"because"}\
            """);
  }

  @ParameterizedTest
  @CsvSource({"group:fast, group:fast", "model:mini, mini", "account, null", "a/b%3Ac, a/b:c"})
  void check_ofAScope_namesTheSubjectAsItWouldBeAskedFor(String model, String shown) {
    JsonNode decision = client.get("/api/v1/check?account=team-a&model=" + model).json();

    assertThat(decision.get("model").asText()).isEqualTo(shown);
  }

  @Test
  void check_ofAnAccount_hasNoModel() {
    assertThat(client.get("/api/v1/check?account=team-a").json().get("model").isNull()).isTrue();
  }

  @Test
  void stats_areTheMonitorsCounts() {
    assertThat(client.get("/api/v1/stats").body())
        .isEqualTo(
            """
            {"totalAccounts":3,"cachedQuotas":8,"expiredEntries":1,"exhaustedQuotas":3,\
            "lastSyncDuration":2.504,"syncSuccessCount":17,"syncErrorCount":4}\
            """);
  }

  @Test
  void health_isOpenAndSaysNoMoreThanItMust() {
    Answer live = client.send("GET", "/health/live", List.of(), "");
    Answer ready = client.send("GET", "/health/ready", List.of(), "");
    served.health = Health.State.DEGRADED;
    Answer degraded = client.send("GET", "/health/ready", List.of(), "");
    served.health = Health.State.READY;

    assertThat(live.body()).isEqualTo("{\"status\":\"live\"}");
    assertThat(ready.body()).isEqualTo("{\"status\":\"ready\"}");
    assertThat(degraded.status()).isEqualTo(200);
    assertThat(degraded.body()).isEqualTo("{\"status\":\"degraded\"}");
  }

  @Test
  void metrics_areInTheFormatThatIsAskedFor() {
    Answer plain = client.get("/metrics");
    Answer open =
        client.send(
            "GET",
            "/metrics",
            List.of(
                "Authorization: Bearer " + ContractClient.TOKEN,
                "Accept: application/openmetrics-text; version=1.0.0"),
            "");

    assertThat(plain.header("content-type")).startsWith("text/plain; version=0.0.4");
    assertThat(plain.body()).isEqualTo("up 1\n");
    assertThat(open.header("content-type")).startsWith("application/openmetrics-text");
  }

  @Test
  void head_ofEveryGet_isItsHeadersWithoutABody() {
    List<String> headers = List.of("Authorization: Bearer " + ContractClient.TOKEN);
    for (Operation operation : Operations.of(served.ports())) {
      if (operation.method().name().equals("GET") && operation.query().isEmpty()) {
        String target = operation.path().replace("{id}", "team-a");
        Answer get = client.send("GET", target, headers, "");
        Answer head = client.send("HEAD", target, headers, "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
        assertThat(head.header("content-type")).isEqualTo(get.header("content-type"));
      }
    }
  }

  private static List<String> texts(JsonNode items, String key) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item.get(key).asText()));
    return texts;
  }
}
