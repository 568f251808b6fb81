package io.quotakeeper.cli;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Trial;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs vectors through an adapter; works without a server. */
@Command(
    name = "test",
    description = {
      "Whether an adapter understands replies as it should.",
      "A vector is a JSON file with a reply and what must be understood from it; docs/adapters.md"
          + " tells its form."
    },
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all vectors are understood as they say",
      "1:some are not",
      "2:the adapter or a vector cannot be read, or there is no vector"
    },
    footer = {"", "Example:", "  quotakeeper provider test my-api.yaml vectors/"})
final class TestCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private final AdapterSource source = new AdapterSource();

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The adapter's file, or the name of an adapter that is known.")
  private String adapter = "";

  @Parameters(index = "1", paramLabel = "VECTORS", description = "A vector, or a folder of them.")
  private String vectors = "";

  TestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Adapter tried = source.adapter(session, adapter);
    VectorFiles files = VectorFiles.in(vectors, tried);
    Trial trial = new Trial(tried);
    TestReport report = new TestReport(tried, files.problems());
    files.vectors().forEach(vector -> report.add(vector, trial.run(vector)));
    if (session.wantsJson()) {
      session.screen().json(report.document());
    } else {
      session.screen().print(report.lines(session.screen().look()));
    }
    files.problems().forEach(session.screen()::note);
    if (!files.problems().isEmpty()) {
      return Exit.USAGE;
    }
    return report.failed() == 0 ? Exit.DONE : Exit.FAILED;
  }
}
