package io.quotakeeper.cli;

import io.quotakeeper.config.ConfigurationException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into a message and an exit code; never into a stack trace. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private final Screen screen;

  Failures(Screen screen) {
    this.screen = screen;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    screen.failure(
        new Failure(Exit.USAGE, String.valueOf(wrong.getMessage()), help(command)).causedBy(wrong));
    UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    return Exit.USAGE;
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
    return switch (thrown) {
      case Failure failure -> end(failure);
      case ConfigurationException wrong -> end(wrong);
      default ->
          end(
              Failure.failed(
                      command.getCommandName() + " failed: " + name(thrown),
                      "This is a fault of Quotakeeper; -v names the causes.")
                  .causedBy(thrown));
    };
  }

  private int end(Failure failure) {
    screen.failure(failure);
    return failure.exit();
  }

  private int end(ConfigurationException wrong) {
    wrong.problems().forEach(screen::note);
    return Exit.USAGE;
  }

  private static String help(CommandLine command) {
    return "Try '" + command.getCommandSpec().qualifiedName() + " --help'.";
  }

  /** {@code IllegalStateException} as "illegal state". */
  private static String name(Exception thrown) {
    return thrown
        .getClass()
        .getSimpleName()
        .replaceFirst("Exception$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
