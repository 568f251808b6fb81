package io.quotakeeper.cli;

import io.quotakeeper.cli.Completion.Option;
import io.quotakeeper.cli.Completion.Value;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Completion scripts for bash, from 3.2 on, and zsh. Both ask the same functions what can be typed;
 * only how they are asked, and how they offer it, differs.
 */
@SuppressWarnings("InlineFormatString") // a script is read best as a whole
final class PosixCompletion {

  private static final String TABLES =
      """
      # What can be typed after the command that is named by $1, all words of it after "quotakeeper".
      _quotakeeper_commands() {
        case $1 in
      {commands}  esac
      }

      _quotakeeper_options() {
        case $1 in
      {options}  esac
      }

      # What the value of option $2 is; fails if it takes none.
      _quotakeeper_value() {
        case $1:$2 in
      {values}    *) return 1 ;;
        esac
      }

      # What the parameter is that follows after $2 others.
      _quotakeeper_argument() {
        case $1:$2 in
      {arguments}  esac
      }
      """;

  private static final String BASH =
      """
      # Completes quotakeeper in bash. Made by: quotakeeper completion bash

      {tables}
      _quotakeeper() {
        local IFS=$'\\n' command='' count=0 word='' option='' i what
        local current=${COMP_WORDS[COMP_CWORD]}
        COMPREPLY=()
        for ((i = 1; i < COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          # Bash takes --option=value apart.
          [ "$word" = = ] && continue
          if [ -n "$option" ]; then
            option=''
          elif [[ $word == -* ]]; then
            _quotakeeper_value "$command" "$word" >/dev/null && option=$word
          elif _quotakeeper_commands "$command" | grep -qxF -e "$word"; then
            command="$command${command:+ }$word"
          else
            count=$((count + 1))
          fi
        done
        [ "$current" = = ] && current=''
        if [ -n "$option" ]; then
          what=$(_quotakeeper_value "$command" "$option")
        elif [[ $current == -* ]]; then
          what=$(_quotakeeper_options "$command")
        else
          what=$(_quotakeeper_commands "$command"; _quotakeeper_argument "$command" "$count")
        fi
        case $what in
          @file) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
          @folder) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current")) ;;
          @account) COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" completion accounts 2>/dev/null </dev/null)" -- "$current")) ;;
          *) COMPREPLY=($(compgen -W "$what" -- "$current")) ;;
        esac
      }

      complete -F _quotakeeper quotakeeper
      """;

  private static final String ZSH =
      """
      #compdef quotakeeper
      # Completes quotakeeper in zsh. Made by: quotakeeper completion zsh

      {tables}
      _quotakeeper() {
        emulate -L zsh
        local command='' option='' word='' what
        local -i count=0 i
        for ((i = 2; i < CURRENT; i++)); do
          word=${words[i]}
          if [[ -n $option ]]; then
            option=''
          elif [[ $word == -* ]]; then
            _quotakeeper_value "$command" "$word" >/dev/null && option=$word
          elif [[ -n ${(M)${(f)"$(_quotakeeper_commands "$command")"}:#$word} ]]; then
            command="$command${command:+ }$word"
          else
            count+=1
          fi
        done
        word=${words[CURRENT]}
        if [[ -n $option ]]; then
          what=$(_quotakeeper_value "$command" "$option")
        elif [[ $word == -*=* ]]; then
          what=$(_quotakeeper_value "$command" "${word%%=*}")
          compset -P '*='
        elif [[ $word == -* ]]; then
          what=$(_quotakeeper_options "$command")
        else
          what=$(_quotakeeper_commands "$command"; _quotakeeper_argument "$command" "$count")
        fi
        case $what in
          @file) _files ;;
          @folder) _files -/ ;;
          @account) compadd -- ${(f)"$(${words[1]} completion accounts 2>/dev/null </dev/null)"} ;;
          *) compadd -- ${(f)what} ;;
        esac
      }

      # Called by zsh itself where it lies in a folder of fpath; else it was sourced.
      if [[ ${funcstack[1]:-} == _quotakeeper ]]; then
        _quotakeeper "$@"
      else
        compdef _quotakeeper quotakeeper
      fi
      """;

  private PosixCompletion() {}

  static String bash(List<Completion> commands) {
    return BASH.replace("{tables}", tables(commands));
  }

  static String zsh(List<Completion> commands) {
    return ZSH.replace("{tables}", tables(commands));
  }

  private static String tables(List<Completion> commands) {
    return TABLES
        .replace("{commands}", rows(commands, PosixCompletion::subcommands))
        .replace("{options}", rows(commands, PosixCompletion::options))
        .replace("{values}", rows(commands, PosixCompletion::values))
        .replace("{arguments}", rows(commands, PosixCompletion::arguments));
  }

  private static String subcommands(Completion command) {
    return row(quoted(command.path()), List.copyOf(command.commands().keySet()));
  }

  private static String options(Completion command) {
    return row(
        quoted(command.path()),
        command.options().stream().flatMap(option -> option.names().stream()).toList());
  }

  private static String values(Completion command) {
    return command.options().stream()
        .map(option -> values(command, option))
        .collect(Collectors.joining());
  }

  private static String rows(List<Completion> commands, Function<Completion, String> row) {
    return commands.stream().map(row).collect(Collectors.joining());
  }

  private static String row(String pattern, List<String> words) {
    return words.isEmpty()
        ? ""
        : "    %s) printf '%%s\\n' %s ;;\n".formatted(pattern, String.join(" ", words));
  }

  private static String values(Completion command, Option option) {
    if (option.value().kind() == Completion.Kind.NONE) {
      return "";
    }
    String pattern =
        option.names().stream()
            .map(name -> quoted(command.path() + ":" + name))
            .collect(Collectors.joining(" | "));
    List<String> words = words(option.value());
    return words.isEmpty() ? "    %s) ;;\n".formatted(pattern) : row(pattern, words);
  }

  private static String arguments(Completion command) {
    return IntStream.range(0, command.arguments().size())
        .mapToObj(i -> {
          Value value = command.arguments().get(i);
          String pattern = quoted(command.path() + ":" + (value.many() ? "" : i));
          return row(value.many() ? pattern + "*" : pattern, words(value));
        })
        .collect(Collectors.joining());
  }

  private static List<String> words(Value value) {
    return switch (value.kind()) {
      case NONE, FREE -> List.of();
      case FILE -> List.of("@file");
      case FOLDER -> List.of("@folder");
      case ACCOUNT -> List.of("@account");
      case WORDS -> value.words();
    };
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }
}
