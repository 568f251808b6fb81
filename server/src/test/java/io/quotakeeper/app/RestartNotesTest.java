package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.config.AdminToken;
import io.quotakeeper.config.ServerSettings;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.quota.Secret;
import org.junit.jupiter.api.Test;

class RestartNotesTest {

  @Test
  void of_sameSettings_saysNothing() {
    assertThat(
            RestartNotes.of(
                settings("127.0.0.1", 1, "a-token-of-mine"),
                settings("127.0.0.1", 1, "a-token-of-mine")))
        .isEmpty();
  }

  @Test
  void of_allChanged_saysEachAndNoSecret() {
    assertThat(
            RestartNotes.of(
                settings("127.0.0.1", 1, "a-token-of-mine"), settings("::1", 2, "another-token")))
        .hasSize(3)
        .allMatch(note -> note.endsWith(": restart to apply"))
        .noneMatch(note -> note.contains("token-of-mine") || note.contains("another-token"));
  }

  private static ServerSettings settings(String host, int port, String token) {
    return new ServerSettings(host, port, new AdminToken.Given(SecretSource.of(Secret.of(token))));
  }
}
