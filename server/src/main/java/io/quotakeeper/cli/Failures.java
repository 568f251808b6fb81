package io.quotakeeper.cli;

import io.quotakeeper.config.ConfigurationException;
import io.quotakeeper.config.Spelling;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into a message and an exit code; never into a stack trace. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final String NO_PATH = "cannot be the name of a file here";
  private static final String NO_PATH_HINT =
      "If it has letters beyond ASCII, set LANG to a UTF-8 locale, such as C.UTF-8.";

  private final Screen screen;

  Failures(Screen screen) {
    this.screen = screen;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    Failure failure =
        wrong instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()
            ? unmatched(unmatched, wrong.getCommandLine().getCommandSpec())
            : new Failure(
                Exit.USAGE,
                String.valueOf(wrong.getMessage()),
                help(wrong.getCommandLine().getCommandSpec()));
    screen.failure(failure.causedBy(wrong));
    return Exit.USAGE;
  }

  /** Names the first alone: the next may be the value of an option that was misspelled. */
  private static Failure unmatched(UnmatchedArgumentException wrong, CommandSpec command) {
    String given = wrong.getUnmatched().getFirst();
    String shown = Spelling.mayShow(given) ? "\"" + given + "\"" : "that was given";
    if (wrong.isUnknownOption()) {
      List<String> options =
          command.options().stream().flatMap(o -> Arrays.stream(o.names())).toList();
      String name = given.replaceFirst("=.*", "");
      return new Failure(
          Exit.USAGE,
          "there is no option " + (Spelling.mayShow(name) ? "\"" + name + "\"" : shown),
          Choices.hint(name, options, help(command)));
    }
    List<String> commands = CommandGroup.commands(command);
    if (commands.isEmpty()) {
      return new Failure(
          Exit.USAGE,
          command.qualifiedName() + " takes no further argument " + shown,
          help(command));
    }
    return new Failure(
        Exit.USAGE,
        "there is no command "
            + shown
            + (command.parent() == null ? "" : " in " + command.qualifiedName()),
        Choices.hint(
            given, commands, "There are: " + String.join(", ", commands) + ". " + help(command)));
  }

  /** Reads the path that somebody gave for an option. */
  static Path path(String given) {
    try {
      return Path.of(given);
    } catch (InvalidPathException e) {
      throw (TypeConversionException)
          new TypeConversionException("it " + NO_PATH + ". " + NO_PATH_HINT).initCause(e);
    }
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
    return switch (thrown) {
      case Failure failure -> end(failure);
      case ConfigurationException wrong -> end(wrong);
      case InvalidPathException wrong ->
          end(
              new Failure(Exit.USAGE, "a path that was given " + NO_PATH, NO_PATH_HINT)
                  .causedBy(wrong));
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

  private static String help(CommandSpec command) {
    return "Try '" + command.qualifiedName() + " --help'.";
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
