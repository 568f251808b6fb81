package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountCommandTest {

  @TempDir Path home;
  private FakeServer server;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer().get("/api/v1/accounts", StatusSample.ACCOUNTS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run run() {
    return new Run(home).with("QUOTAKEEPER_URL", server.url());
  }

  @Test
  void list_table_hasEveryAccount() {
    assertThat(run().of("account", "list").out())
        .isEqualTo(
            """
            ACCOUNT  PROVIDER    TIER  LEFT     SYNCED  STATUS
            alpha    cloud-code  PRO   8 %      7m      degraded · timed out
            beta     openrouter  -     0 %      30s     ok
            delta    cloud-code  -     unknown  -       action-required · no project is configured
            epsilon  openai      -     unknown  -       ok
            gamma    openai      -     99 %     -       ok
            zeta     openrouter  -     unknown  -       disabled
            """);
  }

  @Test
  void list_wide_hasOwnerAndLabels() {
    assertThat(run().of("account", "list", "-o", "wide").out())
        .contains("NEXT SYNC  OWNER    LABELS")
        .contains("2m         maple    team=search");
  }

  @Test
  void list_json_isTheServersDocument() {
    assertThat(run().of("account", "list", "-o", "json").out()).isEqualTo(StatusSample.ACCOUNTS);
  }

  @Test
  void show_account_tellsAllThatIsKnown() {
    String alpha =
        """
        {"id":"alpha","provider":"cloud-code","owner":"maple","tier":"PRO","enabled":true,
        "status":"degraded","statusReason":"timed out","nextSync":"2026-03-01T12:02:00Z",
        "nextSyncReason":"near-threshold",
        "lastSync":{"at":"2026-03-01T11:53:00Z","result":"error","reason":"timeout"},
        "headroom":0.083333,"labels":{"team":"search","zone":"eu"}}
        """;
    server.get("/api/v1/accounts/alpha", alpha);

    assertThat(run().of("account", "show", "alpha").out())
        .isEqualTo(
            """
            FIELD      VALUE
            id         alpha
            provider   cloud-code
            owner      maple
            tier       PRO
            status     degraded · timed out
            left       8 %
            last sync  7m ago · error: timeout
            next sync  2m · near-threshold
            labels     team=search,zone=eu
            """);
    assertThat(run().of("account", "show", "alpha", "-o", "json").out()).isEqualTo(alpha);
  }

  @Test
  void account_withoutCommand_isWrongUse() {
    Run.Outcome outcome = run().of("account");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("one of list, show", "quotakeeper account --help");
  }
}
