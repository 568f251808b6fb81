package io.quotakeeper.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing without one of its subcommands. */
class CommandGroup implements Runnable {

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public final void run() {
    String names = String.join(", ", commands(spec));
    throw new ParameterException(spec.commandLine(), "Missing command: one of " + names);
  }

  /** Subcommands that are classes of their own, beside those that are methods of this one. */
  List<Object> members() {
    return List.of();
  }

  /** The commands that people are told of. */
  static List<String> commands(CommandSpec spec) {
    return spec.subcommands().entrySet().stream()
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }
}
