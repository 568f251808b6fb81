package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real server on a real file, over HTTP. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReloadTest {

  private static final int HANGUP = 1;
  private static final int INTERRUPT = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HEAD =
      "monitor: {interval: 1h, timeout: 30s}\noutbound: {allow: [127.0.0.1]}\n";

  @TempDir Path folder;

  private final SystemTime time = new SystemTime();
  private final SimulatedUpstream upstream = SimulatedUpstream.start(time);
  private final HttpClient http = HttpClient.newHttpClient();
  private ChildServer child;
  private Process server;
  private Path file;
  private String url;

  @BeforeEach
  void start() throws Exception {
    for (String id : List.of("steady", "other", "late")) {
      upstream.add(SimulatedAccount.of(id, "github"));
      secret(id, upstream.account(id).account().token().reveal());
    }
    child = new ChildServer(folder);
    file = write(HEAD + accounts("steady", "other"));
    server =
        child.start(
            "serve",
            "--config",
            file.toString(),
            "--data",
            folder.resolve("data").toString(),
            "--port",
            "0");
    await().atMost(PATIENCE).until(() -> child.out().contains("listens on"));
    url = child.out().lines().findFirst().orElseThrow().replaceAll(".*listens on ", "").strip();
    await().atMost(PATIENCE).until(() -> isSynced("steady") && isSynced("other"));
  }

  @AfterEach
  void stop() throws Exception {
    server.destroyForcibly().waitFor();
    http.close();
    upstream.close();
    time.close();
  }

  @Test
  void file_rewritten_addsChangesAndRemovesAndDisturbsNoOther() throws Exception {
    JsonNode before = account("steady");
    int calls = upstream.account("steady").received().count();

    write(HEAD + accounts("steady", "other", "late"));
    await().atMost(PATIENCE).until(() -> isSynced("late"));

    write(
        HEAD
            + accounts("steady", "other", "late").replace("id: other,", "id: other, tier: ULTRA,"));
    await().atMost(PATIENCE).until(() -> account("other").path("tier").asText().equals("ULTRA"));

    await().atMost(PATIENCE).until(() -> stored().contains("other"));
    write(HEAD + accounts("steady", "late"));
    await().atMost(PATIENCE).until(() -> ids().equals(List.of("late", "steady")));
    assertThat(get("/api/v1/quotas").toString()).contains("steady").doesNotContain("\"other\"");
    assertThat(text("/metrics")).contains("account=\"steady\"").doesNotContain("account=\"other\"");
    await().atMost(PATIENCE).until(() -> !stored().contains("other"));

    JsonNode after = account("steady");
    assertThat(after.path("lastSync")).isEqualTo(before.path("lastSync"));
    assertThat(Duration.between(nextSync(before), nextSync(after)).abs())
        .isLessThan(Duration.ofSeconds(1));
    assertThat(upstream.account("steady").received().count()).isEqualTo(calls);
  }

  @Test
  void file_badOrGone_keepsTheOldAndSaysWhereUntilItIsMended() throws Exception {
    assertThat(text("/metrics")).contains("quotakeeper_config_last_reload_successful 1");

    write(HEAD + accounts("steady", "late") + "  - {id: steady, provider: gitbub}\n");

    await().atMost(PATIENCE).until(() -> log().contains("quotakeeper.yaml:6: accounts[2]"));
    assertThat(log()).contains("the old one stays").contains("did you mean github?");
    assertThat(ids()).containsExactly("other", "steady");
    assertThat(text("/metrics")).contains("quotakeeper_config_last_reload_successful 0");
    assertThat(text("/health/ready")).contains("ready");

    Path draft = Files.writeString(folder.resolve("draft"), HEAD + accounts("steady", "late"));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);

    await().atMost(PATIENCE).until(() -> ids().equals(List.of("late", "steady")));
    assertThat(text("/metrics"))
        .contains("quotakeeper_config_last_reload_successful 1")
        .contains("quotakeeper_config_last_reload_success_timestamp_seconds");
    assertThat(log().lines().filter(line -> line.contains("the old one stays"))).hasSize(1);

    Files.delete(file);
    await().atMost(PATIENCE).until(() -> log().contains("there is no such file"));
    assertThat(ids()).containsExactly("late", "steady");
  }

  @Test
  void secretFile_thatComesOrIsRotated_isTakenAndDisturbsNoOtherAccount() throws Exception {
    upstream.add(SimulatedAccount.of("unborn", "github"));
    write(HEAD + accounts("steady", "other", "unborn"));
    await().atMost(PATIENCE).until(() -> log().contains("unborn.token does not exist"));

    secret("unborn", "not-what-the-provider-wants");
    await()
        .atMost(PATIENCE)
        .until(() ->
            ids().contains("unborn")
                && account("unborn").path("status").asText().equals("action-required"));
    int calls = upstream.account("steady").received().count();

    secret("unborn", upstream.account("unborn").account().token().reveal());

    await().atMost(PATIENCE).until(() -> isSynced("unborn"));
    assertThat(upstream.account("steady").received().count()).isEqualTo(calls);
  }

  @Test
  void adapterFile_rewritten_rulesAtOnceAndABrokenOneIsNamedAndNotTaken() throws Exception {
    ownAdapter("type == \"object\"", "hourly");
    write(
        HEAD
            + "providers: {mine: {adapter: mine.yaml}}\n"
            + accounts("steady", "other", "late")
                .replace("late, provider: github", "late, provider: mine"));
    await().atMost(PATIENCE).until(() -> windows("late").equals(Set.of("hourly")));
    int calls = upstream.account("steady").received().count();

    ownAdapter("type == \"object\"", "daily");
    await().atMost(PATIENCE).until(() -> windows("late").contains("daily"));

    ownAdapter("type ==", "weekly");
    await().atMost(PATIENCE).until(() -> log().contains("mine.yaml:8: calls.limits.expect: "));
    assertThat(log()).contains("the old one stays");
    assertThat(text("/metrics")).contains("quotakeeper_config_last_reload_successful 0");
    assertThat(ask("POST", "/api/v1/accounts/late/sync")).contains("\"ok\"");
    assertThat(windows("late")).contains("daily").doesNotContain("weekly");
    assertThat(upstream.account("steady").received().count()).isEqualTo(calls);
  }

  @Test
  void settings_changed_holdAtOnceAndThoseOfTheServerAreNamed() throws Exception {
    write(
        "server: {host: 127.0.0.2}\n"
            + HEAD.replace("1h", "10m")
            + "pools: [{id: chat, protocol: generic, accounts: [steady], strategy: tiered}]\n"
            + accounts("steady", "other"));

    await().atMost(PATIENCE).until(() -> log().contains("server.host is 127.0.0.1"));
    assertThat(log()).contains("restart to apply").doesNotContain("server.port");
    assertThat(get("/api/v1/quotas?pool=chat").toString()).contains("steady");
    assertThat(nextSync(account("steady")))
        .isBefore(
            Instant.parse(account("steady").path("lastSync").path("at").asText()).plusSeconds(700));
    assertThat(ids()).containsExactly("other", "steady");
  }

  @Test
  void pools_changed_leaseAtOnceAndDisturbNoOther() throws Exception {
    String both = "pools:\n- {id: whole, accounts: [steady, other], strategy: round-robin}\n";
    write(HEAD + both + "- {id: gone, accounts: [other]}\n" + accounts("steady", "other"));
    await().atMost(PATIENCE).until(() -> lease("gone", "").path("account").isTextual());
    JsonNode first = lease("whole", "talk");

    write(HEAD + both + "- {id: late, accounts: [other]}\n" + accounts("steady", "other"));
    await().atMost(PATIENCE).until(() -> lease("late", "").path("account").isTextual());

    assertThat(lease("gone", "").path("code").asText()).isEqualTo("unknown-pool");
    JsonNode again = lease("whole", "talk");
    assertThat(again.path("account")).isEqualTo(first.path("account"));
    assertThat(again.path("reason").asText()).isEqualTo("the session uses it");
    String outcome = "/api/v1/leases/" + first.path("id").asText() + "/outcome";
    assertThat(post(outcome, "{\"usage\":{}}").path("account")).isEqualTo(first.path("account"));
  }

  @Test
  void signals_hangupThenTerminate_reloadAndStopInOrderWith0() throws Exception {
    assumeHeard(HANGUP);
    signal("HUP");

    await().atMost(PATIENCE).until(() -> log().contains("Reloaded file="));
    assertThat(log()).contains("Reload of the configuration was asked for");
    assertThat(server.isAlive()).isTrue();
    assertThat(ids()).containsExactly("other", "steady");

    signal("TERM");

    assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
    assertThat(folder.resolve("state/quotakeeper/servers")).isEmptyDirectory();
    assertThat(stored()).contains("other", "steady");
  }

  @Test
  void signal_interrupt_stopsInOrderWith130() throws Exception {
    assumeHeard(INTERRUPT);
    signal("INT");

    assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(130);
    assertThat(folder.resolve("state/quotakeeper/servers")).isEmptyDirectory();
  }

  /** Who runs the tests in the background may have them, and their children, ignore a signal. */
  private static void assumeHeard(int signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
    assumeThat(lines)
        .filteredOn(line -> line.startsWith("SigIgn:"))
        .noneMatch(line ->
            (Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16)
                    & 1L << (signal - 1))
                != 0);
  }

  private void signal(String name) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("quotakeeper.yaml"), yaml);
  }

  /** An adapter of the operator's own, for GitHub's answers. */
  private void ownAdapter(String expect, String window) throws IOException {
    Files.writeString(
        folder.resolve("mine.yaml"),
        """
        summary: What is left of the calls.
        access: documented
        baseUrl: https://api.mine.example
        auth: {header: Authorization, value: 'Bearer ${secret}'}
        chains: [{name: quota, calls: limits}]
        calls:
          limits:
            expect: .resources | %s
            request: {path: /rate_limit}
            readings:
              - name: core
                each: .resources.core
                scope: account
                window: %s
                unit: requests
                amount: {limit: .limit, remaining: .remaining}
        """
            .formatted(expect, window));
  }

  private String accounts(String... ids) {
    var yaml = new StringBuilder("accounts:\n");
    for (String id : ids) {
      yaml.append(
          "  - {id: %s, provider: github, baseUrl: '%s', secret: {file: %s.token}}%n"
              .formatted(id, upstream.baseUrl("github"), id));
    }
    return yaml.toString();
  }

  private void secret(String id, String text) throws IOException {
    ChildServer.secret(folder, id, text);
  }

  private String log() throws IOException {
    return child.out() + child.err();
  }

  private List<String> ids() throws Exception {
    return StreamSupport.stream(get("/api/v1/accounts").path("items").spliterator(), false)
        .map(item -> item.path("id").asText())
        .sorted()
        .toList();
  }

  private Set<String> windows(String id) throws Exception {
    return StreamSupport.stream(
            get("/api/v1/quotas?account=" + id).path("items").spliterator(), false)
        .map(item -> item.path("window").asText())
        .collect(Collectors.toSet());
  }

  private boolean isSynced(String id) throws Exception {
    return account(id).path("lastSync").path("result").asText().equals("ok");
  }

  private JsonNode account(String id) throws Exception {
    return get("/api/v1/accounts/" + id);
  }

  private static Instant nextSync(JsonNode account) {
    return Instant.parse(account.path("nextSync").asText());
  }

  private JsonNode get(String path) throws Exception {
    return new ObjectMapper().readTree(text(path));
  }

  private String text(String path) throws Exception {
    return ask("GET", path);
  }

  private JsonNode lease(String pool, String session) throws Exception {
    return post("/api/v1/leases", "{\"pool\":\"%s\",\"session\":\"%s\"}".formatted(pool, session));
  }

  private JsonNode post(String path, String document) throws Exception {
    return new ObjectMapper().readTree(ask("POST", path, BodyPublishers.ofString(document)));
  }

  private String ask(String method, String path) throws Exception {
    return ask(method, path, BodyPublishers.noBody());
  }

  private String ask(String method, String path, BodyPublisher body) throws Exception {
    String token = Files.readString(folder.resolve("data/admin-token")).strip();
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  /** The owners and accounts that the database knows. */
  private String stored() throws Exception {
    var all = new StringBuilder();
    String at = "jdbc:sqlite:" + folder.resolve("data/quotakeeper.db");
    for (String query : List.of("select * from owner_state", "select * from account_facts")) {
      try (var connection = DriverManager.getConnection(at);
          var statement = connection.createStatement();
          var rows = statement.executeQuery(query)) {
        while (rows.next()) {
          all.append(rows.getString(1)).append(' ').append(rows.getString(2)).append('\n');
        }
      }
    }
    return all.toString();
  }
}
