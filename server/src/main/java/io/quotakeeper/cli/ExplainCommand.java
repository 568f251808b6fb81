package io.quotakeeper.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what Quotakeeper understands from a reply; works without a server. */
@Command(
    name = "explain",
    description = {
      "What Quotakeeper understands from a reply of a provider, as JSON.",
      "With --batch: reads one JSON object a line from standard input, with the keys provider,"
          + " call, model, baseUrl, status, headers, body and at, and prints one result a line.",
      "With --replay: reads what the server's evidence log holds, and prints one result a line."
    },
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong use, or a line that is no reply"},
    footer = {
      "",
      "Example:",
      "  quotakeeper provider explain openai --status 429 \\",
      "    --headers-file head.txt --body-file body.json"
    })
final class ExplainCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private final AdapterSource source = new AdapterSource();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      completionCandidates = AdapterNames.class,
      description = "The adapter's name.")
  private String provider = "";

  @Option(
      names = "--call",
      paramLabel = "CALL",
      description = "Which call was answered; traffic (any ordinary request) if left out.")
  private String call = "";

  @Option(names = "--model", paramLabel = "MODEL", description = "The request's model.")
  private String model = "";

  @Option(names = "--base-url", paramLabel = "URL", description = "The account's base URL.")
  private String baseUrl = "";

  @Option(names = "--status", paramLabel = "N", description = "The HTTP status, 100 to 599.")
  private String status = "";

  @Option(
      names = "--header",
      paramLabel = "FIELD",
      description = "A header field as 'Name: value'; may be given more than once.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--headers-file",
      paramLabel = "FILE",
      description = "Header fields, one a line, as curl -D writes them.")
  private String headersFile = "";

  @Option(
      names = "--body-file",
      paramLabel = "FILE",
      description = "The body; - for standard input.")
  private String bodyFile = "";

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "When it came, such as 2026-01-31T12:00:00Z; now if left out.")
  private String at = "";

  @Option(names = "--batch", description = "Many replies, from standard input.")
  private boolean batch;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description =
          "Recorded evidence: a file of an evidence log, a folder with all its files, or - for"
              + " standard input.")
  private String replay = "";

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "With --replay: the evidence of this account alone.")
  private String account = "";

  ExplainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    var explainer = new Explainer(source.adapters(session), session.context().time());
    if (!account.isEmpty() && replay.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--account is for --replay");
    }
    if (!replay.isEmpty()) {
      refuseBeside("--replay takes everything from the recorded evidence", batch);
      return new ExplainReplay(explainer, session, account).run(replay);
    }
    if (batch) {
      refuseBeside("--batch takes everything from standard input", false);
      return new ExplainBatch(explainer, session).run();
    }
    require(provider, "NAME (the adapter)");
    require(status, "--status");
    var files = new ReplyFiles(session.context().terminal().in());
    List<String> fields = new ArrayList<>();
    if (!headersFile.isEmpty()) {
      fields.addAll(files.headers(headersFile));
    }
    fields.addAll(headers);
    String body = bodyFile.isEmpty() ? "" : files.body(bodyFile);
    var question = new ReplyText(provider, call, model, baseUrl, status, fields, body, at);
    Explainer.Result result = explainer.explain(question);
    session.screen().json(result.document().toPrettyString());
    if (!result.problem().isEmpty()) {
      session.screen().note("not all of it is understood: " + result.problem());
    }
    return Exit.DONE;
  }

  private void require(String value, String name) {
    if (value.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Missing " + name + ", or --batch, or --replay");
    }
  }

  private void refuseBeside(String why, boolean other) {
    boolean others =
        Stream.of(provider, call, model, baseUrl, status, headersFile, bodyFile, at)
            .anyMatch(text -> !text.isEmpty());
    if (other || others || !headers.isEmpty()) {
      throw new ParameterException(spec.commandLine(), why + ", nothing beside it");
    }
  }
}
