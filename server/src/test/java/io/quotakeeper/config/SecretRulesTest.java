package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.SecretUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRulesTest {

  private static final String CANARY = "sk-canary-7f3a91";

  @TempDir Path folder;

  @Test
  void load_literalSecret_isRefusedAndNotShown() {
    assertThat(problems("secret: " + CANARY))
        .containsExactly(
            "q.yaml:4: accounts[0].secret: a literal secret in the file, which others can read;"
                + " expected {env: NAME} or {file: path}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret: {}",
        "secret: ",
        "secret: {env: A, file: b}",
        "secret: {enviroment: A}",
        "secret: {hunter2}"
      })
  void load_notOnePlace_isRefused(String line) {
    assertThat(problems(line))
        .containsExactly(
            "q.yaml:4: accounts[0].secret: not one place of a secret; expected {env: NAME} or {file:"
                + " path}");
  }

  @Test
  void load_variableNotSet_isNamed() {
    assertThat(problems("secret: {env: TEAM_A_TOKEN}"))
        .containsExactly(
            "q.yaml:4: accounts[0].secret: environment variable TEAM_A_TOKEN is not set; expected the"
                + " credential there");
  }

  @Test
  void load_literalSecretInPlaceOfAName_isNotShown() {
    assertThat(problems("secret: {env: ghp_canary7f3a91canary7f3a91}"))
        .containsExactly(
            "q.yaml:4: accounts[0].secret: the environment variable that the configuration names is"
                + " not set; expected the credential there");
    assertThat(problems("secret: {file: " + CANARY + "}"))
        .containsExactly(
            "q.yaml:4: accounts[0].secret: the secret file that the configuration names does not"
                + " exist; expected the credential there");
    assertThat(problems("secret: {env: " + CANARY + "}"))
        .containsExactly(
            "q.yaml:4: accounts[0].secret.env: malformed; expected the name of an environment"
                + " variable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void load_emptyVariable_isRefused(String value) {
    assertThat(problemsOf(value)).endsWith("environment variable KEY is empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "changeme", "Change-Me", "secret", "YOUR_API_KEY", "your-token-here", "<your key>",
            "sk-...",
        "sk-xxxxxxxx", "xxxxx", "${TOKEN}", "{{token}}", "placeholder", "$OPENAI_API_KEY", "KEY",
        "sk-proj-xxxxxxxxxxxxxxxx", "sk-abc\u2026", "insert key here", "*****", "example-token"
      })
  void load_placeholder_isRefused(String value) {
    assertThat(problemsOf(value))
        .endsWith("environment variable KEY holds a placeholder or a sample, not a credential");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CANARY,
        "ya29.a0AfH6SM",
        "ghp_16C7e42F292c6912E7",
        "demo-token-1",
        "test-1234",
        "yourself99",
        "a.b.c",
        "keyring77"
      })
  void load_credential_isTaken(String value) {
    Configuration built = loading().with("KEY", value).load(account("secret: {env: KEY}"));

    assertThat(built.accounts().getFirst().secret().sources().getFirst().read().reveal())
        .isEqualTo(value);
  }

  @Test
  void load_quotedOrSpacedOrBrokenCredential_isRefused() {
    assertThat(problemsOf("\"" + CANARY + "\""))
        .endsWith("holds quotation marks around the credential");
    assertThat(problemsOf(CANARY + " ")).endsWith("holds spaces around the credential");
    assertThat(problemsOf(CANARY + "\r\nX: y")).contains("holds a character that cannot stand");
    assertThat(problemsOf(CANARY + "é")).contains("holds a character that cannot stand");
  }

  @Test
  void read_fileRotated_givesTheNewCredential() {
    Loading loading = loading();
    loading.file("key", CANARY + "\n");
    SecretSource source =
        loading
            .load(account("secret: {file: key}"))
            .accounts()
            .getFirst()
            .secret()
            .sources()
            .getFirst();
    assertThat(source.read().reveal()).isEqualTo(CANARY);

    loading.file("key", "sk-second-1\n");
    assertThat(source.read().reveal()).isEqualTo("sk-second-1");

    loading.file("key", "\n");
    assertThatThrownBy(source::read)
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage("secret file " + folder.resolve("key") + " is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
  void load_fileOpenToOthers_isRefusedWithTheModeItNeeds(String mode) {
    Loading loading = loading();
    loading.file("key", CANARY, mode);

    assertThat(loading.problems(account("secret: {file: key}")))
        .containsExactly(
            "q.yaml:4: accounts[0].secret: secret file key is open to other users; give it mode 0600"
                + " (chmod 600); expected the credential there");
  }

  @Test
  void load_groupReadableFileThatSystemdDelivered_isRead() {
    Loading loading = loading().with("CREDENTIALS_DIRECTORY", folder.toString());
    loading.file("key", CANARY, "r--r-----");

    var loaded = loading.load(account("secret: {file: %s}".formatted(folder.resolve("key"))));

    assertThat(loaded.accounts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw----", "rw----r--"})
  void load_deliveredFileOpenToMore_isRefused(String mode) {
    Loading loading = loading().with("CREDENTIALS_DIRECTORY", folder.toString());
    loading.file("key", CANARY, mode);

    assertThat(loading.problems(account("secret: {file: %s}".formatted(folder.resolve("key")))))
        .singleElement()
        .asString()
        .contains("is open to other users");
  }

  @Test
  void load_groupReadableFileBesideTheDeliveredOnes_isRefused() {
    Loading loading =
        loading().with("CREDENTIALS_DIRECTORY", folder.resolve("delivered").toString());
    loading.file("key", CANARY, "r--r-----");

    assertThat(loading.problems(account("secret: {file: %s}".formatted(folder.resolve("key")))))
        .singleElement()
        .asString()
        .contains("is open to other users");
  }

  @Test
  void load_symbolicLink_isRefused() throws IOException {
    Loading loading = loading();
    Files.createSymbolicLink(folder.resolve("link"), loading.file("key", CANARY));

    assertThat(loading.problems(account("secret: {file: link}")))
        .containsExactly(
            "q.yaml:4: accounts[0].secret: secret file link is a symbolic link; name the file itself;"
                + " expected the credential there");
  }

  @Test
  void load_fileThatIsNone_isRefused() throws IOException {
    Loading loading = loading();
    Files.createDirectory(folder.resolve("dir"));
    loading.file("empty", "");
    loading.file("large", "x".repeat(70_000));

    assertThat(loading.problems(account("secret: {file: dir}")).getFirst())
        .contains("secret file dir is not a regular file");
    assertThat(loading.problems(account("secret: {file: gone}")).getFirst())
        .contains("secret file gone does not exist");
    assertThat(loading.problems(account("secret: {file: empty}")).getFirst())
        .contains("secret file empty is empty");
    assertThat(loading.problems(account("secret: {file: large}")).getFirst())
        .contains("secret file large is larger than 64 KiB");
  }

  /** The canary in every place of a file where a value or a key can stand. */
  private static final List<String> WRONG_PLACES =
      List.of(
          CANARY,
          CANARY + ": 1",
          "? [" + CANARY + "]\n: 1",
          "server: {host: '" + CANARY + " x', port: " + CANARY + ", adminToken: " + CANARY + "}",
          "server: {host: 0.0.0.0, adminToken: {" + CANARY + "}}",
          "monitor: {interval: " + CANARY + ", " + CANARY + ": 1}",
          "thresholds: {low: " + CANARY + ", overrides: [" + CANARY + "]}",
          "thresholds: {overrides: [{account: " + CANARY + ", provider: " + CANARY + "}]}",
          "providers: {" + CANARY + ": " + CANARY + "}",
          "outbound: {allow: ['" + CANARY + "/']}",
          "pools: [{id: '" + CANARY + "!', protocol: " + CANARY + ", accounts: [" + CANARY + "]}]",
          "pools: [{id: a, accounts: {labels: " + CANARY + "}, strategy: " + CANARY + "}]",
          "pools: [{id: a, accounts: [], weights: {" + CANARY + ": 0}, order: [" + CANARY + "]}]",
          "alerts: [{id: a, type: " + CANARY + ", url: " + CANARY + ", on: [" + CANARY + "]}]",
          "accounts: [{id: '" + CANARY + "/', provider: " + CANARY + ", tier: " + CANARY + "}]",
          "accounts: [{baseUrl: " + CANARY + ", project: " + CANARY + "?, secret: " + CANARY + "}]",
          "accounts: [{baseUrl: 'https://" + CANARY + "@x', secret: [" + CANARY + "]}]",
          "accounts: [{limits: [{scope: " + CANARY + ", window: '" + CANARY + "?'}]}]",
          "accounts: [{oauth: {refreshToken: " + CANARY + ", " + CANARY + ": 1}}]",
          "accounts: [{secret: *" + CANARY + "}]",
          "accounts: [{secret: !" + CANARY + " x}]",
          "accounts: [{secret: !!" + CANARY + " x}]",
          "accounts: [{secret: !a!" + CANARY + " x}]",
          "accounts: [{secret: '" + CANARY + "]",
          "%" + CANARY + " x\n---\na: b",
          "accounts: [{secret: \"" + CANARY + "\\x\"}]");

  @Test
  void load_secretInAnyWrongPlace_isNeverShown() {
    for (String yaml : WRONG_PLACES) {
      List<String> problems = loading().with("QUOTAKEEPER_CACHE_TTL", CANARY).problems(yaml);
      assertThat(problems).as(yaml).isNotEmpty().noneMatch(p -> p.contains("canary"));
    }
  }

  private Loading loading() {
    return new Loading(folder);
  }

  private List<String> problems(String line) {
    return loading().problems(account(line));
  }

  private String problemsOf(String value) {
    List<String> problems = loading().with("KEY", value).problems(account("secret: {env: KEY}"));
    assertThat(problems).hasSize(1).noneMatch(problem -> problem.contains("canary"));
    return problems.getFirst().replace("; expected the credential there", "");
  }

  private static String account(String line) {
    return "accounts:\n- id: a\n  provider: openai\n  " + line + "\n";
  }
}
