package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a request for an account to what its outcome leaves, at the whole server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class LeasePathTest {

  private static final int CALLERS = 200;
  private static final int LEFT = 10;
  private static final String MODEL = "llama-3.3-70b";

  private WholePath server;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    String account =
        "- {id: %1$s, provider: groq, baseUrl: 'https://groq.invalid/v1', secret: {file: '%2$s'}%3$s}\n";
    String stated =
        ", limits: [{scope: account, window: total, unit: requests, limit: " + LEFT + "}]";
    server =
        WholePath.start(
            folder,
            "monitor: {interval: 1h}\naccounts:\n"
                + account.formatted("told", ChildServer.secret(folder, "told", "canary"), "")
                + account.formatted(
                    "stated", ChildServer.secret(folder, "stated", "canary"), stated)
                + account.formatted("kept", ChildServer.secret(folder, "kept", "canary"), "")
                + "pools:\n- {id: told, accounts: [told]}\n- {id: stated, accounts: [stated]}\n"
                + "- {id: kept, accounts: [kept], reserve: {batch: 20%}}\n");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static String answer(int left) {
    return """
    {"status": 200, "model": "%s", "headers": {
      "x-ratelimit-limit-requests": "1000", "x-ratelimit-remaining-requests": "%d",
      "x-ratelimit-reset-requests": "299h"}}
    """
        .formatted(MODEL, left);
  }

  private WholePath.Told lease(String pool, String more) {
    return server.post(
        "/api/v1/leases", "{\"pool\":\"" + pool + "\",\"model\":\"" + MODEL + "\"" + more + "}");
  }

  private int settle(JsonNode lease, String outcome) {
    return server
        .post("/api/v1/leases/" + lease.path("id").asText() + "/outcome", outcome)
        .status();
  }

  /** What all callers get who ask at once; those who get nothing get a 429. */
  private List<JsonNode> askedAtOnce(String pool) throws Exception {
    var start = new CountDownLatch(1);
    Callable<WholePath.Told> caller =
        () -> {
          start.await();
          return lease(pool, "");
        };
    List<JsonNode> granted = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<WholePath.Told>> asked = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        asked.add(threads.submit(caller));
      }
      start.countDown();
      for (Future<WholePath.Told> answer : asked) {
        WholePath.Told told = answer.get();
        assertThat(told.status()).as(told.text()).isIn(201, 429);
        if (told.status() == 201) {
          granted.add(told.document());
        }
      }
    }
    return granted;
  }

  @Test
  void a74_callersSideBySide_getWhatAProviderSaidIsLeft_andNoMore() throws Exception {
    server.observe("told", answer(LEFT));
    double before = server.metric("quotakeeper_leases_total{outcome=\"none-left\",pool=\"told\"}");

    List<JsonNode> granted = askedAtOnce("told");

    assertThat(granted).hasSize(LEFT);
    assertThat(granted).extracting(it -> it.path("id").asText()).doesNotHaveDuplicates();
    assertThat(server.metric("quotakeeper_leases_total{outcome=\"none-left\",pool=\"told\"}"))
        .isEqualTo(before + CALLERS - LEFT);

    granted
        .subList(0, 4)
        .forEach(it -> assertThat(settle(it, "{\"ignored\":true}")).isEqualTo(200));
    granted.subList(4, LEFT).forEach(it -> assertThat(settle(it, "{\"usage\":{}}")).isEqualTo(200));

    assertThat(askedAtOnce("told")).as("what was not sent is left, and no more").hasSize(4);
  }

  @Test
  void a74_callersSideBySide_getWhatALimitSaysThatNobodyHasUsed_andNoMore() throws Exception {
    List<JsonNode> granted = askedAtOnce("stated");

    assertThat(granted).hasSize(LEFT);
    granted.forEach(it -> assertThat(settle(it, "{\"usage\":{}}")).isEqualTo(200));
    assertThat(lease("stated", "").status()).isEqualTo(429);
    assertThat(server.quota("stated", "account", "total").orElseThrow().path("remaining").asInt())
        .isZero();
  }

  @Test
  void reserve_isKeptBackFromTheRequestsOfItsPurpose() {
    server.observe("kept", answer(150));

    WholePath.Told batch = lease("kept", ",\"purpose\":\"batch\"");

    assertThat(batch.status()).isEqualTo(429);
    assertThat(batch.document().path("passedOver").path(0).path("reason").asText())
        .isEqualTo("reserved");
    assertThat(lease("kept", ",\"purpose\":\"interactive\"").status()).isEqualTo(201);
  }
}
