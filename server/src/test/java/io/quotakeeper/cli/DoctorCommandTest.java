package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.config.OutboundPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  @TempDir Path home;

  /** Says what it was told to, and remembers what it was asked. */
  private static final class Patient implements Examination {
    private final List<URI> asked = new ArrayList<>();
    private Data data = new Data(Data.State.READY, "");
    private String trouble = "";

    @Override
    public Path usualDataFolder() {
      return Path.of("/usual");
    }

    @Override
    public Data data(Path folder) {
      return data;
    }

    @Override
    public List<String> reach(List<URI> targets, OutboundPolicy policy, Duration within) {
      asked.addAll(targets);
      return targets.stream().map(_ -> trouble).toList();
    }
  }

  private final Patient patient = new Patient();

  private String file(String accounts) throws IOException {
    return Files.writeString(
            home.resolve("qk.yaml"), "server: {port: 0}\naccounts:\n" + accounts.indent(2))
        .toString();
  }

  private Run run() {
    return new Run(home).with("KEY", "qk-canary").examinedBy(patient);
  }

  private static final String GOOD = "- {id: a, provider: openrouter, secret: {env: KEY}}\n";

  @Test
  void doctor_nothingWrong_exits0AndConnectsToEachHostOnce() throws IOException {
    String accounts =
        GOOD
            + "- {id: b, provider: openrouter, secret: {env: KEY}}\n"
            + "- {id: c, provider: github, enabled: false, secret: {env: KEY}}\n"
            + "- {id: d, provider: openai, secret: {env: KEY}}\n";

    Run.Outcome outcome = run().of("doctor", "--config", file(accounts));

    assertThat(outcome.exit()).as(outcome.out()).isZero();
    assertThat(outcome.out())
        .contains("qk.yaml is good: 4 accounts", "openrouter.ai can be reached");
    assertThat(patient.asked).containsExactly(URI.create("https://openrouter.ai"));
    assertThat(outcome.out() + outcome.err()).doesNotContain("canary");
  }

  @Test
  void doctor_accountOfAnAdapterOfOnesOwn_connectsToItsHost() throws IOException {
    String own =
        """
        providers:
          mine:
            adapter:
              summary: A sample.
              access: documented
              baseUrl: https://api.example.com
              chains: [{name: quota, calls: usage}]
              calls:
                usage:
                  request: {path: /usage}
                  expect: has("left")
                  readings:
                    - {name: left, scope: account, window: daily, unit: requests, amount: {remaining: .left}}
        """;
    String accounts = "- {id: a, provider: mine, secret: {env: KEY}}\n";
    Path file = Path.of(file(accounts));
    Files.writeString(file, Files.readString(file) + own);

    Run.Outcome outcome = run().of("doctor", "--config", file.toString());

    assertThat(outcome.out()).contains("api.example.com can be reached");
    assertThat(patient.asked).containsExactly(URI.create("https://api.example.com"));
  }

  @Test
  void doctor_offline_connectsNowhere() throws IOException {
    assertThat(run().of("doctor", "--offline", "--config", file(GOOD)).exit()).isZero();
    assertThat(patient.asked).isEmpty();
  }

  @Test
  void doctor_wrongConfiguration_namesEveryProblemAndExits1() throws IOException {
    String accounts = "- {id: a, provider: openruter, secret: {env: NONE}}\n";

    Run.Outcome outcome = run().of("doctor", "--config", file(accounts));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("qk.yaml:3", "did you mean openrouter?", "environment variable NONE is not set");
  }

  @Test
  void doctor_hostOutOfReach_exits1AndSaysWhatToDo() throws IOException {
    patient.trouble = "openrouter.ai leads to an address that is not public";

    Run.Outcome outcome = run().of("doctor", "--config", file(GOOD));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).contains("Account a cannot be synced", "outbound.allow");
  }

  @Test
  void doctor_unusableDataFolder_exits1() throws IOException {
    patient.data = new Examination.Data(Examination.Data.State.UNUSABLE, "It is damaged. Move it.");

    Run.Outcome outcome = run().of("doctor", "--config", file(GOOD));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).contains("problem  It is damaged. Move it.");
  }

  @Test
  void doctor_accountThatNeedsAPerson_isAProblemWithItsReason() throws IOException {
    try (var server =
        new FakeServer()
            .get("/api/v1/accounts", StatusSample.ACCOUNTS)
            .get("/api/v1/quotas", "{\"items\": []}")
            .get("/openapi.yaml", "info:\n  version: 0.0.1\n")
            .get("/health/ready", "{\"status\": \"degraded\"}")) {
      Run.Outcome outcome =
          run()
              .with("QUOTAKEEPER_URL", server.url())
              .of("doctor", "--config", file(GOOD), "-o", "json");

      assertThat(outcome.exit()).isEqualTo(1);
      JsonNode found = Json.parse(outcome.out()).orElseThrow();
      assertThat(found.path("problems").intValue()).isEqualTo(2);
      assertThat(outcome.out())
          .contains("Account delta: no project is configured")
          .contains("It speaks version 0.0.1 of the API")
          .contains("says that it is degraded");
    }
  }

  @Test
  void doctor_refusedToken_saysWhereItLies() throws IOException {
    try (var server = new FakeServer().on("GET", "/api/v1/accounts", 401, "{}")) {
      Run.Outcome outcome =
          run().with("QUOTAKEEPER_URL", server.url()).of("doctor", "--config", file(GOOD));

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.out()).contains("wants a token", "--token-file");
    }
  }

  @Test
  void doctor_clocksApart_isNoted() throws IOException {
    try (var server =
        new FakeServer()
            .get("/api/v1/accounts", "{\"items\": []}")
            .get(
                "/api/v1/quotas",
                "{\"items\": [{\"observedAt\": \"2026-03-01T11:50:00Z\", \"ageSeconds\": 60}]}")
            .get("/openapi.yaml", "info:\n  version: 1.0.0\n")
            .get("/health/ready", "{\"status\": \"ready\"}")) {
      Run.Outcome outcome =
          run().with("QUOTAKEEPER_URL", server.url()).of("doctor", "--config", file(GOOD));

      assertThat(outcome.out()).contains("are 9m apart");
    }
  }

  @Test
  void doctor_portTakenByAnotherProgram_exits1() throws IOException {
    try (var server = new FakeServer()) {
      server.on("GET", "/health/live", 404, "{}");
      String file =
          Files.writeString(home.resolve("p.yaml"), "server: {port: %d}\n".formatted(server.port()))
              .toString();

      Run.Outcome outcome = run().of("doctor", "--config", file);

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.out()).contains("is taken by another program", "serve --port");
    }
  }

  @Test
  void checks_ofFigures_sayWhatIsLittle() {
    assertThat(MachineCheck.memory(64 << 20).result()).isEqualTo(Finding.Result.NOTE);
    assertThat(MachineCheck.memory(4L << 30).result()).isEqualTo(Finding.Result.OK);
    assertThat(MachineCheck.clock(Instant.EPOCH).result()).isEqualTo(Finding.Result.PROBLEM);
    assertThat(MachineCheck.clock(Instant.parse("2026-11-24T13:52:46.331542319Z")).message())
        .isEqualTo("The clock says 2026-11-24T13:52:46Z.");
    assertThat(DataCheck.disk(home, "ext4", 1L << 40)).isEmpty();
    assertThat(DataCheck.disk(home, "nfs4", 1L << 20)).hasSize(2);
    assertThat(DataCheck.disk(home, "ext4", 100L << 20).getFirst().result())
        .isEqualTo(Finding.Result.NOTE);
  }
}
