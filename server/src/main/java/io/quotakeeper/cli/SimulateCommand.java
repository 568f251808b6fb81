package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.config.Configuration;
import io.quotakeeper.config.ConfigurationLoader;
import io.quotakeeper.engine.Pool;
import io.quotakeeper.engine.Shadow;
import io.quotakeeper.replay.Findings;
import io.quotakeeper.replay.Replay;
import io.quotakeeper.select.Strategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Goes through recorded evidence with other strategies; works without a server. */
@Command(
    name = "simulate",
    description =
        "What other strategies would have made of the requests that an evidence log recorded.",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:some line of the evidence cannot be used; the rest is told all the same",
      "2:wrong use or wrong configuration, or there is no such evidence"
    },
    footer = {
      "",
      "Examples:",
      "  quotakeeper simulate --evidence ~/.local/share/quotakeeper",
      "  quotakeeper simulate --evidence evidence.jsonl --strategy tiered --explain"
    })
final class SimulateCommand implements Callable<Integer> {

  /** So many lines that cannot be used are named each for itself. */
  private static final int MOST_NAMED = 10;

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--evidence",
      required = true,
      paramLabel = "FILE",
      description =
          "Recorded evidence: a file of an evidence log, a folder with all its files, or - for"
              + " standard input.")
  private String evidence = "";

  @Option(
      names = "--strategy",
      paramLabel = "STRATEGY",
      converter = StrategyWords.class,
      completionCandidates = StrategyWords.class,
      description = "Ask this strategy; may be given more than once. All of them if left out.")
  private List<Strategy> strategies = new ArrayList<>();

  @Option(
      names = "--pool",
      paramLabel = "POOL",
      description = "Only the requests of this pool; those of all others stay as they were.")
  private String pool = "";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration with the pools and accounts; "
              + ConfigurationLoader.USUAL_NAME
              + " in the current folder if left out.")
  private String config = "";

  @Option(names = "--explain", description = "Say of requests why they would have gone elsewhere.")
  private boolean explain;

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "With --explain: the first N of each pool and strategy, 1 to 1000; else 5.")
  private int most = 5;

  private int unread;

  SimulateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (most < 1 || most > 1000) {
      throw new ParameterException(spec.commandLine(), "--most is not a number from 1 to 1000");
    }
    Findings findings;
    try (var replay = new Replay(task(configuration()))) {
      new EvidenceSource(session.context().terminal().in())
          .read(evidence, line -> take(replay, line));
      findings = replay.findings();
    }
    if (unread > MOST_NAMED) {
      session.screen().note((unread - MOST_NAMED) + " more lines cannot be used");
    }
    if (session.wantsJson()) {
      session.screen().json(Json.write(FindingsJson.of(findings)));
    } else {
      session.screen().print(new FindingsText(session.look(), session.isWide()).lines(findings));
    }
    return unread > 0 ? Exit.FAILED : Exit.DONE;
  }

  private Configuration configuration() {
    ConfigurationLoader loader = session.loader();
    Configuration configuration =
        config.isEmpty() ? loader.loadUsual(Path.of("")) : loader.load(Path.of(config));
    if (configuration.pools().isEmpty()) {
      throw Failure.wrongUse(
          (configuration.source().isEmpty()
                  ? "there is no " + ConfigurationLoader.USUAL_NAME + " here"
                  : configuration.source() + " has no pools")
              + ", so there is nothing to choose from",
          "Name the configuration of the server that wrote the evidence with --config.");
    }
    return configuration;
  }

  private Replay.Task task(Configuration configuration) {
    List<Pool> pools = io.quotakeeper.config.Pool.leased(configuration.pools());
    List<String> ids = pools.stream().map(Pool::id).toList();
    if (!pool.isEmpty() && !ids.contains(pool)) {
      throw Failure.wrongUse(
          "there is no pool \"" + pool + "\"",
          Choices.hint(pool, ids, "There are: " + String.join(", ", ids) + "."));
    }
    List<Pool> wanted =
        pools.stream().filter(it -> pool.isEmpty() || it.id().equals(pool)).toList();
    Set<String> others =
        ids.stream().filter(id -> !pool.isEmpty() && !id.equals(pool)).collect(Collectors.toSet());
    List<Strategy> asked =
        strategies.isEmpty() ? List.of(Strategy.values()) : strategies.stream().distinct().toList();
    return new Replay.Task(
        new Shadow.Cast(
            configuration.adapters(), configuration.monitor(), configuration.accounts(), wanted),
        others,
        asked,
        explain ? most : 0);
  }

  private void take(Replay replay, EvidenceSource.Line line) {
    if (line.text().isEmpty() && !line.isTooLong()) {
      return;
    }
    Optional<JsonNode> parsed = Json.parse(line.text()).filter(JsonNode::isObject);
    if (parsed.isEmpty() && !line.isWhole()) {
      session.screen().note(line.place() + ": passed over, its end was never written");
      return;
    }
    try {
      JsonNode object =
          parsed.orElseThrow(() ->
              Failure.failed(
                  line.isTooLong() ? "the line is too long" : "the line is not a JSON object", ""));
      RecordedLine.read(object).ifPresentOrElse(replay::take, replay::unusable);
    } catch (Failure e) {
      report(line, e.getMessage());
    } catch (RuntimeException e) {
      // A fault in one adapter must not cost the rest of the evidence.
      report(line, "fault in reading it: " + e.getClass().getName());
    }
  }

  private void report(EvidenceSource.Line line, String problem) {
    unread++;
    if (unread <= MOST_NAMED) {
      session.screen().note(line.place() + ": " + problem);
    }
  }
}
