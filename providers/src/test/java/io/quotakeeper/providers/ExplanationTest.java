package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

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
  @CsvSource({
    "9007199254740991, 9007199254740991",
    "-3, -3",
    "0.5, 0.5",
    "454.54259497899999, 454.542594979",
    "0.30000000000000004, 0.3",
  })
  void amount_explained_isExactWhereItIsWholeAndWithoutNoiseWhereItIsNot(double left, String json) {
    Window window = new Window(Scope.account(), "balance", new Unit("usd"));
    Reading reading = Reading.limit(window, Amount.balance(left), Moment.unstated());

    JsonNode explained =
        Explanation.json("x", Understanding.answer(Plan.NONE, List.of(reading), false));

    assertThat(explained.at("/readings/0/remaining")).hasToString(json);
  }

  @Test
  void explanation_ofNoKnownProvider_saysNull() {
    assertThat(Explanation.json("", Understanding.answer(Plan.NONE, List.of(), false)))
        .hasToString("{\"provider\":null,\"plan\":null,\"readings\":[],\"refusal\":null}");
  }
}
