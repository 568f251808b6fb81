package io.quotakeeper.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values of the vocabulary: what they take, and the words they show. */
class WordsTest {

  private static final Sighting SEEN =
      new Sighting(new AccountId("a"), new Owner("acme", "a"), Instant.EPOCH, Instant.EPOCH);

  @ParameterizedTest
  @ValueSource(strings = {"a", "team-a", "Team_A.2", "-", "_x", "9", "az", "AZ", "09"})
  void accountId_wellFormed_isTaken(String text) {
    assertThat(new AccountId(text)).hasToString(text);
    assertThat(AccountId.isValid("a".repeat(128))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".a", "a b", "a/b", "ä", "a\n", "a:b", "a`", "a{", "a@", "a[", "a,", "a^"})
  void accountId_malformed_isRefused(String text) {
    assertThat(AccountId.isValid(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new AccountId(text));
    assertThat(AccountId.isValid("a".repeat(129))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "g1-pro-tier, '', PRO",
    "g1-ultra-tier, '', ULTRA",
    "free-tier, '', FREE",
    "FREE, '', FREE",
    "legacy, Google AI Ultra, ULTRA",
    "free-tier, Pro trial, PRO",
    "pro, ultra, ULTRA",
    "provider-default, '', ",
    "professional, freedom ultrasonic, ",
    "standard, '', ",
    "'', '', "
  })
  void plan_tellsItsTierByWholeWords(String id, String words, SubscriptionTier tier) {
    assertThat(new Plan(id, words).tier().orElse(null)).isEqualTo(tier);
  }

  @Test
  void plan_declared_hasItsTier_andNoName() {
    for (SubscriptionTier tier : SubscriptionTier.values()) {
      assertThat(Plan.declared(tier).tier()).contains(tier);
      assertThat(Plan.declared(tier).isNamed()).isFalse();
    }
    assertThat(Plan.NONE.tier()).isEmpty();
    assertThat(new Plan("x", "").isNamed()).isTrue();
  }

  @Test
  void secret_showsItselfToNobody() {
    Secret secret = Secret.of("sk-very-secret");
    assertThat(secret).hasToString("***");
    assertThat(String.valueOf(List.of(secret))).doesNotContain("very");
    assertThat(secret.reveal()).isEqualTo("sk-very-secret");
  }

  @Test
  void secrets_areEqualByValue_andHashesTellNothing() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    assertThat(Secret.of("a")).isNotEqualTo(Secret.of("aa")).hasSameHashCodeAs(Secret.of("b"));
    assertThat((Object) Secret.of("a")).isNotEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "!~", "a\u0080", "a\u00ff"})
  void secret_thatAHeaderCanCarry_isTakenAsItIs(String text) {
    assertThat(Secret.of(text).reveal()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a\nb",
        "a\r\nX-Evil: 1",
        "a\tb",
        "a\u0000",
        "a\u001f",
        "a\u007f",
        "a\u0100",
        "a\u2028"
      })
  void secret_thatNoHeaderCanCarry_isRefusedWithoutBeingShown(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.of(text))
        .withMessageStartingWith("secret ")
        .withMessageNotContaining("Evil");
  }

  @Test
  void refusalClass_hasAWord_andIsFoundByIt() {
    for (RefusalClass kind : RefusalClass.values()) {
      assertThat(RefusalClass.ofWord(kind.word())).contains(kind);
    }
    assertThat(Arrays.stream(RefusalClass.values()).map(RefusalClass::word))
        .containsExactly(
            "throttled",
            "window-exhausted",
            "money-exhausted",
            "not-entitled",
            "action-required",
            "unauthenticated",
            "capacity",
            "request-too-large",
            "ambiguous");
    assertThat(RefusalClass.ofWord("rate-limited")).isEmpty();
  }

  @Test
  void decision_hasAWord_andAReset() {
    Moment noon = Moment.at(Instant.parse("2026-03-01T12:00:00Z"));
    assertThat(new QuotaDecision.Proceed().word()).isEqualTo("proceed");
    assertThat(new QuotaDecision.LowQuota(0.1, noon).word()).isEqualTo("low");
    assertThat(new QuotaDecision.Exhausted(noon).word()).isEqualTo("exhausted");
    assertThat(new QuotaDecision.Unknown("x").word()).isEqualTo("unknown");
    assertThat(new QuotaDecision.LowQuota(0.1, noon).resetTime()).isEqualTo(noon);
    assertThat(new QuotaDecision.Exhausted(noon).resetTime()).isEqualTo(noon);
    assertThat(new QuotaDecision.Proceed().resetTime()).isEqualTo(Moment.unstated());
    assertThat(new QuotaDecision.Unknown("x").resetTime()).isEqualTo(Moment.unstated());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Tokens", "a b", "usd!", "ü", "a`", "a{", "a/", "a:", "a,", "a."})
  void unit_malformed_isRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Unit(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "z", "0", "9", "-", "az-09"})
  void unit_wellFormed_isTaken_andShowsItsName(String name) {
    assertThat(new Unit(name)).hasToString(name);
  }

  @ParameterizedTest
  @CsvSource({
    "usd, true",
    "aud, true",
    "zar, true",
    "us, false",
    "usdt, false",
    "5h-, false",
    "m2m, false"
  })
  void unit_isMoney_whereItIsACodeOfThreeLetters(String name, boolean isMoney) {
    assertThat(new Unit(name).isCurrency()).isEqualTo(isMoney);
  }

  @Test
  void windowAndOwner_asText_showAllPartsOfTheirNames() {
    assertThat(new Window(Scope.model("gpt-5"), "5h", Unit.TOKENS))
        .hasToString("model:gpt-5/5h/tokens");
    assertThat(new Owner("acme", "team")).hasToString("acme/team");
  }

  @Test
  void windowOfMoney_isABalance_andAWindowNeedsAnId() {
    assertThat(new Window(Scope.account(), "monthly", new Unit("usd")).isBalance()).isTrue();
    assertThat(new Window(Scope.account(), "balance", Unit.CREDITS).isBalance()).isTrue();
    assertThat(new Window(Scope.account(), "5h", Unit.REQUESTS).isBalance()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Window(Scope.account(), "", Unit.REQUESTS));
  }

  @Test
  void evidence_ofImpossibleNumbers_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evidence.Metered(SEEN, Scope.account(), Unit.REQUESTS, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evidence.Metered(SEEN, Scope.account(), Unit.REQUESTS, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Evidence.Polled(SEEN, "c", "c", List.of(), false, Duration.ofSeconds(-1)));
  }
}
