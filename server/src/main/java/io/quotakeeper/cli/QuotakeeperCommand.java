package io.quotakeeper.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
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
      "11:check: exhausted",
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
   * The tree, ready to be executed: {@link CommandLine#execute} prints what is to be said and
   * returns the exit code, whatever happens.
   *
   * <p>A command of others may throw a {@link Failure}, or let a {@link
   * io.quotakeeper.config.ConfigurationException} pass: both end it with their own message and exit
   * code. Any other exception is a fault, of which only the class is shown.
   *
   * @param context the world that the commands work in
   * @param examination what {@code doctor} asks of the server's parts
   * @param further commands of others, annotated with {@link Command}; they come first in the help
   */
  public static CommandLine commandLine(
      CliContext context, Examination examination, Object... further) {
    Globals globals = new Globals();
    Screen screen = new Screen(context, globals);
    Session session = new Session(context, globals, screen);
    CommandLine line = new CommandLine(new QuotakeeperCommand()).addMixin("globals", globals);
    for (Object command : further) {
      line.addSubcommand(command);
    }
    line.addSubcommand(new StatusCommand(session));
    line.addSubcommand(new CheckCommand(session));
    line.addSubcommand(new SyncCommand(session));
    line.addSubcommand(new AccountCommand(session));
    line.addSubcommand(
        new CommandLine(new ProviderCommand(session))
            .addSubcommand(new ExplainCommand(session))
            .addSubcommand(new TestCommand(session)));
    line.addSubcommand(new ConfigCommand(session));
    line.addSubcommand(new DoctorCommand(session, examination));
    line.addSubcommand(new CompletionCommand(session));
    return wired(line, context, screen);
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
