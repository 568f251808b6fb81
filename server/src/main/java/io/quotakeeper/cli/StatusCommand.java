package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.providers.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what is left in every window, most urgent first. */
@Command(
    name = "status",
    description = "What is left on every account, most urgent first.",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong use", "69:no server can be reached"})
final class StatusCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Session session;

  @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only this account.")
  private String account = "";

  @Option(names = "--pool", paramLabel = "POOL", description = "Only the accounts of this pool.")
  private String pool = "";

  @Option(
      names = "--provider",
      paramLabel = "PROVIDER",
      description = "Only the accounts of this provider.")
  private String provider = "";

  @Option(
      names = {"-w", "--watch"},
      description = {
        "Go on until Ctrl-C: a table that follows every change; piped, a line for each window and"
            + " then for each change, its columns (time, account, scope, window, left, resets,"
            + " state) parted by tabs; with -o json an object a line, {event, id, data}: first"
            + " \"state\" with all quotas and accounts, then each event of /api/v1/events."
      })
  private boolean watch;

  StatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerClient server = session.server();
    Map<String, String> filter = new LinkedHashMap<>();
    filter.put("account", account);
    filter.put("pool", pool);
    filter.put("provider", provider);
    if (watch) {
      return new StatusWatch(session).run(server, filter);
    }
    Answer quotas =
        Choices.ofAccount(server, account, () -> server.get("/api/v1/quotas", filter, PATIENCE));
    if (session.wantsJson()) {
      session.screen().json(quotas.body());
      return Exit.DONE;
    }
    List<JsonNode> windows = Json.items(quotas.document());
    List<JsonNode> accounts =
        Json.items(server.get("/api/v1/accounts", filter, PATIENCE).orFail().document());
    print(new StatusTable(windows, accounts, session.context().time().now()));
    return Exit.DONE;
  }

  private void print(StatusTable table) {
    Screen screen = session.screen();
    Look look = screen.look();
    if (table.isEmpty()) {
      String meant = provider.isEmpty() ? "" : Nearest.hint(provider, AdapterNames.all());
      screen.note("no account matches, or none is configured" + meant);
      return;
    }
    List<String> lines = new ArrayList<>(session.isWide() ? table.wide(look) : table.narrow(look));
    if (screen.isWatched()) {
      lines.add("");
      lines.add(table.summary(look));
    }
    screen.print(lines);
  }
}
