package io.quotakeeper.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What can be typed after a command, for those who write completion scripts. Taken from the command
 * tree, so that a new command or option is completed without further ado.
 *
 * @param path the command's names below the program's, with spaces between; empty for the program
 * @param description in one line
 * @param commands its commands that are shown, with their descriptions
 * @param options its options that are shown
 * @param arguments the values of its parameters, in their order
 */
record Completion(
    String path,
    String description,
    Map<String, String> commands,
    List<Option> options,
    List<Value> arguments) {

  /** What a value is. */
  enum Kind {
    /** No value. */
    NONE,
    /** One that nobody can guess. */
    FREE,
    FILE,
    FOLDER,
    /** The id of an account. */
    ACCOUNT,
    /** One of a few words. */
    WORDS
  }

  /**
   * A value that can be typed.
   *
   * @param kind what it is
   * @param words which there are, for {@link Kind#WORDS}
   * @param many whether more of its kind may follow
   */
  record Value(Kind kind, List<String> words, boolean many) {

    /** Copies the words. */
    Value {
      words = List.copyOf(words);
    }
  }

  /** An option with all of its names. */
  record Option(List<String> names, String description, Value value) {}

  /** The program and every command below it that is shown. */
  static List<Completion> of(CommandSpec program) {
    List<Completion> all = new ArrayList<>();
    collect(program, "", all);
    return List.copyOf(all);
  }

  private static void collect(CommandSpec spec, String path, List<Completion> all) {
    Map<String, String> commands = new LinkedHashMap<>();
    Map<String, CommandLine> shown = new LinkedHashMap<>(spec.subcommands());
    shown.values().removeIf(command -> command.getCommandSpec().usageMessage().hidden());
    shown.forEach((name, command) -> commands.put(name, described(command.getCommandSpec())));
    all.add(
        new Completion(
            path,
            described(spec),
            commands,
            spec.options().stream().filter(o -> !o.hidden()).map(Completion::option).toList(),
            spec.positionalParameters().stream().map(Completion::argument).toList()));
    shown.forEach((name, command) ->
        collect(command.getCommandSpec(), path.isEmpty() ? name : path + " " + name, all));
  }

  private static Option option(OptionSpec option) {
    Value value =
        option.arity().max() == 0 ? new Value(Kind.NONE, List.of(), false) : value(option, false);
    return new Option(List.of(option.names()), first(option.description()), value);
  }

  private static Value argument(PositionalParamSpec parameter) {
    return value(parameter, parameter.arity().max() > 1);
  }

  private static Value value(ArgSpec argument, boolean many) {
    if (argument.completionCandidates() != null) {
      List<String> words =
          StreamSupport.stream(argument.completionCandidates().spliterator(), false).toList();
      return new Value(Kind.WORDS, words, many);
    }
    Kind kind =
        switch (argument.paramLabel()) {
          case "FILE" -> Kind.FILE;
          case "DIR" -> Kind.FOLDER;
          case "ACCOUNT" -> Kind.ACCOUNT;
          default -> Kind.FREE;
        };
    return new Value(kind, List.of(), many);
  }

  private static String described(CommandSpec spec) {
    return first(spec.usageMessage().description());
  }

  private static String first(String[] lines) {
    return Stream.of(lines).findFirst().orElse("").replace("%n", " ").replace("%%", "%");
  }
}
