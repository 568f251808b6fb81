package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class AlertRulesTest {

  private static final String TYPES =
      "; expected one of alertmanager, discord, ntfy, pagerduty, slack, smtp, teams, webhook";
  private static final String URL =
      "; expected an https URL of a public host, or of one that outbound.allow names";

  @TempDir Path folder;

  static final List<Arguments> RULES =
      List.of(
          arguments(
              "alerts:\n- {type: slack, url: {env: U}}",
              "2: alerts[0].id: missing; expected 1 to 128 letters, digits, '.', '_' or '-', not starting with a dot"),
          arguments(
              "alerts:\n- {id: a, type: slak, url: {env: U}}",
              "2: alerts[0].type: unknown type, did you mean slack?" + TYPES),
          arguments("alerts:\n- {id: a, url: {env: U}}", "2: alerts[0].type: missing" + TYPES),
          arguments(
              "alerts:\n- {id: a, type: slack}",
              "2: alerts[0].url: missing; expected {env: NAME} or {file: path}"),
          arguments(
              "alerts:\n- {id: a, type: slack, url: {env: GONE}}",
              "2: alerts[0].url: environment variable GONE is not set; expected the credential there"),
          arguments(
              "alerts:\n- {id: a, type: slack, url: 'https://x.example'}",
              "2: alerts[0].url: a literal secret in the file, which others can read; expected {env: NAME} or {file: path}"),
          arguments(
              "alerts:\n- {id: a, type: slack, url: {env: LOCAL}}",
              "2: alerts[0].url: environment variable LOCAL holds a bad value: the host is a loopback address"
                  + URL),
          arguments(
              "alerts:\n- {id: a, type: slack, url: {env: U}, on: []}",
              "2: alerts[0].on: empty; expected events such as [low, exhausted]"),
          arguments(
              "alerts:\n- {id: a, type: slack, url: {env: U}, on: [lwo]}",
              "2: alerts[0].on[0]: unknown event, did you mean low?; expected one of auth, exhausted, forecast, low, recovered, stale"),
          arguments(
              "alerts:\n- {id: a, type: slack, url: {env: U}, on: [low, low]}",
              "2: alerts[0].on[1]: named twice; expected each event once"),
          arguments(
              "alerts:\n- {id: a, type: slack, url: {env: U}}\n- {id: a, type: slack, url: {env: U}}",
              "3: alerts[1]: already the id of the alert in line 2; expected an id of its own"),
          arguments(
              "providers:\n  opnai: {enabled: true}",
              "2: providers.opnai: unknown provider, did you mean openai?; expected one of "
                  + Loading.PROVIDERS
                  + ", or adapter: FILE for one of your own"),
          arguments(
              "providers:\n  my-own: {enabled: true}",
              "2: providers.my-own: unknown provider; expected one of "
                  + Loading.PROVIDERS
                  + ", or adapter: FILE for one of your own"),
          arguments(
              "providers:\n  openai: {enabled: maybe}",
              "2: providers.openai.enabled: unknown value; expected one of false, true"),
          arguments(
              "providers:\n  openai: {}",
              "2: providers.openai.enabled: missing; expected one of false, true"));

  @ParameterizedTest
  @FieldSource("RULES")
  void load_oneRuleBroken_saysPlaceKeyAndExpectation(String yaml, String problem) {
    assertThat(loading().problems(yaml)).containsExactly("q.yaml:" + problem);
  }

  @Test
  void load_mailAlert_mayHaveAnotherKindOfUrl() {
    assertThat(loading().load("alerts: [{id: a, type: smtp, url: {env: MAIL}}]").notes())
        .containsExactly("alerts: this version checks them but sends none yet");
  }

  private Loading loading() {
    return new Loading(folder)
        .with("U", "https://hooks.example.com/x")
        .with("LOCAL", "https://127.0.0.1/x")
        .with("MAIL", "smtps://mail.example.com");
  }
}
