package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quotakeeper.cli.Finding.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what would stop Quotakeeper from working, and how to mend it. Changes nothing. */
@Command(
    name = "doctor",
    description = "What would stop Quotakeeper from working here, and how to mend it.",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing stops it", "1:something does", "2:wrong use"},
    footer = {
      "",
      "Examples:",
      "  quotakeeper doctor",
      "  quotakeeper doctor --offline -o json | jq '.items[] | select(.result != \"ok\")'"
    })
final class DoctorCommand implements Callable<Integer> {

  private final Session session;
  private final Examination examination;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; ./quotakeeper.yaml if there is one.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server's data folder; ~/.local/share/quotakeeper.")
  private @Nullable Path data;

  @Option(names = "--offline", description = "Do not connect to providers.")
  private boolean offline;

  DoctorCommand(Session session, Examination examination) {
    this.session = session;
    this.examination = examination;
  }

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>(MachineCheck.of(session.context()));
    var configuration = new ConfigurationCheck(session.loader(), config);
    findings.addAll(configuration.findings());
    var server = new ServerCheck(session);
    Path folder = data == null ? examination.usualDataFolder() : data;
    findings.addAll(new DataCheck(examination).of(folder, server.isFound()));
    configuration.loaded().ifPresent(c -> findings.addAll(PortCheck.of(c.server(), server)));
    findings.addAll(server.findings());
    if (!offline) {
      session.screen().progress("connecting to providers");
      configuration.loaded().ifPresent(c -> findings.addAll(new ProviderCheck(examination).of(c)));
    }
    print(findings);
    return count(findings, Result.PROBLEM) == 0 ? Exit.DONE : Exit.FAILED;
  }

  private void print(List<Finding> findings) {
    if (session.wantsJson()) {
      session.screen().json(document(findings));
      return;
    }
    Look look = session.screen().look();
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      String word = finding.result().word();
      String gap = " ".repeat(Result.PROBLEM.word().length() + 2);
      lines.add(
          look.paint(finding.result().style(), word)
              + gap.substring(word.length())
              + Plain.line(finding.message()));
      if (!finding.remedy().isEmpty()) {
        lines.add(gap + Plain.line(finding.remedy()));
      }
    }
    if (session.screen().isWatched()) {
      lines.add("");
      lines.add(summary(findings));
    }
    session.screen().print(lines);
  }

  private static String summary(List<Finding> findings) {
    long problems = count(findings, Result.PROBLEM);
    return switch ((int) problems) {
      case 0 -> "Nothing stops Quotakeeper.";
      case 1 -> "1 problem stops Quotakeeper, or a part of it.";
      default -> problems + " problems stop Quotakeeper, or a part of it.";
    };
  }

  private static long count(List<Finding> findings, Result result) {
    return findings.stream().filter(finding -> finding.result() == result).count();
  }

  private static String document(List<Finding> findings) {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("problems", count(findings, Result.PROBLEM));
    var items = node.putArray("items");
    for (Finding finding : findings) {
      items
          .addObject()
          .put("check", finding.check())
          .put("result", finding.result().word())
          .put("message", finding.message())
          .put("remedy", finding.remedy().isEmpty() ? null : finding.remedy());
    }
    return Json.write(node);
  }
}
