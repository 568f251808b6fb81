package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.testkit.Calls;
import io.quotakeeper.testkit.LiveAccount;
import io.quotakeeper.testkit.Misbehaviour;
import io.quotakeeper.testkit.Misbehaviour.Form;
import io.quotakeeper.testkit.Misstatement;
import io.quotakeeper.testkit.Misstatement.Manner;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From proper HTTP that makes no sense, or little, to what a user sees. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class OddAnswerPathTest {

  private Ordeal ordeal;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    ordeal = new Ordeal(folder);
  }

  @AfterAll
  void stop() {
    ordeal.close();
  }

  @ParameterizedTest
  @EnumSource
  void f21_f22_bodyOfWhichNoSenseCanBeMade_keepsWhatIsKnownAndSaysSo(Form form) throws Exception {
    ordeal.failsAndHeals(
        Misbehaviour.malformed(form), "malformed", "github answered 200 to rateLimit: ");
  }

  @ParameterizedTest
  @CsvSource({
    "HTML,           'the body is a web page, such as a proxy or a sign-in page shows'",
    "EMPTY,          the body is empty",
    "CUT_JSON,       the body is not a JSON document",
    "DEEP,           the body is not a JSON document",
    "NUL_BYTES,      the body is not a JSON document",
    "DUPLICATE_KEYS, the body is not a JSON document",
    "EMPTY_OBJECT,   the body has another shape than documented",
    "NULL,           the body has another shape than documented",
  })
  void f21_reason_saysWhatIsWrongWithTheBody(Form form, String words) throws Exception {
    ordeal.failsAndHeals(Misbehaviour.malformed(form), "malformed", words);
  }

  @ParameterizedTest
  @EnumSource
  void f21_rightAnswerInARareManner_isUnderstood(Manner manner) {
    ordeal.isUnderstood(new Misstatement.Unusual(manner));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "\"NaN\"", "\"Infinity\"", "\"0x10\"", "\"many\"", "[]"})
  void f21_numbersThatAreNone_keepWhatIsKnown(String number) throws Exception {
    ordeal.failsAndHeals(
        new Misstatement.Numbers(number), "malformed", "github answered 200 to rateLimit: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "-", "01", "+1", ".5", "0x10"})
  void f21_numbersThatAreNotEvenJson_keepWhatIsKnown(String number) throws Exception {
    ordeal.failsAndHeals(
        new Misstatement.Numbers(number), "malformed", "the body is not a JSON document");
  }

  @Test
  void f21_negativeZero_isZero() {
    ordeal.knowsWhatIsLeft();
    ordeal.account().misbehave(new Misstatement.Numbers("-0"), Calls.quota());

    ordeal.server().sync(Ordeal.TROUBLED);

    assertThat(ordeal.core().path("remaining").asText()).isNotEqualTo("-0.0");
    assertThat(ordeal.server().status(Ordeal.TROUBLED)).doesNotContain("-0");
    ordeal.assertHeals();
  }

  @Test
  void f21_badEntry_losesItselfAlone() {
    ordeal.knowsWhatIsLeft();
    ordeal.account().misbehave(Misbehaviour.badEntry(), Calls.quota());

    JsonNode line = ordeal.server().sync(Ordeal.TROUBLED);

    assertThat(line.path("result").asText()).isEqualTo("ok");
    assertThat(line.path("windows").asInt()).isEqualTo(3);
    assertThat(ordeal.server().account(Ordeal.TROUBLED).path("status").asText()).isEqualTo("ok");
    assertThat(ordeal.core().path("state").asText()).isEqualTo("known");
    ordeal.assertHeals();
  }

  @ParameterizedTest
  @CsvSource({
    "204, malformed,         github answered 204 to rateLimit",
    "205, malformed,         github answered 205 to rateLimit",
    "304, redirect,          github answered 304 to rateLimit",
    "200, malformed,         the body is empty",
    "500, server-error,      github answered 500 to rateLimit",
    "529, server-error,      github answered 529 to rateLimit",
    "599, server-error,      github answered 599 to rateLimit",
    "418, unexpected-status, github answered 418 to rateLimit",
  })
  void statusWithoutABody_isAFailureThatSaysSo(int status, String cause, String words)
      throws Exception {
    ordeal.failsAndHeals(new Misstatement.Bare(status), cause, words);
  }

  @ParameterizedTest
  @CsvSource({"500, server-error", "502, server-error", "503, server-error"})
  void f12_errorOfTheServer_keepsWhatIsKnown(int status, String cause) throws Exception {
    ordeal.failsAndHeals(
        Misbehaviour.fail(status), cause, "github answered " + status + " to rateLimit");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void a48_redirect_isNeverFollowedAndSaysSo(int status) throws Exception {
    try (var elsewhere = SimulatedUpstream.start(ordeal.time())) {
      LiveAccount other = elsewhere.add(SimulatedAccount.of(Ordeal.TROUBLED, "github"));
      for (String location :
          new String[] {
            elsewhere.baseUrl("github") + "/rate_limit", "file:///etc/passwd", "/github/rate_limit"
          }) {
        ordeal.failsAndHeals(
            new Misstatement.Redirect(status, location),
            "redirect",
            "github answered " + status + " to rateLimit");
      }
      assertThat(other.received().count()).isZero();
      assertThat(elsewhere.connections()).isZero();
    }
  }
}
