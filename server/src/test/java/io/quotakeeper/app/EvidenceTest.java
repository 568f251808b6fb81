package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.cli.CliContext;
import io.quotakeeper.cli.QuotakeeperCommand;
import io.quotakeeper.cli.Terminal;
import io.quotakeeper.config.Configuration;
import io.quotakeeper.config.ConfigurationLoader;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the wire to the evidence log and back. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EvidenceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEAD =
      "monitor: {interval: 1h}\noutbound: {allow: [127.0.0.1]}\nserver: {port: 0}\n";

  @TempDir Path folder;

  private final Path home = Path.of("/nowhere");

  @Test
  void serve_evidenceLogOn_replaysToWhatTheServerShows() throws Exception {
    Set<JsonNode> shown = new HashSet<>();
    try (var time = new SystemTime();
        var upstream = SimulatedUpstream.start(time)) {
      upstream
          .add(SimulatedAccount.of("ci", "github"))
          .burn(Scope.group("core"), Unit.REQUESTS, 40);
      upstream.add(SimulatedAccount.of("router", "openrouter"));
      upstream.add(SimulatedAccount.of("chat", "openai"));
      Configuration configuration = configuration(upstream, time, HEAD + "evidence: {log: true}");
      try (var program = Program.start(launch(configuration, time), time)) {
        await()
            .atMost(PATIENCE)
            .until(() ->
                program.quotas().statuses().stream()
                        .filter(status -> status.lastSync().isPresent())
                        .count()
                    == 2);
        program.quotas().observe(new AccountId("chat"), "gpt-5", traffic(time), time.now());
        get(program).path("items").forEach(item -> shown.add(reading(item)));
      }
      assertThat(shown).hasSizeGreaterThan(3);

      Set<JsonNode> replayed = new HashSet<>();
      for (String line : replay(time).lines().toList()) {
        JsonNode result = JSON.readTree(line);
        assertThat(result.has("error")).as(line).isFalse();
        result
            .path("readings")
            .forEach(item ->
                replayed.add(reading(((ObjectNode) item).set("account", result.get("account")))));
      }
      assertThat(replayed).isEqualTo(shown);
      String file = Files.readString(data().resolve("evidence.jsonl"));
      assertThat(upstream.accounts())
          .allSatisfy(live -> assertThat(file).doesNotContain(live.account().token().reveal()));
    }
  }

  @Test
  void serve_nothingSaid_writesNoEvidence() throws Exception {
    try (var time = new SystemTime();
        var upstream = SimulatedUpstream.start(time)) {
      upstream.add(SimulatedAccount.of("ci", "github"));
      try (var program = Program.start(launch(configuration(upstream, time, HEAD), time), time)) {
        await()
            .atMost(PATIENCE)
            .until(() -> program.quotas().statuses().getFirst().lastSync().isPresent());
      }
    }

    assertThat(data().resolve("evidence.jsonl")).doesNotExist();
  }

  private Configuration configuration(SimulatedUpstream upstream, SystemTime time, String head)
      throws IOException {
    Path file = new ChildServer(folder).configuration(upstream, head);
    return new ConfigurationLoader(Map.of(), Adapters.shipped(), time).load(file);
  }

  private Launch launch(Configuration configuration, SystemTime time) {
    return new Launch(configuration, data(), false, context(time, new ByteArrayOutputStream()));
  }

  private Path data() {
    return folder.resolve("data");
  }

  private CliContext context(SystemTime time, ByteArrayOutputStream out) {
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    var terminal =
        new Terminal(new ByteArrayInputStream(new byte[0]), stream, stream, false, false, 80, 24);
    return new CliContext(
        terminal, Map.of("XDG_STATE_HOME", folder.resolve("state").toString()), home, time);
  }

  private String replay(SystemTime time) {
    var out = new ByteArrayOutputStream();
    CliContext context = context(time, out);
    int exit =
        QuotakeeperCommand.run(
            context,
            new ServerExamination(context),
            List.of(),
            "provider",
            "explain",
            "--replay",
            data().toString());
    assertThat(exit).as(out.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Reply traffic(SystemTime time) {
    Headers headers =
        Headers.none()
            .with("x-ratelimit-limit-requests", "60")
            .with("x-ratelimit-remaining-requests", "45")
            .with("x-ratelimit-reset-requests", "9h");
    return new Reply(Adapter.TRAFFIC, 200, headers, "", time.now());
  }

  private static JsonNode get(Program program) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(program.url() + "/api/v1/quotas"))
            .header("Authorization", "Bearer " + Files.readString(program.tokenFile()).strip())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  /** What both say of a window, in the words of both. */
  private static JsonNode reading(JsonNode item) {
    ObjectNode node = JSON.createObjectNode();
    for (String key :
        new String[] {
          "account", "scope", "window", "unit", "state", "limit", "remaining", "resetsAt"
        }) {
      node.set(
          key,
          item.path(key).isNumber()
              ? JSON.getNodeFactory().numberNode(item.path(key).doubleValue())
              : item.path(key));
    }
    return node;
  }
}
