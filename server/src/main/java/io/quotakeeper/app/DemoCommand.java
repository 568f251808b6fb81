package io.quotakeeper.app;

import io.quotakeeper.cli.CliContext;
import io.quotakeeper.engine.SystemTime;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a server on simulated providers with live traffic, in a temporary data folder. */
@Command(
    name = "demo",
    description = "Run a server on simulated providers with live traffic; nothing of it stays.",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped as it was told",
      "1:failed, for example the port is in use",
      "2:wrong use"
    })
final class DemoCommand implements Callable<Integer> {

  private final CliContext context;
  private final SystemTime time;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port; 7878, or another if that is in use.")
  private @Nullable Integer port;

  DemoCommand(CliContext context, SystemTime time) {
    this.context = context;
    this.time = time;
  }

  @Override
  public Integer call() {
    var console = new Console(spec.commandLine());
    try (Demo demo = Demo.start(context, time, port)) {
      console.say(demo.greeting());
      demo.awaitStop();
      return 0;
    } catch (StartException e) {
      console.note(String.valueOf(e.getMessage()));
      return 1;
    }
  }
}
