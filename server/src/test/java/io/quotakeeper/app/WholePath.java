package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotakeeper.cli.CliContext;
import io.quotakeeper.cli.QuotakeeperCommand;
import io.quotakeeper.cli.Terminal;
import io.quotakeeper.config.ConfigurationLoader;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/**
 * The whole server of its user, in this process: configuration, HTTP client, SQLite file, REST. It
 * is looked at as its users do: over REST, and with the commands.
 */
final class WholePath implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SystemTime time = new SystemTime();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Program program;
  private final String token;

  private WholePath(Path folder, Path configuration) {
    this.folder = folder;
    var context = context(new ByteArrayOutputStream());
    var loader = new ConfigurationLoader(Map.of(), Adapters.shipped(), time);
    var launch =
        new Launch(loader.load(configuration).withPort(0), folder.resolve("data"), false, context);
    program = Program.start(launch, time);
    try {
      token = Files.readString(program.tokenFile()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An account of the configuration. */
  record Entry(String id, String provider, String baseUrl, String secret) {}

  /** Starts a server for these accounts, and no other. */
  static WholePath start(Path folder, String head, List<Entry> accounts) throws IOException {
    var yaml = new StringBuilder(head).append("\naccounts:\n");
    for (Entry account : accounts) {
      Path secret = ChildServer.secret(folder, account.id(), account.secret());
      yaml.append(
          "  - {id: %s, provider: %s, %sbaseUrl: '%s', secret: {file: '%s'}}%n"
              .formatted(
                  account.id(),
                  account.provider(),
                  account.provider().equals("cloud-code") ? "project: any, " : "",
                  account.baseUrl(),
                  secret));
    }
    return new WholePath(folder, Files.writeString(folder.resolve("quotakeeper.yaml"), yaml));
  }

  /** Starts a server on this configuration. */
  static WholePath start(Path folder, String yaml) throws IOException {
    return new WholePath(folder, Files.writeString(folder.resolve("quotakeeper.yaml"), yaml));
  }

  /** The accounts that an upstream has. */
  static List<Entry> entries(SimulatedUpstream upstream) {
    List<Entry> entries = new ArrayList<>();
    for (var live : upstream.accounts()) {
      var account = live.account();
      entries.add(
          new Entry(
              account.id().value(),
              account.provider(),
              upstream.baseUrl(account.provider()),
              account.token().reveal()));
    }
    return entries;
  }

  /** Syncs an account over REST; its line. */
  JsonNode sync(String account) {
    return json(ask("POST", "/api/v1/accounts/" + account + "/sync")).path("items").path(0);
  }

  CompletableFuture<JsonNode> syncInBackground(String account) {
    return CompletableFuture.supplyAsync(
        () -> sync(account), task -> Thread.ofVirtual().start(task));
  }

  /** Hands in an answer that an account's traffic got; what was understood. */
  JsonNode observe(String account, String observation) {
    return json(ask("POST", "/api/v1/accounts/" + account + "/observations", observation));
  }

  /** The value of one sample of {@code /metrics}. */
  double metric(String sample) {
    return ask("GET", "/metrics")
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .sum();
  }

  JsonNode account(String id) {
    return json(ask("GET", "/api/v1/accounts/" + id));
  }

  /** What {@code /check} says of an account and a model. */
  JsonNode check(String account, String model) {
    return json(ask("GET", "/api/v1/check?account=" + account + "&model=" + model));
  }

  /** One window of an account, as REST shows it; absent if there is none. */
  Optional<JsonNode> quota(String account, String scope, String window) {
    JsonNode items = json(ask("GET", "/api/v1/quotas?account=" + account)).path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(q -> q.path("scope").asText().equals(scope))
        .filter(q -> q.path("window").asText().equals(window))
        .findFirst();
  }

  /** How many windows an account is shown with. */
  int windows(String account) {
    return json(ask("GET", "/api/v1/quotas?account=" + account)).path("items").size();
  }

  /** All that REST says of an account, as text. */
  String everythingAbout(String account) {
    return ask("GET", "/api/v1/accounts/" + account)
        + ask("GET", "/api/v1/quotas?account=" + account);
  }

  boolean isReady() {
    return ask("GET", "/health/ready").contains("ready");
  }

  /** What {@code quotakeeper status} prints of an account. */
  String status(String account) {
    var out = new ByteArrayOutputStream();
    int exit =
        QuotakeeperCommand.run(
            context(out),
            new ServerExamination(context(out)),
            List.of(),
            "status",
            "--account",
            account,
            "--server",
            program.url(),
            "--token-file",
            program.tokenFile().toString());
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(text).isZero();
    return text;
  }

  /** What a command that needs no server prints. */
  String run(String... arguments) {
    var out = new ByteArrayOutputStream();
    int exit =
        QuotakeeperCommand.run(
            context(out), new ServerExamination(context(out)), List.of(), arguments);
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(text).isZero();
    return text;
  }

  private CliContext context(ByteArrayOutputStream out) {
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    var terminal =
        new Terminal(InputStream.nullInputStream(), stream, stream, false, false, 200, 24);
    return new CliContext(
        terminal, Map.of("XDG_STATE_HOME", folder.resolve("state").toString()), folder, time);
  }

  private String ask(String method, String target) {
    return ask(method, target, "");
  }

  private String ask(String method, String target, String body) {
    Told told = send(method, target, body);
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    return told.text();
  }

  /** An answer. */
  record Told(int status, String text) {
    JsonNode document() {
      return json(text);
    }
  }

  /** Hands in a document, and gives the answer, whatever it is. */
  Told post(String target, String document) {
    return send("POST", target, document);
  }

  private Told send(String method, String target, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(program.url() + target))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Told(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    program.close();
    time.close();
  }
}
