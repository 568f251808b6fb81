package io.quotakeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.api.ContractClient.Answer;
import io.quotakeeper.quota.Secret;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

  private static final String ADMIN = "Authorization: Bearer " + ContractClient.TOKEN;
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

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
  void a02_everyRegisteredRoute_standsInTheTableWithItsAccess() {
    List<String> declared =
        Operations.of(served.ports()).stream()
            .map(o -> o.path().replace("{id}", ":id"))
            .distinct()
            .toList();
    List<Route> routes = served.server().router().getRoutes();

    assertThat(routes.stream().map(Route::getName).filter(name -> name != null))
        .hasSameElementsAs(declared);
    // Beside them there is one: it says that there is nothing here, to who may know.
    assertThat(routes).hasSize(declared.size() + 1);
  }

  @Test
  void a02_everyRouteAndMethod_withoutACredential_isA401ButHealth() {
    List<Operation> operations = Operations.of(served.ports());
    for (Operation operation : operations) {
      for (String method : METHODS) {
        String target = operation.path().replace("{id}", "team-a");
        Answer answer = client.send(method, target, List.of(), "");
        boolean isRead = method.equals("GET") || method.equals("HEAD");
        int expected = target.startsWith("/health/") ? (isRead ? 200 : 405) : 401;

        assertThat(answer.status()).as("%s %s", method, target).isEqualTo(expected);
      }
    }
    assertThat(operations.stream().filter(o -> o.access() == Access.ANYONE).map(Operation::path))
        .containsExactly("/health/live", "/health/ready");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/v1",
        "/api/v1/nothing",
        "/pools/chat/v1/models",
        "/health",
        "/health/",
        "/health/nothing",
        "/API/V1/accounts",
        "/metrics/x"
      })
  void a01_whatIsNotServed_isA401ForStrangersAndA404ForTheAdmin(String target) {
    assertThat(client.send("GET", target, List.of(), "").status()).isEqualTo(401);
    assertThat(client.get(target).status()).isEqualTo(404);
  }

  @Test
  void refusal_forWantOfACredential_saysWhichIsNeeded() {
    Answer answer = client.send("GET", "/api/v1/stats", List.of(), "");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate")).isEqualTo("Bearer realm=\"quotakeeper\"");
    assertThat(answer.detail()).contains("Authorization: Bearer");
  }

  static Stream<String> wrongTokens() {
    String token = ContractClient.TOKEN;
    return Stream.of(
        "Authorization: Bearer",
        "Authorization: Bearer ",
        "Authorization:",
        "Authorization: " + token,
        "Authorization: Basic " + token,
        "Authorization: Bearer \"" + token + "\"",
        "Authorization: Bearer " + token + "x",
        "Authorization: Bearer " + token.substring(1),
        "Authorization: Bearer " + token.toUpperCase(Locale.ROOT),
        "Authorization: Bearer " + token + " " + token,
        "Authorization: Bearer ' OR '1'='1",
        "Authorization: Bearer ${ADMIN}",
        "X-Api-Key: " + token,
        "Cookie: token=" + token,
        "Authorization_: Bearer " + token,
        ADMIN + "\r\n" + ADMIN);
  }

  @ParameterizedTest
  @MethodSource("wrongTokens")
  void a06_wrongCredential_opensNothing(String header) {
    assertThat(client.send("GET", "/api/v1/stats", List.of(header), "").status()).isEqualTo(401);
  }

  @Test
  void a06_tenThousandRandomTokens_openNothing_andTheRightOneDoes() {
    var random = new Random(7);
    var token =
        new TokenCheck(Secret.of(ContractClient.TOKEN), RandomGenerator.of("L64X128MixRandom"));
    for (int i = 0; i < 10_000; i++) {
      String guess = "Bearer " + Long.toHexString(random.nextLong());
      assertThat(token.opens(List.of(guess))).as(guess).isFalse();
    }

    assertThat(token.opens(List.of("Bearer " + "x".repeat(1 << 20)))).isFalse();
    assertThat(token.opens(List.of())).isFalse();
    assertThat(token.opens(List.of("Bearer " + ContractClient.TOKEN))).isTrue();
    assertThat(token.opens(List.of("bearer " + ContractClient.TOKEN))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "attacker.test, 421",
    "quota.example.attacker.test, 421",
    "localhost.attacker.test, 421",
    "192.168.7.7, 421",
    "[::2], 421",
    "localhost., 421",
    "localhost, 200",
    "LOCALHOST:99, 200",
    "127.0.0.1:7878, 200",
    "[::1]:7878, 200",
    "Quota.Example, 200",
    "local host, 400",
    "localhost/x, 400",
    "localhost?x, 400",
    "localhost#x, 400",
    "user@localhost, 400",
    "'localhost,localhost', 400",
    "localhost:port, 400",
    "'', 400",
  })
  void a13_a21_hostThatIsNotOurs_isTurnedAway(String host, int expected) {
    Answer answer = client.sendAsIs("GET", "/api/v1/stats", List.of(ADMIN, "Host: " + host), "");

    assertThat(answer.status()).isEqualTo(expected);
  }

  @Test
  void a13_hostMissingOrTwice_isA400() {
    assertThat(client.sendAsIs("GET", "/health/live", List.of(), "").status()).isEqualTo(400);
    List<String> twice = List.of("Host: localhost", "Host: localhost");
    assertThat(client.sendAsIs("GET", "/health/live", twice, "").status()).isEqualTo(400);
  }

  @Test
  void a21_foreignHost_isTurnedAwayFromHealthToo() {
    Answer answer = client.sendAsIs("GET", "/health/live", List.of("Host: attacker.test"), "");

    assertThat(answer.status()).isEqualTo(421);
    assertThat(answer.code()).isEqualTo("foreign-host");
  }

  @Test
  void absoluteTarget_ofAForeignHost_isTurnedAway() {
    assertThat(client.get("http://attacker.test/api/v1/stats").status()).isEqualTo(421);
    Answer own =
        client.exchange(
            "GET http://localhost/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(own.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin: https://attacker.test, 403",
    "Origin: null, 403",
    "Origin: http://localhost.attacker.test, 403",
    "Origin: http://localhost:1, 403",
    "Sec-Fetch-Site: cross-site, 403",
    "Sec-Fetch-Site: same-site, 403",
    "Sec-Fetch-Site: same-origin, 200",
    "Sec-Fetch-Site: none, 200",
  })
  void a20_a22_requestFromAnotherSitesPage_isRefused(String header, int expected) {
    assertThat(client.send("GET", "/api/v1/stats", List.of(ADMIN, header), "").status())
        .isEqualTo(expected);
  }

  @Test
  void a20_preflight_isNeverAnswered() {
    Answer foreign =
        client.send(
            "OPTIONS",
            "/api/v1/sync",
            List.of("Origin: https://attacker.test", "Access-Control-Request-Method: POST"),
            "");
    Answer own =
        client.send(
            "OPTIONS",
            "/api/v1/sync",
            List.of(ADMIN, "Origin: http://localhost:" + served.port()),
            "");

    assertThat(foreign.status()).isEqualTo(403);
    assertThat(own.status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//api/v1/stats",
        "/api//v1/stats",
        "/./api/v1/stats",
        "/api/v1/../v1/stats",
        "/api/v1/stats/.",
        "/api/v1/stats/..",
        "/health/..;/api/v1/stats",
        "/health/%2e%2e/api/v1/stats",
        "/health/%2E./api/v1/stats",
        "/health/live/..%2f..%2fapi/v1/stats",
        "/api%2fv1%2fstats",
        "/api%5cv1/stats",
        "/api\\v1\\stats",
        "/api/v1/stats;x=1",
        "/api/v1/stats%3bx=1",
        "/api/v1/stats%00",
        "/api/v1/stats%0d%0aX:%20y",
        "/api/v1/stats%7f",
        "/%252e%252e/api/v1/stats",
        "/api/v1/stats%",
        "/api/v1/stats%4",
        "/api/v1/stats%zz",
        "/%c0%ae%c0%ae/api/v1/stats",
        "/api/v1/accounts/%E2%80%AE",
        "/api/v1/stats#x",
        "/api/v1/stats?a=%00",
        "/api/v1/stats?a=%",
        "api/v1/stats",
        "ftp://localhost/api/v1/stats",
        "http://localhost",
        "*",
      })
  void a14_a72_targetWithTwoReadings_isA400(String target) {
    assertThat(client.get(target).status()).isEqualTo(400);
    assertThat(client.send("GET", target, List.of(), "").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "BREW", "get"})
  void a16_methodThatNobodyUses_isA501AndEchoesNothing(String method) {
    Answer answer = client.send(method, "/api/v1/stats", List.of(ADMIN, "X-Echo: echo-me"), "");

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.body()).doesNotContain("echo-me").doesNotContain(ContractClient.TOKEN);
  }

  @Test
  void a15_a16_headersThatClaimAnotherMethodOrPath_areIgnored() {
    served.quotas.calls.clear();
    Answer answer =
        client.send(
            "GET",
            "/api/v1/accounts/team-a",
            List.of(
                ADMIN,
                "X-HTTP-Method-Override: POST",
                "X-Method-Override: DELETE",
                "X-Original-URL: /api/v1/accounts/team-a/sync",
                "X-Rewrite-URL: /api/v1/accounts/team-a/sync",
                "X-Forwarded-Host: attacker.test",
                "X-Forwarded-Prefix: /api/v1/sync",
                "Forwarded: for=1.2.3.4;host=attacker.test"),
            "");

    assertThat(answer.json().get("id").asText()).isEqualTo("team-a");
    assertThat(served.quotas.calls).isEmpty();
  }

  @Test
  void a15_forwardedHost_doesNotMakeAForeignHostOurs() {
    List<String> headers = List.of(ADMIN, "Host: attacker.test", "X-Forwarded-Host: localhost");

    assertThat(client.sendAsIs("GET", "/api/v1/stats", headers, "").status()).isEqualTo(421);
  }

  @Test
  void method_thatARouteDoesNotKnow_isA405ThatSaysWhichItKnows() {
    Answer read = client.post("/api/v1/stats");
    Answer write = client.get("/api/v1/sync");

    assertThat(read.status()).isEqualTo(405);
    assertThat(read.header("allow")).isEqualTo("GET, HEAD");
    assertThat(write.status()).isEqualTo(405);
    assertThat(write.header("allow")).isEqualTo(HttpMethod.POST.name());
  }

  @Test
  void a24_everyAnswer_tellsBrowsersToMakeNothingElseOfIt() {
    for (Answer answer :
        List.of(client.get("/api/v1/stats"), client.get("/nothing"), client.get("/a//b"))) {
      assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
      assertThat(answer.header("content-security-policy")).startsWith("default-src 'none'");
      assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }
  }

  @Test
  void a57_lineBreakInAParameter_makesNoHeader() {
    Answer answer = client.get("/api/v1/check?account=a%0d%0aX-Evil:%201");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).doesNotContainKey("x-evil");
  }

  @Test
  void a63_upgradeToHttp2InTheClear_isNotHonoured() {
    Answer answer =
        client.exchange(
            "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings,"
                + " close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");

    assertThat(answer.status()).isEqualTo(200);
  }
}
