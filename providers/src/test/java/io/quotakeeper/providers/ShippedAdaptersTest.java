package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shipped adapters say beside the meaning of replies, which vectors cannot show. */
class ShippedAdaptersTest {

  private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");

  private static Adapter shipped(String name) {
    return Adapters.shipped().find(name).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic-subscription, claude-fable-9, fable",
    "anthropic-subscription, claude-opus-9-20260101, opus",
    "anthropic-subscription, claude-sonnet-9, sonnet",
    "anthropic-subscription, claude-haiku-9, ",
    "openai-codex, gpt-5.3-codex-spark, gpt-5.3-codex-spark",
    "openai-codex, gpt-5.3-codex, ",
  })
  void modelOfAFamily_sharesTheFamilysWindows_andNoOthers(
      String provider, String model, @Nullable String family) {
    List<String> covering =
        List.of("fable", "opus", "sonnet", "gpt-5.3-codex-spark").stream()
            .filter(group ->
                shipped(provider).groups().covers(provider, Scope.group(group), Scope.model(model)))
            .toList();

    assertThat(covering).isEqualTo(family == null ? List.of() : List.of(family));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anthropic-subscription | usage | GET https://api.anthropic.com/api/oauth/usage | authorization | Bearer s3cret",
        "cursor | usage | GET https://cursor.com/api/usage-summary | cookie | WorkosCursorSessionToken=s3cret",
        "deepl | usage | GET https://api.deepl.com/v2/usage | authorization | DeepL-Auth-Key s3cret",
        "deepseek | balance | GET https://api.deepseek.com/user/balance | authorization | Bearer s3cret",
        "elevenlabs | subscription | GET https://api.elevenlabs.io/v1/user/subscription | xi-api-key | s3cret",
        "github-copilot | user | GET https://api.github.com/copilot_internal/user | authorization | Bearer s3cret",
        "kimi-code | usages | GET https://api.kimi.com/coding/v1/usages | authorization | Bearer s3cret",
        "minimax | tokenPlan | GET https://api.minimax.io/v1/token_plan/remains | authorization | Bearer s3cret",
        "moonshot | balance | GET https://api.moonshot.ai/v1/users/me/balance | authorization | Bearer s3cret",
        "openai-codex | usage | GET https://chatgpt.com/backend-api/wham/usage | authorization | Bearer s3cret",
        "openai-codex | usage | GET https://chatgpt.com/backend-api/wham/usage | chatgpt-account-id | team-7",
        "tavily | usage | GET https://api.tavily.com/usage | authorization | Bearer s3cret",
        "xai | balance | GET https://management-api.x.ai/v1/billing/teams/team-7/prepaid/balance | authorization | Bearer s3cret",
        "zai | quotaLimit | GET https://api.z.ai/api/monitor/usage/quota/limit | authorization | Bearer s3cret",
      })
  void call_ofAChain_goesWhereTheVendorListens(
      String provider, String call, String line, String header, String value) {
    Adapter adapter = shipped(provider);

    CallRequest request =
        adapter.authorized(
            adapter.request(call, new Target("team-7", ""), NOW), Secret.of("s3cret"));

    assertThat(adapter.chains()).anyMatch(chain -> chain.calls().contains(call));
    assertThat(request.method() + " " + request.uri()).isEqualTo(line);
    assertThat(request.headers().get(header)).hasValue(value);
    assertThat(request.headers().get("user-agent")).hasValue("quotakeeper");
  }

  @ParameterizedTest
  @CsvSource({
    "github-copilot, monthly, FULL",
    "tavily, monthly, FULL",
    "openai-codex, weekly, UNTOLD",
    "anthropic-subscription, 5h, UNTOLD",
  })
  void window_isFullAtItsReset_onlyWhereTheCalendarSaysSo(
      String provider, String window, Refill refill) {
    List<Reading> readings =
        OwnVector.own(provider).stream()
            .flatMap(v -> shipped(provider).read(v.reply(), v.context()).readings().stream())
            .filter(r -> r.window().id().equals(window) && r.resetsAt().instant().isPresent())
            .toList();

    assertThat(readings).isNotEmpty().allMatch(reading -> reading.refill() == refill);
  }
}
