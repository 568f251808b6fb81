package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {

  private static final String ACCOUNTS =
      "{\"items\": [{\"id\": \"team-a\"}, {\"id\": \"team-b\"}, {\"id\": \"ci\"}]}";

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "stauts, 'there is no command \"stauts\"', Did you mean status?",
    "config shwo, 'there is no command \"shwo\" in quotakeeper config', Did you mean show?",
    "completion bsh, 'there is no command \"bsh\"', Did you mean bash?",
    "frobnicate, 'there is no command \"frobnicate\"', 'There are: status, check'",
    "status --acount x, 'there is no option \"--acount\"', Did you mean --account?",
    "status --acount=x, 'there is no option \"--acount\"', Did you mean --account?",
    "status --zzz, 'there is no option \"--zzz\"', quotakeeper status --help",
    "status extra, 'takes no further argument \"extra\"', quotakeeper status --help",
    "status -o jsn, 'expected table, wide or json', did you mean json?",
    "provider show opnai, 'there is no adapter \"opnai\"', Did you mean openai?",
    "provider explain opnai --status 200, 'there is no adapter \"opnai\"', Did you mean openai?",
    "provider explain github --status 200 --call rateLimi, has no call, Did you mean rateLimit?",
  })
  void wrongWord_saysWhatWasGivenAndMeant(String line, String given, String meant) {
    Run.Outcome outcome = new Run(home).of(line.split(" ", -1));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(given, meant);
  }

  @Test
  void valueOfAMisspelledOption_isNotRepeated() {
    Run.Outcome outcome = new Run(home).of("status", "--tokn", "qk-canary");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("--tokn").doesNotContain("qk-canary");
  }

  @Test
  void credentialInPlaceOfACommand_isNotRepeated() {
    Run.Outcome outcome = new Run(home).of("sk-proj-invented");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).doesNotContain("invented");
  }

  @ParameterizedTest
  @CsvSource({
    "check teem-a, GET, /api/v1/check?account=teem-a",
    "sync teem-a, POST, /api/v1/accounts/teem-a/sync",
    "account show teem-a, GET, /api/v1/accounts/teem-a",
    "status --account teem-a, GET, /api/v1/quotas?account=teem-a",
  })
  void unknownAccount_exits1AndNamesTheNearest(String line, String method, String target)
      throws IOException {
    try (var server = new FakeServer().get("/api/v1/accounts", ACCOUNTS)) {
      server.on(method, target, 404, "{\"detail\": \"there is no account \\\"teem-a\\\"\"}");

      Run.Outcome outcome =
          new Run(home).with("QUOTAKEEPER_URL", server.url()).of(line.split(" ", -1));

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.err())
          .contains("there is no account \"teem-a\"", "Did you mean team-a?", "account list");
    }
  }

  @Test
  void unknownAccount_nothingNear_onlySaysHowToSeeAll() throws IOException {
    try (var server = new FakeServer()) {
      server.on("GET", "/api/v1/check?account=zzzzzz", 404, "{\"detail\": \"no account\"}");

      Run.Outcome outcome =
          new Run(home).with("QUOTAKEEPER_URL", server.url()).of("check", "zzzzzz");

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.err()).contains("account list").doesNotContain("Did you mean");
    }
  }

  @Test
  void unknownPool_isNotTakenForAnUnknownAccount() throws IOException {
    try (var server = new FakeServer().get("/api/v1/accounts", ACCOUNTS)) {
      server.on(
          "GET",
          "/api/v1/quotas?account=team-a&pool=x",
          404,
          "{\"code\": \"unknown-pool\", \"detail\": \"there is no pool of that id\"}");

      Run.Outcome outcome =
          new Run(home)
              .with("QUOTAKEEPER_URL", server.url())
              .of("status", "--account", "team-a", "--pool", "x");

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.err())
          .contains("there is no pool", "Pools are named")
          .doesNotContain("Did you mean", "account list");
    }
  }

  @Test
  void unknownScope_namesTheNearestBesideTheDecision() throws IOException {
    try (var server =
        new FakeServer()
            .get(
                "/api/v1/check?account=ci&model=croe",
                "{\"account\": \"ci\", \"model\": \"croe\", \"decision\": \"unknown\"}")
            .get("/api/v1/quotas?account=ci", "{\"items\": [{\"scope\": \"group:core\"}]}")) {

      Run.Outcome outcome =
          new Run(home).with("QUOTAKEEPER_URL", server.url()).of("check", "ci", "croe");

      assertThat(outcome.exit()).isEqualTo(12);
      assertThat(outcome.err()).isEqualTo("quotakeeper: did you mean group:core?\n");
    }
  }

  @Test
  void status_unknownProvider_namesTheNearest() throws IOException {
    try (var server =
        new FakeServer()
            .get("/api/v1/quotas?provider=opnai", "{\"items\": []}")
            .get("/api/v1/accounts?provider=opnai", "{\"items\": []}")) {
      Run.Outcome outcome =
          new Run(home).with("QUOTAKEEPER_URL", server.url()).of("status", "--provider", "opnai");

      assertThat(outcome.err()).contains("did you mean openai?");
    }
  }
}
