package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From leases over HTTP to the evidence log, and from there to what would have changed. */
@Timeout(120)
class SimulatePathTest {

  private static final String SESSION = "person@canary.example";

  @TempDir Path folder;

  private String lease(WholePath server, String more) {
    JsonNode lease =
        server.post("/api/v1/leases", "{\"pool\":\"chat\",\"model\":\"m\"" + more + "}").document();
    return lease.path("id").asText();
  }

  private void settle(WholePath server, String lease, String outcome) {
    assertThat(server.post("/api/v1/leases/" + lease + "/outcome", outcome).status())
        .isEqualTo(200);
  }

  /** Five requests, the fourth of which is refused by the first account and made again. */
  private void traffic(WholePath server) {
    String session = ",\"session\":\"" + SESSION + "\"";
    settle(server, lease(server, ",\"except\":[\"b\"]"), "{\"usage\":{}}");
    settle(server, lease(server, ",\"except\":[\"a\"]"), "{\"usage\":{}}");
    settle(server, lease(server, session), "{\"status\":200,\"headers\":{}}");
    settle(
        server,
        lease(server, ""),
        """
        {"status": 429, "headers": {"retry-after": "3600"},
         "body": "{\\"error\\":{\\"code\\":\\"rate_limit_exceeded\\"}}"}
        """);
    settle(server, lease(server, ",\"except\":[\"a\"]"), "{\"usage\":{\"requests\":1}}");
    settle(server, lease(server, session), "{\"status\":200,\"headers\":{}}");
    settle(server, lease(server, ""), "{\"ignored\":true}");
  }

  private JsonNode simulated(WholePath server) throws Exception {
    String out =
        server.run(
            "simulate",
            "--evidence",
            folder.resolve("data").toString(),
            "--config",
            folder.resolve("quotakeeper.yaml").toString(),
            "--explain",
            "-o",
            "json");
    return new ObjectMapper().readTree(out);
  }

  private static JsonNode strategy(JsonNode document, String name) {
    return StreamSupport.stream(
            document.path("items").path(0).path("strategies").spliterator(), false)
        .filter(it -> it.path("strategy").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void leasesOverHttp_recorded_tellWhatOtherStrategiesWouldHaveMadeOfThem() throws Exception {
    String account =
        "- {id: %1$s, provider: groq, baseUrl: 'https://groq.invalid/v1', secret: {file: '%2$s'},"
            + " limits: [{scope: account, window: total, unit: requests, limit: 100}]}\n";
    WholePath server =
        WholePath.start(
            folder,
            "evidence: {log: true}\nmonitor: {interval: 1h}\naccounts:\n"
                + account.formatted("a", ChildServer.secret(folder, "a", "canary"))
                + account.formatted("b", ChildServer.secret(folder, "b", "canary"))
                + "pools:\n- {id: chat, accounts: [a, b], strategy: fill-first, order: [a, b]}\n");
    try (server) {
      traffic(server);
    }

    JsonNode document = simulated(server);

    JsonNode pool = document.path("items").path(0);
    assertThat(pool.path("requests").intValue()).isEqualTo(5);
    assertThat(pool.path("recorded").path("refusals").intValue()).isEqualTo(1);
    assertThat(pool.path("recorded").path("sessions").intValue()).isEqualTo(1);
    assertThat(pool.path("recorded").path("moves").intValue()).isEqualTo(1);
    JsonNode same = strategy(document, "fill-first");
    assertThat(same.path("elsewhere").intValue()).as(document.toString()).isZero();
    assertThat(same.path("refusals").intValue()).isEqualTo(1);
    assertThat(same.path("moves").intValue()).isEqualTo(1);
    JsonNode other = strategy(document, "most-headroom");
    assertThat(other.path("avoided").intValue()).as(document.toString()).isEqualTo(1);
    assertThat(other.path("differences").path(0).path("chosen").textValue()).isEqualTo("b");
    String log = Files.readString(folder.resolve("data").resolve("evidence.jsonl"));
    assertThat(log).doesNotContain("canary").contains("\"kind\":\"lease\"");
    assertThat(document.path("gaps").path("unleased").intValue()).isZero();
  }
}
