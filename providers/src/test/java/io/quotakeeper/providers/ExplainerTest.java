package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainerTest {

  private static final Explainer EXPLAINER = new Explainer(Adapters.shipped());

  @Test
  void explanation_ofReadings_hasEveryKeyInOrder() {
    Window b = new Window(Scope.model("b"), "5h", Unit.REQUESTS);
    Window a = new Window(Scope.account(), "credits", new Unit("usd"));
    Moment reset = Moment.at(Instant.parse("2026-01-11T00:00:00Z"));
    Understanding understood =
        Understanding.answer(
            new Plan("g1-pro-tier", ""),
            List.of(
                Reading.limit(b, Amount.share(2.0 / 3), reset),
                Reading.limit(a, Amount.counted(500 - 45.457405021, 500), Moment.unstated())),
            false);

    assertThat(Explanation.json("x", understood))
        .hasToString(
            "{\"provider\":\"x\",\"plan\":{\"id\":\"g1-pro-tier\",\"tier\":\"PRO\"},\"readings\":["
                + "{\"scope\":\"account\",\"window\":\"credits\",\"unit\":\"usd\",\"role\":\"limit\","
                + "\"state\":\"known\",\"limit\":500,\"remaining\":454.542594979,"
                + "\"remainingFraction\":0.909085,\"resetsAt\":null,\"expiresAt\":null},"
                + "{\"scope\":\"model:b\",\"window\":\"5h\",\"unit\":\"requests\",\"role\":\"limit\","
                + "\"state\":\"known\",\"limit\":null,\"remaining\":null,"
                + "\"remainingFraction\":0.666667,\"resetsAt\":\"2026-01-11T00:00:00Z\","
                + "\"expiresAt\":null}],\"refusal\":null}");
  }

  @Test
  void explanation_ofARefusal_hasEveryKeyInOrder() {
    Refusal refusal =
        new Refusal(
            RefusalClass.WINDOW_EXHAUSTED,
            Refusal.Target.SYNC,
            Scope.account(),
            "",
            Moment.unstated(),
            "",
            "");

    assertThat(Explanation.json("x", Understanding.refused(refusal, List.of())))
        .hasToString(
            "{\"provider\":\"x\",\"plan\":null,\"readings\":[],\"refusal\":{"
                + "\"class\":\"window-exhausted\",\"of\":\"sync\",\"scope\":\"account\","
                + "\"window\":null,\"until\":null,\"message\":null,\"actionUrl\":null}}");
  }

  @Test
  void planOfAnotherName_explained_hasNoTier() {
    Understanding understood = Understanding.answer(new Plan("team", ""), List.of(), false);

    assertThat(Explanation.json("x", understood).get("plan"))
        .hasToString("{\"id\":\"team\",\"tier\":null}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "not json|not a JSON object",
        "[]|not a JSON object",
        "{\"provider\":\"nobody\",\"status\":200,\"at\":\"2026-01-01T00:00:00Z\"}|no such provider",
        "{\"provider\":\"github\",\"at\":\"2026-01-01T00:00:00Z\"}|status",
        "{\"provider\":\"github\",\"status\":200}|at is missing",
        "{\"provider\":\"github\",\"status\":200,\"at\":\"today\"}|at is missing",
        "{\"provider\":\"github\",\"status\":200,\"at\":\"2026-01-01T00:00:00Z\",\"body\":5}|body",
        "{\"provider\":\"github\",\"status\":200,\"at\":\"2026-01-01T00:00:00Z\",\"call\":\"x\"}|call",
        "{\"provider\":\"github\",\"status\":200,\"at\":\"2026-01-01T00:00:00Z\",\"headers\":[\"x\"]}|headers",
        "{\"provider\":\"github\",\"status\":200,\"at\":\"2026-01-01T00:00:00Z\",\"headers\":{\"a\":1}}|headers",
      })
  void line_thatMakesNoSense_stillGetsItsResult(String line, String error) {
    ObjectNode explained = EXPLAINER.explain(line);

    assertThat(explained.get("error").textValue()).contains(error);
    assertThat(explained.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("provider", "plan", "readings", "refusal", "error");
  }

  @Test
  void line_withoutCall_isTraffic() {
    ObjectNode explained =
        EXPLAINER.explain(
            "{\"provider\":\"openai\",\"status\":429,\"headers\":[\"Retry-After: 9\"],"
                + "\"body\":null,\"at\":\"2026-01-01T00:00:00Z\",\"model\":\"m\"}");

    assertThat(explained.get("refusal").get("until").textValue()).isEqualTo("2026-01-01T00:00:09Z");
    assertThat(explained.get("refusal").get("scope").textValue()).isEqualTo("model:m");
  }

  @Test
  void line_withTheLargestBody_isTaken() {
    String body = "\\u0041".repeat(Json.LARGEST - 1);

    ObjectNode explained =
        EXPLAINER.explain(
            "{\"provider\":\"openai\",\"status\":200,\"at\":\"2026-01-01T00:00:00Z\",\"body\":\""
                + body
                + "\"}");

    assertThat(explained.has("error")).isFalse();
  }

  @Test
  void problem_ofASenselessReply_isAKeyOfItsOwn() {
    ObjectNode explained =
        EXPLAINER.explain(
            "{\"provider\":\"github\",\"call\":\"rateLimit\",\"status\":200,"
                + "\"body\":\"<html>\",\"at\":\"2026-01-01T00:00:00Z\"}");

    assertThat(explained.get("problem").textValue()).isNotEmpty();
    assertThat(explained.get("readings")).isEmpty();
  }
}
