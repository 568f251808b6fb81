package io.quotakeeper.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** The program's command tree. */
@Command(
    name = "quotakeeper",
    versionProvider = VersionProvider.class,
    description =
        "Knows how much quota every API account has left, when it comes back, and whether it will"
            + " last.",
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; for check: proceed",
      "1:failed",
      "2:wrong use or wrong configuration",
      "10:check: low",
      "11:check: exhausted; lease: none left",
      "12:check: unknown",
      "69:no server can be reached",
      "130:stopped with Ctrl-C"
    },
    footer = {
      "",
      "Examples:",
      "  quotakeeper status",
      "  quotakeeper check team-a gemini-3-flash || notify",
      "  quotakeeper status -o json | jq '.items[] | select(.level == \"low\")'"
    })
public final class QuotakeeperCommand extends CommandGroup {

  private QuotakeeperCommand() {}

  /**
   * Does what the arguments say and returns the exit code: prints what is to be said, whatever
   * happens.
   *
   * <p>A command of others may throw a {@link Failure}, or let a {@link
   * io.quotakeeper.config.ConfigurationException} pass: both end it with their own message and exit
   * code. Any other exception is a fault, of which only the class is shown.
   *
   * @param context the world that the commands work in
   * @param examination what {@code doctor} asks of the server's parts
   * @param further commands of others, annotated with {@link Command}; they come first in the help
   * @param arguments as the user gave them
   */
  public static int run(
      CliContext context, Examination examination, List<Object> further, String... arguments) {
    Globals globals = new Globals();
    Screen screen = new Screen(context, globals);
    Session session = new Session(context, globals, screen);
    CommandLine line = new CommandLine(new QuotakeeperCommand()).addMixin("globals", globals);
    var all = Stream.concat(further.stream(), own(session, examination).stream()).toList();
    needed(all, arguments).forEach(command -> line.addSubcommand(tree(command)));
    return wired(line, context, screen).execute(arguments);
  }

  private static List<Object> own(Session session, Examination examination) {
    return List.of(
        new StatusCommand(session),
        new CheckCommand(session),
        new LeaseCommand(session),
        new SyncCommand(session),
        new AccountCommand(session),
        new ProviderCommand(session),
        new ConfigCommand(session),
        new SimulateCommand(session),
        new DoctorCommand(session, examination),
        new CompletionCommand(session));
  }

  /**
   * The one command that the first argument names, since reading the annotations of all would take
   * longer than most commands do. All of them if it is none, so that help and suggestions are
   * whole, or if it is about them all.
   */
  private static List<Object> needed(List<Object> commands, String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    return commands.stream()
        .filter(command -> name(command).equals(first) && !(command instanceof CompletionCommand))
        .findFirst()
        .map(List::of)
        .orElse(commands);
  }

  private static String name(Object command) {
    return Objects.requireNonNull(command.getClass().getAnnotation(Command.class)).name();
  }

  private static CommandLine tree(Object command) {
    CommandLine line = new CommandLine(command);
    if (command instanceof CommandGroup group) {
      group.members().forEach(line::addSubcommand);
    }
    return line;
  }

  private static CommandLine wired(CommandLine line, CliContext context, Screen screen) {
    Failures failures = new Failures(screen);
    return line.setOut(writer(context.terminal().out()))
        .setErr(writer(context.terminal().err()))
        .setUsageHelpWidth(80)
        .registerConverter(Path.class, Failures::path)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setExecutionStrategy(parsed -> {
          line.setColorScheme(colours(screen));
          return new CommandLine.RunLast().execute(parsed);
        });
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private static Help.ColorScheme colours(Screen screen) {
    return Help.defaultColorScheme(screen.isColourful() ? Ansi.ON : Ansi.OFF);
  }
}
