package io.quotakeeper.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing without one of its subcommands. */
class CommandGroup implements Runnable {

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public final void run() {
    String names = spec.subcommands().keySet().stream().collect(Collectors.joining(", "));
    throw new ParameterException(spec.commandLine(), "Missing command: one of " + names);
  }
}
