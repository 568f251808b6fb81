package io.quotakeeper.cli;

import io.quotakeeper.quota.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Prints scripts that let shells complete what is typed; works without a server. */
@Command(
    name = "completion",
    description = "A script that lets your shell complete commands, options and accounts.",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:wrong use"},
    footer = {
      "",
      "To install it:",
      "  bash  quotakeeper completion bash > \\",
      "          ~/.local/share/bash-completion/completions/quotakeeper",
      "  zsh   quotakeeper completion zsh > DIR/_quotakeeper, DIR a folder of $$fpath",
      "  fish  quotakeeper completion fish > \\",
      "          ~/.config/fish/completions/quotakeeper.fish"
    })
final class CompletionCommand extends CommandGroup {

  /** A person waits with a finger on the key. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Session session;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "bash",
      description = "For bash.",
      descriptionHeading = "%n",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "2:wrong use"})
  int bash() {
    return print(PosixCompletion.bash(commands()));
  }

  @Command(
      name = "zsh",
      description = "For zsh.",
      descriptionHeading = "%n",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "2:wrong use"})
  int zsh() {
    return print(PosixCompletion.zsh(commands()));
  }

  @Command(
      name = "fish",
      description = "For fish.",
      descriptionHeading = "%n",
      optionListHeading = "%nOptions:%n",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "2:wrong use"})
  int fish() {
    return print(FishCompletion.script(commands()));
  }

  /** What the scripts ask where an account is to be typed. Says nothing where it knows nothing. */
  @Command(name = "accounts", hidden = true, description = "The ids of accounts, one a line.")
  int accounts() {
    try {
      Answer answer = session.server().get("/api/v1/accounts", Map.of(), PATIENCE).orFail();
      session
          .screen()
          .print(
              Json.items(answer.document()).stream()
                  .map(account -> Json.text(account, "id"))
                  // Shells expand what is in a list of words: nothing else may get there.
                  .filter(AccountId::isValid)
                  .toList());
    } catch (Failure e) {
      // No server, no accounts: an error in the middle of a typed line would help nobody.
      return Exit.DONE;
    }
    return Exit.DONE;
  }

  private List<Completion> commands() {
    CommandSpec program = spec;
    while (program.parent() != null) {
      program = program.parent();
    }
    return Completion.of(program);
  }

  private int print(String script) {
    session.screen().print(script.lines().toList());
    return Exit.DONE;
  }
}
