package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at the server that commands would ask, and at what it says of its accounts. */
final class ServerCheck {

  private static final String CHECK = "server";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLOCKS_APART = Duration.ofSeconds(10);
  private static final Pattern VERSION = Pattern.compile("(?m)^ {2}version: (\\S{1,40})$");

  private final Session session;
  private final List<Finding> findings = new ArrayList<>();
  private final @Nullable Server server;

  ServerCheck(Session session) {
    this.session = session;
    server = found();
    if (server != null) {
      ask(server);
    }
  }

  /** Whether there is one. */
  boolean isFound() {
    return server != null;
  }

  /** Whether there is one on this machine with that port. */
  boolean isAt(int port) {
    return server != null && server.isLoopback() && server.url().getPort() == port;
  }

  List<Finding> findings() {
    return findings;
  }

  private @Nullable Server found() {
    Globals globals = session.globals();
    boolean named =
        !globals.server.isEmpty() || !session.context().variable("QUOTAKEEPER_URL").isEmpty();
    try {
      return new ServerFinder(session.context(), session.screen())
          .find(globals.server, globals.tokenFile);
    } catch (Failure e) {
      findings.add(
          e.exit() == Exit.UNREACHABLE && !named
              ? Finding.note(CHECK, "No server is running on this machine.", e.hint())
              : Finding.problem(CHECK, e.getMessage(), e.hint()));
      return null;
    }
  }

  private void ask(Server known) {
    var client = new ServerClient(known);
    try {
      List<JsonNode> accounts =
          Json.items(client.get("/api/v1/accounts", Map.of(), PATIENCE).orFail().document());
      findings.add(Finding.ok(CHECK, known + " answers and accepts the token."));
      version(client);
      ready(client);
      clock(client, known);
      accounts(accounts);
    } catch (Failure e) {
      findings.add(Finding.problem(CHECK, e.getMessage(), e.hint()));
    }
  }

  private void version(ServerClient client) {
    String theirs = version(client.get("/openapi.yaml", Map.of(), PATIENCE).orFail().body());
    String ours = ours();
    findings.add(
        theirs.equals(ours)
            ? Finding.ok(CHECK, "It and these commands speak version " + ours + " of the API.")
            : Finding.note(
                CHECK,
                "It speaks version " + theirs + " of the API, these commands " + ours + ".",
                "Use the same release of both."));
  }

  private static String ours() {
    try (InputStream contract = ServerCheck.class.getResourceAsStream("/openapi.yaml")) {
      return contract == null
          ? "unknown"
          : version(new String(contract.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String version(String contract) {
    Matcher version = VERSION.matcher(contract);
    return version.find() ? version.group(1) : "unknown";
  }

  private void ready(ServerClient client) {
    String status = Json.text(client.get("/health/ready", Map.of(), PATIENCE).document(), "status");
    if (!status.equals("ready")) {
      findings.add(
          Finding.problem(
              CHECK,
              "The server says that it is " + status + ": what it learns now is not kept.",
              "Its log says why; most often its data folder is full or gone."));
    }
  }

  /** An age counts from the server's now, which tells what that is. */
  private void clock(ServerClient client, Server known) {
    JsonNode quotas = client.get("/api/v1/quotas", Map.of(), PATIENCE).orFail().document();
    Instant ours = session.context().time().now();
    for (JsonNode quota : Json.items(quotas)) {
      Optional<Instant> observed = Json.instant(quota, "observedAt");
      OptionalLong age = Json.whole(quota, "ageSeconds");
      if (observed.isPresent() && age.isPresent()) {
        Instant theirs = observed.get().plusSeconds(age.getAsLong());
        Duration apart = Duration.between(theirs, ours).abs();
        if (apart.compareTo(CLOCKS_APART) > 0) {
          findings.add(
              Finding.note(
                  "clock",
                  "The clocks of "
                      + known
                      + " and of this machine are "
                      + Amounts.span(apart)
                      + " apart.",
                  "Set both by NTP: times of resets are off by as much."));
        }
        return;
      }
    }
  }

  private void accounts(List<JsonNode> accounts) {
    int well = 0;
    Instant now = session.context().time().now();
    for (JsonNode account : accounts) {
      String reason = Reasons.full(Json.text(account, "statusReason"), now);
      String text = "Account " + Json.text(account, "id") + ": " + reason;
      switch (Json.text(account, "status")) {
        case "action-required" ->
            findings.add(
                Finding.problem("accounts", text, "A person must act; then: quotakeeper sync."));
        case "degraded" ->
            findings.add(Finding.note("accounts", text, "The server tries again by itself."));
        default -> well++;
      }
    }
    if (well > 0) {
      findings.add(
          Finding.ok("accounts", well + " of " + accounts.size() + " accounts need nobody."));
    }
  }
}
