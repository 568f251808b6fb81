package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotakeeper.engine.Credential;
import io.quotakeeper.engine.Login;
import io.quotakeeper.engine.SecretUnavailableException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code oauth}, {@code serviceAccount}, and the secrets of other programs. */
class LoginRulesTest {

  private static final String CANARY = "cAnArY-77-secret";

  @TempDir Path folder;

  @Test
  void login_isReadFromItsThreePlaces() {
    var login =
        (Login.RefreshToken)
            credential(
                "oauth: {refreshToken: {env: KEY}, clientId: {env: KEY}, clientSecret: {env: KEY}}");

    assertThat(login.refreshToken().read().reveal()).isEqualTo(CANARY);
    assertThat(login.clientSecret()).isPresent();
    assertThat(login.baseUrl()).isEmpty();
  }

  @Test
  void publicClient_hasNoSecret() {
    var login =
        (Login.RefreshToken) credential("oauth: {refreshToken: {env: KEY}, clientId: {env: KEY}}");

    assertThat(login.clientSecret()).isEmpty();
  }

  @Test
  void serviceAccount_isReadFromItsFile() {
    loading().file("robot.json", ServiceKeys.json());

    assertThat(credential("serviceAccount: {file: robot.json}"))
        .isInstanceOf(Login.ServiceAccount.class);
  }

  @Test
  void serviceAccount_withoutAUsableKey_isRefused_andNothingOfItShown() {
    loading().file("robot.json", "{\"client_email\": \"a\", \"private_key\": \"" + CANARY + "\"}");

    assertThat(problems("serviceAccount: {file: robot.json}"))
        .singleElement()
        .asString()
        .contains("q.yaml:5: accounts[0].serviceAccount.file", "private_key is not one in PEM")
        .doesNotContain(CANARY);
  }

  @Test
  void moreThanOneCredential_isRefused() {
    assertThat(
            problems(
                "secret: {env: KEY}\n    oauth: {refreshToken: {env: KEY}, clientId: {env: KEY}}"))
        .containsExactly(
            "q.yaml:6: accounts[0].oauth: beside secret; expected one of secret, oauth and serviceAccount alone");
  }

  @Test
  void loginWithoutItsParts_isRefused() {
    assertThat(problems("oauth: {clientSecret: {env: KEY}}"))
        .containsExactly(
            "q.yaml:5: accounts[0].oauth.refreshToken: missing; expected {env: NAME} or {file: path}",
            "q.yaml:5: accounts[0].oauth.clientId: missing; expected {env: NAME} or {file: path}");
  }

  @Test
  void oneLoginForTwoAccounts_isNoted() {
    String login = "oauth: {refreshToken: {env: KEY}, clientId: {env: KEY}}";

    var loaded =
        loading()
            .load(
                yaml(login)
                    + "  - id: b\n    provider: gcp-quota\n    project: q\n    "
                    + login
                    + "\n");

    assertThat(loaded.notes())
        .singleElement()
        .asString()
        .startsWith("accounts a and b have one login");
  }

  @Test
  void tokenEndpoint_isCheckedByTheOutboundPolicy() {
    assertThat(
            problems(
                "oauth: {refreshToken: {env: KEY}, clientId: {env: KEY}, baseUrl: 'https://127.0.0.1'}"))
        .singleElement()
        .asString()
        .contains("accounts[0].oauth.baseUrl: the host is ");
  }

  @Test
  void secretOfAnotherProgram_isReadAnewEachTime_andItsRemedyIsThatProgram() {
    Loading loading = loading();
    loading.file("other.json", "{\"tokens\": {\"access_token\": \"" + CANARY + "\"}}");
    Credential secret = credential("secret: {file: other.json, pointer: /tokens/access_token}");
    var source = secret.sources().getFirst();
    assertThat(source.read().reveal()).isEqualTo(CANARY);

    loading.file("other.json", "{\"tokens\": {\"access_token\": \"sk-renewed-1\"}}");

    assertThat(source.read().reveal()).isEqualTo("sk-renewed-1");
    assertThat(secret.remedy()).contains("must renew its login");
    loading.file("other.json", "{\"tokens\": {}}");
    assertThatThrownBy(source::read)
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageEndingWith("has no text at /tokens/access_token");
  }

  @Test
  void pointer_withoutAFile_isRefused() {
    assertThat(problems("secret: {env: KEY, pointer: /a}"))
        .singleElement()
        .asString()
        .contains("not one place of a secret");
  }

  private Credential credential(String text) {
    return loading().load(yaml(text)).accounts().getFirst().secret();
  }

  private List<String> problems(String text) {
    return loading().problems(yaml(text));
  }

  private static String yaml(String text) {
    return """
    accounts:
      - id: a
        provider: gcp-quota
        project: p
        %s
    """
        .formatted(text);
  }

  private Loading loading() {
    return new Loading(folder).with("KEY", CANARY);
  }
}
