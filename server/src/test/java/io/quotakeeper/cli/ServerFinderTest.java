package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFinderTest {

  private static final String CANARY = "qk-canary-5c1d";
  private static final long ALIVE = ProcessHandle.current().pid();

  /** Larger than the kernel gives out. */
  private static final long DEAD = 1L << 40;

  @TempDir Path home;
  private FakeServer first;
  private FakeServer second;

  @BeforeEach
  void start() throws Exception {
    first = new FakeServer().get("/api/v1/accounts", "{\"items\":[]}");
    second = new FakeServer().get("/api/v1/accounts", "{\"items\":[]}");
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  private void leave(FakeServer server, long pid, boolean demo) throws IOException {
    Path token = Files.writeString(home.resolve("token-" + server.port()), tokenOf(server) + "\n");
    ServerFolder.of(Map.of(), home)
        .write(server.port(), new ServerFile(server.url(), pid, token.toString(), demo));
  }

  private static String tokenOf(FakeServer server) {
    return CANARY + "-" + server.port();
  }

  private Run.Outcome list(String... options) {
    return list(new Run(home), options);
  }

  private static Run.Outcome list(Run run, String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "account";
    args[1] = "list";
    System.arraycopy(options, 0, args, 2, options.length);
    return run.of(args);
  }

  private static String asked(String token) {
    return "GET /api/v1/accounts Bearer " + token;
  }

  @Test
  void find_oneLiveServer_takesItWithItsToken() throws IOException {
    leave(first, ALIVE, false);

    Run.Outcome outcome = list();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEqualTo("quotakeeper: no account is configured\n");
    assertThat(first.calls()).containsExactly("GET /health/live -", asked(tokenOf(first)));
  }

  @Test
  void find_demoAlone_isTakenAndNamed() throws IOException {
    leave(first, ALIVE, true);

    assertThat(list().err()).contains("using the demo at " + first.url());
  }

  @Test
  void find_demoAndRealServer_takesTheRealOneAndSaysSo() throws IOException {
    boolean firstIsLower = first.port() < second.port();
    FakeServer demo = firstIsLower ? first : second;
    FakeServer real = firstIsLower ? second : first;
    leave(demo, ALIVE, true);
    leave(real, ALIVE, false);

    Run.Outcome outcome = list();

    assertThat(outcome.err())
        .contains("using the server at " + real.url() + "; 2 are running, choose with --server");
    assertThat(real.calls()).contains(asked(tokenOf(real)));
    assertThat(demo.calls()).containsExactly("GET /health/live -");
  }

  @Test
  void find_fileOfDeadProcess_isIgnored() throws IOException {
    leave(first, DEAD, false);

    Run.Outcome outcome = list();

    assertThat(outcome.exit()).isEqualTo(69);
    assertThat(outcome.err())
        .contains("no server is running on this machine", "quotakeeper serve", "quotakeeper demo");
    assertThat(first.calls()).isEmpty();
  }

  @Test
  void find_fileOfServerThatDoesNotAnswer_isIgnored() throws IOException {
    leave(first, ALIVE, false);
    leave(second, ALIVE, true);
    first.close();

    assertThat(list().err()).contains("using the demo at " + second.url());
  }

  @Test
  void find_fileOfServerThatIsNotLive_isIgnored() throws IOException {
    leave(first, ALIVE, false);
    first.on("GET", "/health/live", 503, "{}");

    assertThat(list().exit()).isEqualTo(69);
  }

  @Test
  void find_namedServer_winsOverEnvironmentAndMachine() throws IOException {
    leave(first, ALIVE, false);
    var run = new Run(home).with("QUOTAKEEPER_URL", "http://127.0.0.1:1");

    Run.Outcome outcome = list(run, "--server", second.url() + "/");

    assertThat(outcome.exit()).isZero();
    assertThat(first.calls()).isEmpty();
    assertThat(second.calls()).containsExactly("GET /api/v1/accounts -");
  }

  @Test
  void find_namedServerThatLeftAFile_getsItsToken() throws IOException {
    leave(first, ALIVE, false);

    list("--server", first.url());

    assertThat(first.calls()).containsExactly(asked(tokenOf(first)));
  }

  @Test
  void find_tokens_optionThenEnvironmentThenFile() throws IOException {
    leave(first, ALIVE, false);
    Path file = Files.writeString(home.resolve("mine"), "  from-option \n");
    var run = new Run(home).with("QUOTAKEEPER_TOKEN", "from-environment");

    list(run, "--token-file", file.toString());
    list(run);

    assertThat(first.calls()).contains(asked("from-option"), asked("from-environment"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://10.1.2.3:7878", "http://example.org", "http://localhost.evil.test"})
  void find_tokenOverPlainHttpToAnotherMachine_isRefused(String url) {
    Run.Outcome outcome = list(new Run(home).with("QUOTAKEEPER_TOKEN", CANARY), "--server", url);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("the token is not sent to " + url, "https")
        .doesNotContain(CANARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:7878",
        "ftp://localhost",
        "http://",
        "http://u:qk-canary@h",
        "http://h/?x=1",
        ":"
      })
  void find_wrongAddress_isRefusedWithoutRepeatingIt(String url) {
    Run.Outcome outcome = list("--server", url);

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            """
            quotakeeper: --server is not the address of a server
            Write http:// or https://, a host and a port, for example http://127.0.0.1:7878.
            """);
  }

  @Test
  void find_tokenFileThatIsNotThere_isWrongUse() {
    Run.Outcome outcome = list("--server", first.url(), "--token-file", home + "/none");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("cannot read --token-file " + home + "/none");
  }

  @Test
  void find_tokenFileWithoutToken_isWrongUse() throws IOException {
    Path file = Files.writeString(home.resolve("two"), "one\ntwo\n");

    Run.Outcome outcome = list("--server", first.url(), "--token-file", file.toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("holds no token").doesNotContain("one\n");
  }

  @Test
  void call_unreachableServer_exits69AndSaysWhatToDo() {
    first.close();

    Run.Outcome outcome = list("--server", first.url());

    assertThat(outcome)
        .isEqualTo(
            new Run.Outcome(
                69,
                "",
                "quotakeeper: cannot reach the server at "
                    + first.url()
                    + ": nothing listens there\n"
                    + "Start it with `quotakeeper serve`, or name another with --server URL.\n"));
  }

  @Test
  void call_verbose_namesTheClassesOfCauses() {
    first.close();

    assertThat(list("--server", first.url(), "-v").err())
        .contains("cause: java.net.ConnectException")
        .doesNotContain("\tat ");
  }

  @Test
  void call_tokenRefused_saysWhereTokensLie() throws IOException {
    leave(first, ALIVE, false);
    first.on("GET", "/api/v1/accounts", 401, "{\"detail\":\"the token is not known\"}");

    Run.Outcome outcome = list();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("does not accept the token: the token is not known", "--token-file")
        .doesNotContain(CANARY);
  }

  @Test
  void call_withoutToken_saysThatOneIsWanted() {
    first.on("GET", "/api/v1/accounts", 401, "{\"detail\":\"this route needs the admin token\"}");

    assertThat(list("--server", first.url()).err())
        .contains(" wants a token: this route needs the admin token", "--token-file");
  }

  @Test
  void find_tokenFileOfTheServerThatCannotBeRead_failsAndSaysWhatElseToGive() throws IOException {
    leave(first, ALIVE, false);
    Files.delete(home.resolve("token-" + first.port()));

    Run.Outcome outcome = list();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("cannot read the token file that the server left", "QUOTAKEEPER_TOKEN");
  }

  @Test
  void call_redirect_isNotFollowed() throws IOException {
    leave(first, ALIVE, false);
    first.on("GET", "/api/v1/accounts", 302, "");

    assertThat(list().exit()).isEqualTo(1);
  }

  @Test
  void call_somethingElseAnswers_saysSo() {
    first.get("/api/v1/accounts", "<html>");

    Run.Outcome outcome = list("--server", first.url());

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("is not Quotakeeper");
  }

  @Test
  void call_serverFault_isToldInItsWordsOnOneLine() {
    first.on("GET", "/api/v1/accounts", 500, "{\"title\":\"Fault\\u001b[2J\\nx\"}");

    assertThat(list("--server", first.url()))
        .isEqualTo(new Run.Outcome(1, "", "quotakeeper: Fault\\u001b[2J\\u000ax\n"));
  }
}
