package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseCommandTest {

  private static final String LEASES = "/api/v1/leases";

  @TempDir Path home;
  private FakeServer server;

  @BeforeEach
  void start() throws Exception {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run run() {
    return new Run(home).with("QUOTAKEEPER_URL", server.url()).with("TZ", "UTC");
  }

  private static String lease(String passedOver) {
    return """
    {"id":"q-7","account":"team-a","model":"gpt-5","decision":"proceed",\
    "reason":"what is left of it would be lost first","grantedAt":"2026-03-01T12:00:00Z",\
    "notBefore":"2026-03-01T12:00:00Z","expiresAt":"2026-03-01T12:10:00Z",%s}\
    """
        .formatted(passedOver);
  }

  private static String noneLeft(String passedOver) {
    return """
    {"code":"none-left","detail":"no account of pool \\"chat\\" can serve \\"gpt-5\\"\
     until 2026-03-01T14:55:00Z","retryAt":"2026-03-01T14:55:00Z",%s}\
    """
        .formatted(passedOver);
  }

  private static final String NOBODY = "\"passedOver\":[],\"rest\":{}";

  private static String passed(String reason, String more) {
    return """
    {"account":"team-b","reason":"%s","detail":"weekly of account: nothing left",\
    "refusal":null,"window":"weekly","until":null,"source":null,"ageSeconds":null,"headroom":0%s}\
    """
        .formatted(reason, more);
  }

  /** What is said of one account that was passed over. */
  private String explained(String passed) {
    server.on("POST", LEASES, 201, lease("\"passedOver\":[" + passed + "],\"rest\":{}"));
    Run.Outcome outcome = run().of("lease", "chat", "gpt-5", "--explain");
    assertThat(outcome.exit()).isZero();
    return outcome.out().lines().toList().getLast();
  }

  @Test
  void lease_saysWhichAccountUntilWhenAndWhy() {
    server.on("POST", LEASES, 201, lease(NOBODY));

    assertThat(run().of("lease", "chat", "gpt-5"))
        .isEqualTo(
            new Run.Outcome(
                0,
                """
                ACCOUNT  MODEL  LEASE  SEND  ENDS  REASON
                team-a   gpt-5  q-7    now   10m   what is left of it would be lost first
                """,
                ""));
    assertThat(run().of("lease", "chat", "gpt-5", "-o", "json").out())
        .isEqualTo(lease(NOBODY) + "\n");
  }

  @Test
  void lease_onTerminal_saysHowToTellTheOutcome() {
    server.on("POST", LEASES, 201, lease(NOBODY));

    assertThat(run().onTerminal().of("lease", "chat", "gpt-5").err())
        .contains("POST /api/v1/leases/q-7/outcome");
  }

  @Test
  void lease_allOptions_goIntoTheRequest() {
    server.on("POST", LEASES, 201, lease(NOBODY));

    run()
        .of(
            "lease",
            "chat",
            "gpt-5",
            "--session",
            "s",
            "--purpose",
            "batch",
            "--estimate",
            "tokens=1800",
            "--estimate",
            "requests=2",
            "--except",
            "b",
            "--except",
            "c");
    run().of("lease", "chat");

    assertThat(server.bodies())
        .containsExactly(
            "{\"pool\":\"chat\",\"model\":\"gpt-5\",\"session\":\"s\",\"purpose\":\"batch\","
                + "\"estimate\":{\"tokens\":1800.0,\"requests\":2.0},\"except\":[\"b\",\"c\"]}",
            "{\"pool\":\"chat\"}");
  }

  @Test
  void noneLeft_isExit11_withTheTime() {
    server.on("POST", LEASES, 429, noneLeft(NOBODY));

    assertThat(run().of("lease", "chat", "gpt-5"))
        .isEqualTo(
            new Run.Outcome(
                11,
                "",
                "quotakeeper: no account of pool \"chat\" can serve \"gpt-5\" for another 2h 55m\n"));
    assertThat(run().of("lease", "chat", "gpt-5", "-o", "json"))
        .isEqualTo(new Run.Outcome(11, noneLeft(NOBODY) + "\n", ""));
  }

  @Test
  void noneLeft_explained_saysWhyOfEach() {
    String refused = passed("tried", "");
    String rest = "\"rest\":{\"ranked-lower\":10,\"held\":2}";
    server.on("POST", LEASES, 429, noneLeft("\"passedOver\":[" + refused + "]," + rest));

    assertThat(run().of("lease", "chat", "gpt-5", "--explain").out())
        .isEqualTo(
            "team-b: it refused this request before\nand 12 more: 10 ranked lower, 2 held\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2026-03-03T09:30:00Z | weekly window spent until Tue 09:30",
        "2026-03-01T23:59:59Z | weekly window spent until 23:59",
        "2026-03-01T12:20:05Z | weekly window spent for another 20m 5s",
        "2026-03-07T09:30:00Z | weekly window spent until Sat 09:30",
        "2026-03-08T09:30:00Z | weekly window spent until 8 Mar 09:30",
        "2026-03-01T11:00:00Z | weekly window spent"
      })
  void explain_windowThatWasRefused_saysUntilWhenAndWhoSaidIt(String until, String words) {
    String more =
        ",\"refusal\":\"window-exhausted\",\"until\":\""
            + until
            + "\",\"source\":\"refused\",\"ageSeconds\":125";

    assertThat(explained(passed("refused", more)))
        .isEqualTo("team-b: " + words + ", said by a refusal 2 minutes ago");
  }

  @ParameterizedTest
  @CsvSource({
    "0, just now",
    "1, 1 second ago",
    "59, 59 seconds ago",
    "60, 1 minute ago",
    "7200, 2 hours ago",
    "172800, 2 days ago"
  })
  void explain_age_isToldInItsLargestUnit(int seconds, String ago) {
    String more = ",\"source\":\"polled\",\"ageSeconds\":" + seconds;

    assertThat(explained(passed("spent", more)))
        .isEqualTo("team-b: weekly window spent, said by its quota call " + ago);
  }

  @Test
  void explain_everyReason_hasWords() {
    assertThat(explained(passed("ranked-lower", ",\"headroom\":0.63")))
        .isEqualTo("team-b: ranked lower, 63 % left");
    assertThat(explained(passed("ranked-lower", ",\"headroom\":null")))
        .isEqualTo("team-b: ranked lower, not known how much is left");
    assertThat(explained(passed("spent", ",\"detail\":\"weekly of account: not in the plan\"")))
        .isEqualTo("team-b: weekly of account: not in the plan");
    assertThat(explained(passed("refused", ",\"refusal\":\"throttled\"")))
        .isEqualTo("team-b: throttled");
    assertThat(explained(passed("refused", ",\"refusal\":\"of-another-release\"")))
        .isEqualTo("team-b: refused");
    assertThat(explained(passed("held", "")))
        .isEqualTo(
            "team-b: what is left is held for requests under way, or less than this one takes");
    assertThat(explained(passed("reserved", ",\"until\":\"2026-03-01T18:00:00Z\"")))
        .isEqualTo("team-b: what is left is kept back until 18:00");
    assertThat(explained(passed("barred", ",\"detail\":\"switched off\"")))
        .isEqualTo("team-b: switched off");
    assertThat(
            explained(
                passed("barred", ",\"detail\":\"see https://a.example/a/very/long/way/to/go\"")))
        .isEqualTo("team-b: see https://a.example/…");
    assertThat(explained(passed("refused", ",\"refusal\":\"window-exhausted\",\"window\":null")))
        .isEqualTo("team-b: quota spent");
  }

  @Test
  void explain_zone_isThatOfThePerson() {
    server.on(
        "POST",
        LEASES,
        201,
        lease(
            "\"passedOver\":["
                + passed("reserved", ",\"until\":\"2026-03-03T09:30:00Z\"")
                + "],\"rest\":{}"));

    assertThat(run().with("TZ", "Asia/Tokyo").of("lease", "chat", "m", "--explain").out())
        .contains("until Tue 18:30");
  }

  @Test
  void explain_sessionThatKeptItsAccount_saysThatNoOtherWasLookedAt() {
    server.on("POST", LEASES, 201, lease(NOBODY));

    assertThat(run().of("lease", "chat", "gpt-5", "--explain").out())
        .endsWith("no other account was looked at\n");
  }

  @Test
  void explain_textOfOthers_isNotObeyed() {
    assertThat(explained(passed("barred", ",\"detail\":\"\\u001b[2J\"")))
        .isEqualTo("team-b: \\u001b[2J");
  }

  @Test
  void unknownPool_fails_andSaysWherePoolsAreNamed() {
    server.on(
        "POST",
        LEASES,
        404,
        "{\"code\":\"unknown-pool\",\"detail\":\"there is no pool of that id\"}");

    assertThat(run().of("lease", "caht", "m"))
        .isEqualTo(
            new Run.Outcome(
                1,
                "",
                """
                quotakeeper: there is no pool of that id
                Pools are named in the server's configuration.
                """));
  }

  @Test
  void wrongUse_isExit2() {
    server.on("POST", LEASES, 400, "{\"detail\":\"field \\\"purpose\\\" must be …\"}");

    assertThat(run().of("lease").exit()).isEqualTo(2);
    assertThat(run().of("lease", "chat", "m", "--estimate", "tokens").exit()).isEqualTo(2);
    assertThat(run().of("lease", "chat", "m", "--estimate", "tokens=many").exit()).isEqualTo(2);
    assertThat(run().of("lease", "chat", "m", "--purpose", "fun").exit()).isEqualTo(2);
  }
}
