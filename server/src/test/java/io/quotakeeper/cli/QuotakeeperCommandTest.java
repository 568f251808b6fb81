package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class QuotakeeperCommandTest {

  private static final String HELP =
      """
      Usage: quotakeeper [-hvV] [--no-color] [-o=FORMAT] [--server=URL]
                         [--token-file=FILE] [COMMAND]

      Knows how much quota every API account has left, when it comes back, and
      whether it will last.

      Options:
        -h, --help              Show this help.
            --no-color          No colours (also: NO_COLOR set to anything).
        -o, --output=FORMAT     table, wide or json; json is what the REST API
                                  answers.
            --server=URL        The server to ask (or QUOTAKEEPER_URL); else one
                                  running on this machine.
            --token-file=FILE   The file with the server's token (or the token in
                                  QUOTAKEEPER_TOKEN).
        -v, --verbose           Say more about failures.
        -V, --version           Print the version.

      Commands:
        serve       Runs the server.
        status      What is left on every account, most urgent first.
        check       Whether an account can serve a model now; the exit code says it
                      too.
        lease       An account of a pool for one request, and why it is that one.
        sync        Ask the providers now; a line per account. Fails if any account
                      fails.
        account     The accounts that the server keeps.
        provider    The adapters: which replies of which vendors Quotakeeper
                      understands.
        config      The configuration.
        simulate    What other strategies would have made of the requests that an
                      evidence log recorded.
        doctor      What would stop Quotakeeper from working here, and how to mend it.
        completion  A script that lets your shell complete commands, options and
                      accounts.

      Exit codes:
        0     done; for check: proceed
        1     failed
        2     wrong use or wrong configuration
        10    check: low
        11    check: exhausted; lease: none left
        12    check: unknown
        69    no server can be reached
        130   stopped with Ctrl-C

      Examples:
        quotakeeper status
        quotakeeper check team-a gemini-3-flash || notify
        quotakeeper status -o json | jq '.items[] | select(.level == "low")'
      """;

  @TempDir Path home;

  @Command(name = "serve", description = "Runs the server.")
  private static final class Serve implements Callable<Integer> {
    @Option(names = "--port", description = "The port.")
    int port;

    @Override
    public Integer call() {
      if (port < 0) {
        throw new IllegalStateException("secret of the inside");
      }
      return 40 + port;
    }
  }

  @Test
  void help_root_namesCommandsAndExitCodes() {
    Run.Outcome outcome = new Run(home).of(new Object[] {new Serve()}, "--help");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEqualTo(HELP);
  }

  @ParameterizedTest
  @CsvSource({
    "status",
    "check",
    "lease",
    "sync",
    "account list",
    "provider explain",
    "config check",
    "config show",
    "config schema",
    "simulate",
    "doctor",
    "completion",
    "completion bash"
  })
  void help_everyCommand_isShownOnStandardOutput(String words) {
    Run.Outcome outcome = new Run(home).of((words + " --help").split(" ", -1));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).startsWith("Usage: quotakeeper " + words).contains("--server=URL");
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void version_option_namesProgramAndJava() {
    Run.Outcome outcome = new Run(home).of("--version");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).matches("quotakeeper \\S+ \\(Java 25.*, .*\\)\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "statsu | Did you mean status?",
        "status --acount=x | --account",
        "status -o yaml | expected table, wide or json",
        "status extra | takes no further argument",
        "check | Missing required parameter: 'ACCOUNT'",
        "--nonsense | there is no option"
      })
  void wrongUse_anyKind_exits2WithAWayOut(String words, String said) {
    Run.Outcome outcome = new Run(home).of(words.split(" ", -1));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("quotakeeper: ").contains(said, "--help'.");
  }

  @Test
  void wrongUse_noCommand_namesThem() {
    Run.Outcome outcome = new Run(home).of();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("status, check, lease, sync, account, provider, config");
  }

  @ParameterizedTest
  @CsvSource({
    "config check FILE",
    "provider list --config=FILE",
    "provider test FILE vectors",
    "provider test openai FILE",
    "provider explain openai --status=200 --body-file=FILE",
    "status --server=http://127.0.0.1:1 --token-file=FILE",
    "doctor --offline --config=FILE",
  })
  void wrongUse_nameThatNoFileCanHave_exits2(String words) {
    Run.Outcome outcome = new Run(home).of(words.replace("FILE", "a\0b").split(" ", -1));

    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).doesNotContain("fault", "Exception").contains("can");
  }

  @Test
  void furtherCommand_isPartOfTheTree() {
    assertThat(new Run(home).of(new Object[] {new Serve()}, "serve", "--port", "2").exit())
        .isEqualTo(42);
  }

  @Test
  void furtherCommand_takesGlobalOptionsToo() {
    assertThat(new Run(home).of(new Object[] {new Serve()}, "serve", "-v").exit()).isEqualTo(40);
  }

  @Test
  void fault_inACommand_isOneLineWithoutItsText() {
    Run.Outcome outcome = new Run(home).of(new Object[] {new Serve()}, "serve", "--port=-1", "-v");

    assertThat(outcome)
        .isEqualTo(
            new Run.Outcome(
                1,
                "",
                """
                quotakeeper: serve failed: illegal state
                This is a fault of Quotakeeper; -v names the causes.
                cause: java.lang.IllegalStateException
                """));
  }
}
