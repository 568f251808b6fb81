package io.quotakeeper.app;

import io.quotakeeper.cli.CliContext;
import io.quotakeeper.cli.QuotakeeperCommand;
import io.quotakeeper.engine.SystemTime;
import java.util.List;

/**
 * The program's entry. Builds the command tree; what a server needs is loaded only by the commands
 * that run one.
 */
public final class Main {

  private Main() {}

  /** Runs the command that the arguments name, and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command and returns its exit code. */
  static int run(String... arguments) {
    try (var time = new SystemTime()) {
      CliContext context = CliContext.ofProcess(time);
      return QuotakeeperCommand.run(
          context,
          new ServerExamination(context),
          List.of(new ServeCommand(context, time), new DemoCommand(context, time)),
          arguments);
    }
  }
}
