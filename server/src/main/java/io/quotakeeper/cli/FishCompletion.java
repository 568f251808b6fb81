package io.quotakeeper.cli;

import io.quotakeeper.cli.Completion.Kind;
import io.quotakeeper.cli.Completion.Option;
import io.quotakeeper.cli.Completion.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The completion script for fish. */
@SuppressWarnings("InlineFormatString") // a script is read best as a whole
final class FishCompletion {

  private static final String HEAD =
      """
      # Completes quotakeeper in fish. Made by: quotakeeper completion fish

      # Whether the command typed so far is $argv[1], followed by $argv[2] parameters (any number if
      # that is not given).
      function __quotakeeper_at
        set -l commands {commands}
        set -l valued {valued}
        set -l command ''
        set -l count 0
        set -l skip no
        for word in (commandline -opc)[2..-1]
          if test $skip = yes
            set skip no
          else if string match -q -- '-*' $word
            contains -- $word $valued; and set skip yes
          else if contains -- (string trim -- "$command $word") $commands
            set command (string trim -- "$command $word")
          else
            set count (math $count + 1)
          end
        end
        test "$command" = "$argv[1]"; or return 1
        test (count $argv) -lt 2; or test $argv[2] -eq $count
      end

      function __quotakeeper_accounts
        set -l program (commandline -opc)[1]
        $program completion accounts 2>/dev/null </dev/null
      end

      complete -c quotakeeper -f
      """;

  private FishCompletion() {}

  static String script(List<Completion> commands) {
    List<String> paths = new ArrayList<>();
    Set<String> valued = new LinkedHashSet<>();
    StringBuilder rules = new StringBuilder();
    for (Completion command : commands) {
      if (!command.path().isEmpty()) {
        paths.add(quoted(command.path()));
      }
      String at = "__quotakeeper_at " + quoted(command.path());
      command
          .commands()
          .forEach(
              (name, description) -> rule(rules, at, " -a " + name + " -d " + quoted(description)));
      for (Option option : command.options()) {
        if (option.value().kind() != Kind.NONE) {
          valued.addAll(option.names());
        }
        rule(
            rules,
            at,
            names(option) + offered(option.value()) + " -d " + quoted(option.description()));
      }
      arguments(command, at, rules);
    }
    String head =
        HEAD.replace("{commands}", String.join(" ", paths))
            .replace("{valued}", String.join(" ", valued));
    return head + rules;
  }

  private static void arguments(Completion command, String at, StringBuilder rules) {
    for (int i = 0; i < command.arguments().size(); i++) {
      Value value = command.arguments().get(i);
      String offered = offered(value).replaceFirst("^ -[xr]", "");
      if (!offered.isEmpty()) {
        rule(rules, value.many() ? at : at + " " + i, offered);
      }
    }
  }

  private static String names(Option option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    return names.toString();
  }

  private static String offered(Value value) {
    return switch (value.kind()) {
      case NONE -> "";
      case FREE -> " -x";
      case FILE -> " -r -F";
      case FOLDER -> " -x -a '(__fish_complete_directories)'";
      case ACCOUNT -> " -x -a '(__quotakeeper_accounts)'";
      case WORDS -> " -x -a " + quoted(String.join(" ", value.words()));
    };
  }

  private static void rule(StringBuilder rules, String condition, String what) {
    rules
        .append("complete -c quotakeeper -n ")
        .append(doubleQuoted(condition))
        .append(what)
        .append('\n');
  }

  /** The condition has single quotes of its own. */
  private static String doubleQuoted(String text) {
    return '"' + text + '"';
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
