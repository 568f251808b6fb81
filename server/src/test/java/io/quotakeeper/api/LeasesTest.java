package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quotakeeper.api.ContractClient.Answer;
import io.quotakeeper.engine.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LeasesTest {

  private static final String LEASES = "/api/v1/leases";
  private static final String CHAT = "{\"pool\":\"chat\",\"model\":\"m\"}";
  private static final String REFUSED =
      """
      {"status": 429, "headers": {"retry-after": "90"}, "body":
        "{\\"error\\": {\\"code\\": \\"rate_limit_exceeded\\", \\"message\\": \\"on (RPD)\\"}}"}
      """;

  private Served served;

  @BeforeEach
  void start() {
    served = Served.start();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Answer lease(String body) {
    return served.client.post(LEASES, Reply.JSON, body);
  }

  private JsonNode granted(String body) {
    Answer answer = lease(body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  private Answer settle(JsonNode lease, String outcome) {
    return served.client.post(
        LEASES + "/" + lease.get("id").asText() + "/outcome", Reply.JSON, outcome);
  }

  private List<JsonNode> decisions(String query) {
    JsonNode items = served.client.get("/api/v1/decisions" + query).json().get("items");
    return StreamSupport.stream(items.spliterator(), false).toList();
  }

  /** What is said of an account that was passed over; missing if nothing is. */
  private static JsonNode passedOver(JsonNode node, String account) {
    for (JsonNode passed : node.get("passedOver")) {
      if (passed.get("account").asText().equals(account)) {
        return passed;
      }
    }
    return MissingNode.getInstance();
  }

  @Test
  void lease_saysWhichAccountUntilWhenAndWhy() {
    served.leases.onlyServe("team-b");
    served.leases.left("team-b", 500);

    JsonNode lease = granted(CHAT);

    assertThat(lease.get("account").asText()).isEqualTo("team-b");
    assertThat(lease.get("model").asText()).isEqualTo("m");
    assertThat(lease.get("decision").asText()).isEqualTo("proceed");
    assertThat(lease.get("reason").asText()).contains("lost first");
    assertThat(lease.get("grantedAt").asText()).isEqualTo("2026-01-10T21:00:00Z");
    assertThat(lease.get("notBefore")).isEqualTo(lease.get("grantedAt"));
    assertThat(lease.get("expiresAt").asText()).isEqualTo("2026-01-10T21:10:00Z");
    assertThat(lease.get("passedOver")).hasSize(8);
    assertThat(lease.get("rest").toString()).isEqualTo("{\"spent\":6}");
  }

  @Test
  void accountPassedOver_hasTheEvidenceItsSourceAndItsAge() {
    served.leases.onlyServe("team-b", "team-c");
    served.leases.left("team-b", 500);
    served.leases.left("team-c", 800);
    served.leases.time.advance(Duration.ofMinutes(2));

    JsonNode lease = granted(CHAT);

    assertThat(lease.get("account").asText()).isEqualTo("team-c");
    JsonNode lower = passedOver(lease, "team-b");
    assertThat(lower.get("reason").asText()).isEqualTo("ranked-lower");
    assertThat(lower.get("headroom").asDouble()).isEqualTo(0.5);
    assertThat(lower.get("until").isNull()).isTrue();
    JsonNode spent = passedOver(lease, "team-a");
    assertThat(spent.toString())
        .isEqualTo(
            "{\"account\":\"team-a\",\"reason\":\"spent\",\"detail\":\"daily of account: nothing"
                + " left\",\"refusal\":null,\"window\":\"daily\",\"until\":\"2026-01-11T00:00:00Z\","
                + "\"source\":\"stated\",\"ageSeconds\":120,\"headroom\":0}");
  }

  @Test
  void refusalOfALease_passesTheAccountOver_andSaysUntilWhen() {
    served.leases.pools(Pool.of("chat", EngineLeases.ids().subList(0, 2)));
    JsonNode first = granted(CHAT);

    Answer told = settle(first, REFUSED);

    assertThat(told.status()).isEqualTo(200);
    assertThat(told.json().get("account")).isEqualTo(first.get("account"));
    assertThat(told.json().get("provider").asText()).isEqualTo("groq");
    assertThat(told.json().at("/refusal/class").asText()).isEqualTo("throttled");
    JsonNode second = granted(CHAT);
    assertThat(second.get("account")).isNotEqualTo(first.get("account"));
    JsonNode refused = passedOver(second, first.get("account").asText());
    assertThat(refused.get("reason").asText()).isEqualTo("refused");
    assertThat(refused.get("refusal").asText()).isEqualTo("throttled");
    assertThat(refused.get("source").asText()).isEqualTo("refused");
    assertThat(refused.get("until").asText()).isEqualTo("2026-01-10T21:01:30Z");
    assertThat(refused.get("ageSeconds").asInt()).isZero();
  }

  @Test
  void noneLeft_isA429ThatSaysWhenTheFirstCanAgain() {
    served.leases.onlyServe();

    Answer answer = lease(CHAT);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.code()).isEqualTo("none-left");
    assertThat(answer.header("retry-after")).isEqualTo("10800");
    assertThat(answer.detail())
        .isEqualTo("no account of pool \"chat\" can serve \"m\" until 2026-01-11T00:00:00Z");
    assertThat(answer.json().get("retryAt").asText()).isEqualTo("2026-01-11T00:00:00Z");
    assertThat(answer.json().get("passedOver")).hasSize(8);
    assertThat(answer.json().get("rest").toString()).isEqualTo("{\"spent\":7}");
    assertThat(served.leases.underWay()).isZero();
  }

  @Test
  void noneLeft_whereTheWaitIsLessThanASecond_saysOne() {
    served.leases.onlyServe();
    served.leases.time.advance(Duration.ofHours(3).minusMillis(200));

    assertThat(lease(CHAT).header("retry-after")).isEqualTo("1");
  }

  @Test
  void noneLeft_whereNothingSaysWhen_hasNoRetryAfter() {
    served.leases.pools(Pool.of("chat", List.of()));

    Answer answer = lease(CHAT);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).doesNotContainKey("retry-after");
    assertThat(answer.json().get("retryAt").isNull()).isTrue();
    assertThat(answer.detail()).endsWith("can serve \"m\" now, and nothing says until when");
  }

  @Test
  void accountsInExcept_areNotWanted() {
    served.leases.onlyServe("team-a", "team-b");

    String except = "{\"pool\":\"chat\",\"except\":[\"team-a\"]}";

    JsonNode lease = granted(except);
    assertThat(lease.get("account").asText()).isEqualTo("team-b");
    assertThat(lease.get("model").isNull()).isTrue();
  }

  @Test
  void session_keepsItsAccount_andSaysSo() {
    String inSession = "{\"pool\":\"chat\",\"model\":\"m\",\"session\":\"s-1\"}";
    JsonNode first = granted(inSession);

    JsonNode second = granted(inSession);

    assertThat(second.get("account")).isEqualTo(first.get("account"));
    assertThat(second.get("reason").asText()).isEqualTo("the session uses it");
    assertThat(second.get("passedOver")).isEmpty();
  }

  @Test
  void estimate_isHeldUntilTheOutcomeIsTold() {
    served.leases.onlyServe("team-b");
    served.leases.left("team-b", 10);
    served.leases.time.advance(Duration.ofSeconds(1));
    String nine = "{\"pool\":\"chat\",\"estimate\":{\"requests\":9}}";
    String two = "{\"pool\":\"chat\",\"estimate\":{\"requests\":2}}";
    JsonNode lease = granted(nine);

    Answer held = lease(two);
    settle(lease, "{\"ignored\": true}");

    assertThat(held.status()).isEqualTo(429);
    assertThat(passedOver(held.json(), "team-b").get("reason").asText()).isEqualTo("held");
    assertThat(held.header("retry-after")).isEqualTo("1");
    assertThat(granted(two).get("account").asText()).isEqualTo("team-b");
  }

  @Test
  void usageAlone_isTakenInPlaceOfTheEstimate_andNothingIsUnderstood() {
    served.leases.onlyServe("team-b");
    served.leases.left("team-b", 500);
    served.leases.time.advance(Duration.ofSeconds(1));

    Answer told = settle(granted(CHAT), "{\"usage\":{\"requests\":100}}");

    assertThat(told.body())
        .isEqualTo(
            "{\"account\":\"team-b\",\"provider\":\"groq\",\"plan\":null,\"readings\":[],"
                + "\"refusal\":null,\"problem\":null}");
    assertThat(served.leases.headroom("team-b")).isEqualTo(0.4);
  }

  @Test
  void outcome_countsOnce() {
    JsonNode lease = granted(CHAT);
    assertThat(settle(lease, "{\"usage\":{}}").status()).isEqualTo(200);

    Answer again = settle(lease, "{\"usage\":{}}");
    Answer unknown = served.client.post(LEASES + "/none/outcome", Reply.JSON, "{\"usage\":{}}");

    assertThat(List.of(again.status(), unknown.status())).containsOnly(404);
    assertThat(List.of(again.code(), unknown.code())).containsOnly("unknown-lease");
  }

  @Test
  void outcome_thatIsMalformed_settlesNothing() {
    JsonNode lease = granted(CHAT);

    assertThat(settle(lease, "{\"status\":42}").status()).isEqualTo(400);
    assertThat(served.leases.underWay()).isEqualTo(1);
  }

  @Test
  void unknownPool_isA404_andTooManyLeasesAreA503() {
    Answer unknown = lease("{\"pool\":\"caht\"}");
    served.leases.isFull = true;
    Answer full = lease(CHAT);

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("unknown-pool");
    assertThat(full.status()).isEqualTo(503);
    assertThat(full.code()).isEqualTo("too-many-leases");
  }

  @Test
  void decisions_areTheNewestFirst_withWhatWasAskedFor() {
    served.leases.onlyServe("team-b");
    JsonNode lease =
        granted(
            "{\"pool\":\"chat\",\"model\":\"m\",\"session\":\"s\",\"purpose\":\"batch\",\"estimate\":{\"tokens\":5}}");
    served.leases.left("team-b", 0);
    lease(CHAT);

    List<JsonNode> decisions = decisions("");

    assertThat(decisions).hasSize(2);
    JsonNode none = decisions.getFirst();
    assertThat(none.get("number").asInt()).isEqualTo(2);
    assertThat(none.get("lease").isNull()).isTrue();
    assertThat(none.get("account").isNull()).isTrue();
    assertThat(none.get("reason").asText()).isEqualTo("no account can serve");
    JsonNode first = decisions.getLast();
    assertThat(first.get("lease")).isEqualTo(lease.get("id"));
    assertThat(first.get("account").asText()).isEqualTo("team-b");
    assertThat(first.get("askedFor").asText()).isEqualTo("m");
    assertThat(first.get("session").asText()).isEqualTo("s");
    assertThat(first.get("purpose").asText()).isEqualTo("batch");
    assertThat(first.get("estimate").toString()).isEqualTo("{\"tokens\":5}");
    assertThat(first.get("passedOver")).hasSize(8);
  }

  @Test
  void decisions_canBeThoseOfAPoolOrAnAccount_andAreLimited() {
    served.leases.pools(
        Pool.of("chat", EngineLeases.ids().subList(0, 1)),
        Pool.of("other", EngineLeases.ids().subList(1, 2)));
    granted(CHAT);
    granted("{\"pool\":\"other\"}");
    granted(CHAT);

    assertThat(decisions("?pool=chat")).hasSize(2);
    assertThat(decisions("?account=team-b")).hasSize(1);
    assertThat(decisions("?account=team-b&pool=chat")).isEmpty();
    assertThat(decisions("?limit=1"))
        .singleElement()
        .extracting(it -> it.get("number").asInt())
        .isEqualTo(3);
    assertThat(served.client.get("/api/v1/decisions?pool=none").status()).isEqualTo(404);
    assertThat(served.client.get("/api/v1/decisions?account=none").status()).isEqualTo(404);
    for (String bad : List.of("0", "1001", "x", "1.5", "-1", "99999999999")) {
      assertThat(served.client.get("/api/v1/decisions?limit=" + bad).code())
          .as(bad)
          .isEqualTo("bad-parameter");
    }
  }

  @Test
  void fallback_isNamed_andBothDecisionsAreKept() {
    Pool plain = Pool.of("chat", EngineLeases.ids().subList(0, 1));
    served.leases.pools(
        new Pool(
            plain.id(),
            plain.accounts(),
            plain.strategy(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of("m", List.of("m-mini")),
            Duration.ZERO));
    settle(granted(CHAT), REFUSED);

    JsonNode lease = granted(CHAT);

    assertThat(lease.get("model").asText()).isEqualTo("m-mini");
    assertThat(decisions("").subList(0, 2))
        .extracting(it -> it.get("askedFor").asText() + " " + it.get("model").asText())
        .containsExactly("m m-mini", "m m");
  }

  @Test
  void nothingThatIsSaid_holdsACredential() {
    String all = lease(CHAT).body() + served.client.get("/api/v1/decisions").body();

    assertThat(all).contains("team-").doesNotContain(FakeQuotas.CANARY);
  }
}
