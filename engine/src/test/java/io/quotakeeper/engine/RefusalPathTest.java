package io.quotakeeper.engine;

import static io.quotakeeper.engine.RefusalCase.answer;
import static io.quotakeeper.quota.RefusalClass.ACTION_REQUIRED;
import static io.quotakeeper.quota.RefusalClass.AMBIGUOUS;
import static io.quotakeeper.quota.RefusalClass.CAPACITY;
import static io.quotakeeper.quota.RefusalClass.MONEY_EXHAUSTED;
import static io.quotakeeper.quota.RefusalClass.NOT_ENTITLED;
import static io.quotakeeper.quota.RefusalClass.REQUEST_TOO_LARGE;
import static io.quotakeeper.quota.RefusalClass.THROTTLED;
import static io.quotakeeper.quota.RefusalClass.UNAUTHENTICATED;
import static io.quotakeeper.quota.RefusalClass.WINDOW_EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.testkit.Calls;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From what a caller's own request is answered, over real HTTP, to what is decided: each class of
 * refusal and each shape of a reset. Asked for is {@code m1}; another model shows what is not
 * blocked.
 */
class RefusalPathTest {

  private static final Scope ASKED = Scope.model("m1");
  private static final Scope OTHER = Scope.model("m2");
  private static final Duration MOMENT = Duration.ofMillis(1);

  /** The pauses that are ours where no time is stated. */
  private static final Duration SHORT = Duration.ofSeconds(30);

  private static final Duration OF_WINDOW = Duration.ofMinutes(5);

  private static final String LIMITED =
      "{'error': {'code': 'rate_limit_exceeded', 'message': 'Slow down.%s'}}";
  private static final String GOOGLE =
      """
      {'error': {'status': 'RESOURCE_EXHAUSTED', 'message': 'm', 'details': [
        {'reason': '%s', 'metadata': {'model': 'm1', %s}}]}}\
      """;

  static Stream<RefusalCase> throttled() {
    String minute =
        """
        {'error': {'status': 'RESOURCE_EXHAUSTED', 'message': 'm', 'details': [
          {'violations': [{'quotaId': 'RequestsPerMinutePerProject',
            'quotaDimensions': {'model': 'm1'}}]}, {'retryDelay': '36.5s'}]}}\
        """;
    return Stream.of(
        answer("openai", 429)
            .header("Retry-After: 20")
            .body(LIMITED.formatted(""))
            .states(THROTTLED, "PT20S"),
        answer("openai", 429)
            .body(LIMITED.formatted(" Please try again in 6m0s."))
            .states(THROTTLED, "PT6M"),
        answer("groq", 429)
            .body(LIMITED.formatted(" Please try again in 2m59.56s."))
            .states(THROTTLED, "PT2M59.56S"),
        answer("gemini", 429).body(minute).states(THROTTLED, "PT36.5S"),
        answer("azure-openai", 429).header("retry-after-ms: 1500").states(THROTTLED, "PT1.5S"),
        answer("azure-openai", 429)
            .body("{'error': {'message': 'Please retry after 3 hours.'}}")
            .states(THROTTLED, "PT3H"));
  }

  static Stream<RefusalCase> throttledByHeaders() {
    return Stream.of(
        answer("mistral", 429)
            .header("Retry-After: Tue, 10 Mar 2026 08:00:45 GMT")
            .states(THROTTLED, "PT45S"),
        answer("mistral", 429)
            .header("Retry-After: Tuesday, 10-Mar-26 08:00:45 GMT")
            .states(THROTTLED, "PT45S"),
        answer("mistral", 429).header("Retry-After: 9, 9").states(THROTTLED, "PT9S"),
        answer("mistral", 429).header("Retry-After: 9, 10").pauses(THROTTLED, SHORT),
        answer("mistral", 429).header("Retry-After: 0").pauses(THROTTLED, SHORT),
        answer("mistral", 429).header("Retry-After: -5").pauses(THROTTLED, SHORT),
        answer("mistral", 429).header("Retry-After: 1000000000000000000").pauses(THROTTLED, SHORT),
        answer("mistral", 429)
            .header("Retry-After: Mon, 05 Aug 2019 09:27:05 GMT")
            .pauses(THROTTLED, SHORT),
        answer("github", 403).header("Retry-After: 60").states(THROTTLED, "PT1M").ofAccount(),
        answer("github", 429)
            .body("{'message': 'A secondary rate limit.'}")
            .pauses(THROTTLED, SHORT)
            .ofAccount(),
        answer("deepl", 429).body("Too many requests").pauses(THROTTLED, SHORT).ofAccount());
  }

  static Stream<RefusalCase> windowExhausted() {
    return Stream.of(
        answer("cloud-code", 429)
            .body(
                GOOGLE.formatted(
                    "QUOTA_EXHAUSTED", "'quotaResetTimeStamp': '2026-03-10T15:23:13.373329235Z'"))
            .states(WINDOW_EXHAUSTED, "PT7H23M13.373329235S"),
        answer("cloud-code", 429)
            .body(GOOGLE.formatted("QUOTA_EXHAUSTED", "'quotaResetDelay': '160h20m10.725405548s'"))
            .states(WINDOW_EXHAUSTED, "PT160H20M10.725405548S"),
        answer("gemini", 429)
            .body("{'error': {'details': [{'violations': [{'quotaId': 'RequestsPerDay'}]}]}}")
            .states(WINDOW_EXHAUSTED, "PT23H"),
        answer("openai-codex", 400)
            .body("{'error': {'type': 'usage_limit_reached', 'resets_in_seconds': 33011.38}}")
            .states(WINDOW_EXHAUSTED, "PT33011.38S")
            .ofAccount(),
        answer("anthropic", 400)
            .body("{'error': {'message': 'You will regain access on 2026-04-01.'}}")
            .states(WINDOW_EXHAUSTED, "P21DT16H")
            .ofAccount(),
        answer("deepl", 456).pauses(WINDOW_EXHAUSTED, OF_WINDOW).ofAccount(),
        answer("ietf", 429)
            .body("{'type': 'https://iana.org/assignments/http-problem-types#quota-exceeded'}")
            .pauses(WINDOW_EXHAUSTED, OF_WINDOW)
            .ofAccount());
  }

  static Stream<RefusalCase> windowExhaustedByHeaders() {
    RefusalCase spent = answer("ietf", 403).header("x-ratelimit-remaining: 0").ofAccount();
    return Stream.of(
        answer("openrouter", 429)
            .header("x-ratelimit-remaining: 0")
            .header("x-ratelimit-reset: 1773187200000")
            .states(WINDOW_EXHAUSTED, "PT16H"),
        answer("anthropic-subscription", 429)
            .header("anthropic-ratelimit-unified-7d-status: rejected")
            .header("retry-after: 577210")
            .states(WINDOW_EXHAUSTED, "PT577210S")
            .ofAccount(),
        answer("anthropic-subscription", 429)
            .header("anthropic-ratelimit-unified-5h-status: rejected")
            .header("anthropic-ratelimit-unified-5h-reset: 1773133200")
            .states(WINDOW_EXHAUSTED, "PT1H")
            .ofAccount(),
        spent.header("x-ratelimit-reset: 3600").states(WINDOW_EXHAUSTED, "PT1H"),
        spent.header("x-ratelimit-reset: 1773133200").states(WINDOW_EXHAUSTED, "PT1H"),
        spent.header("x-ratelimit-reset: 1773133200000").states(WINDOW_EXHAUSTED, "PT1H"),
        spent.header("x-ratelimit-reset: 2026-03-10 09:00:00Z").states(WINDOW_EXHAUSTED, "PT1H"),
        spent
            .header("x-ratelimit-reset: Tue Mar 10 2026 10:00:00 GMT+0100 (Central European)")
            .states(WINDOW_EXHAUSTED, "PT1H"));
  }

  static Stream<RefusalCase> forGood() {
    return Stream.of(
        answer("openai", 429)
            .body("{'error': {'code': 'insufficient_quota'}}")
            .forGood(MONEY_EXHAUSTED)
            .ofAccount(),
        answer("anthropic", 400)
            .body("{'error': {'message': 'Your credit balance is too low.'}}")
            .forGood(MONEY_EXHAUSTED)
            .ofAccount(),
        answer("moonshot", 429)
            .header("Retry-After: 5")
            .body("{'error': {'type': 'exceeded_current_quota_error'}}")
            .forGood(MONEY_EXHAUSTED)
            .ofAccount(),
        answer("mistral", 402).forGood(MONEY_EXHAUSTED).ofAccount(),
        answer("gemini", 429)
            .header("Retry-After: 30")
            .body("{'error': {'message': 'Quota exceeded, limit: 0, model: m1'}}")
            .forGood(NOT_ENTITLED),
        google("cloud-code", 403, "SUBSCRIPTION_REQUIRED").forGood(NOT_ENTITLED),
        google("cloud-code", 403, "VALIDATION_REQUIRED").forGood(ACTION_REQUIRED).ofAccount(),
        answer("groq", 403)
            .body("{'error': {'code': 'organization_restricted'}}")
            .forGood(ACTION_REQUIRED)
            .ofAccount(),
        answer("openai", 401).forGood(UNAUTHENTICATED).ofAccount(),
        google("gemini", 400, "API_KEY_INVALID").forGood(UNAUTHENTICATED).ofAccount());
  }

  /** A refusal of which little is told: short, and of what was asked for alone. */
  static Stream<RefusalCase> ambiguous() {
    return Stream.of(
            "", "<html>429</html>", "Too Many Requests", "{'error': {'mess", "[]", "null", "{}")
        .flatMap(body ->
            Stream.of("openai", "anthropic", "mistral", "cloud-code")
                .map(provider -> answer(provider, 429).body(body).pauses(AMBIGUOUS, SHORT)));
  }

  /** The same error, in all the wrappings that errors come in. */
  static Stream<RefusalCase> wrapped() {
    String error = LIMITED.formatted("");
    String words = "{'error': {'message': 'Rate limit. Please try again in 20s. See https://x";
    RefusalCase limited = answer("openai", 429).header("Retry-After: 20");
    return Stream.of(
            limited.body(error),
            limited.body("[" + error + "]"),
            limited.body("{'error': {'message': '" + error.replace("'", "\\'") + "'}}"),
            limited.body("data: " + error),
            limited.body("event: error\ndata: " + error + "\n\ndata: [DONE]\n\n"),
            answer("openai", 429).body(words),
            answer("openai", 429).body("\uFEFF " + words))
        .map(c -> c.states(THROTTLED, "PT20S"));
  }

  /** Errors that come with the status of a success, in whole and in streams. */
  static Stream<RefusalCase> withStatus200() {
    String spent = "{'error': {'code': 'insufficient_quota'}}";
    String limited = LIMITED.formatted(" Please try again in 7s.");
    String stream =
        """
        event: response.created
        data: {'response': {'id': 1, 'error': null}}

        event: response.failed
        data: {'response': LIMITED}

        """
            .replace("LIMITED", limited);
    RefusalCase ok = answer("openai", 200);
    return Stream.of(
        ok.body(spent).forGood(MONEY_EXHAUSTED).ofAccount(),
        ok.body("[" + spent + "]").forGood(MONEY_EXHAUSTED).ofAccount(),
        ok.body(limited).states(THROTTLED, "PT7S"),
        ok.body(stream).states(THROTTLED, "PT7S"));
  }

  @ParameterizedTest
  @MethodSource({
    "throttled",
    "throttledByHeaders",
    "windowExhausted",
    "windowExhaustedByHeaders",
    "forGood",
    "ambiguous",
    "wrapped",
    "withStatus200"
  })
  void refusal_overHttp_blocksExactlyItsScopeUntilItsEnd(RefusalCase told) {
    try (Wire wire = answering(told)) {
      wire.request("m1");

      QuotaDecision decision = wire.check(ASKED);
      assertThat(decision.word()).isEqualTo("exhausted");
      assertThat(wire.reason(ASKED)).startsWith("refused: " + told.kind().word());
      assertThat(decision.resetTime())
          .isEqualTo(
              told.isStated() ? Moment.at(Wire.START.plus(told.blocks())) : Moment.unstated());
      assertThat(wire.word(OTHER)).isEqualTo(told.ofAll() ? "exhausted" : "unknown");

      wire.pass(told.blocks().minus(MOMENT));
      assertThat(wire.word(ASKED)).isEqualTo("exhausted");
      wire.pass(MOMENT);
      boolean isForGood = told.blocks().equals(RefusalCase.FOR_GOOD);
      assertThat(wire.word(ASKED)).isEqualTo(isForGood ? "exhausted" : "unknown");
    }
  }

  /** Neither the account's fault nor its end: the provider's, or the one request's. */
  static Stream<RefusalCase> ofOthers() {
    return Stream.of(
        answer("openai", 529).header("Retry-After: 60").pauses(CAPACITY, Duration.ZERO),
        google("cloud-code", 503, "MODEL_CAPACITY_EXHAUSTED").pauses(CAPACITY, Duration.ZERO),
        answer("openai-codex", 400)
            .body("{'error': {'message': 'Selected model is at capacity.'}}")
            .pauses(CAPACITY, Duration.ZERO),
        answer("openai", 429)
            .header("Retry-After: 60")
            .body(LIMITED.formatted(" Request too large for m1."))
            .pauses(REQUEST_TOO_LARGE, Duration.ZERO),
        answer("anthropic", 413)
            .body("{'error': {'type': 'request_too_large'}}")
            .pauses(REQUEST_TOO_LARGE, Duration.ZERO));
  }

  /** Answers to the request alone, which say nothing of the account. */
  static Stream<RefusalCase> noRefusal() {
    return Stream.of(400, 403, 404, 418, 500, 502)
        .flatMap(status ->
            Stream.of("openai", "anthropic", "gemini", "github", "cloud-code")
                .map(provider -> answer(provider, status)))
        .map(c -> c.body("{'error': {'message': 'That makes no sense.'}}"));
  }

  @ParameterizedTest
  @MethodSource({"ofOthers", "noRefusal"})
  void answerThatSaysNothingOfTheAccount_overHttp_blocksNothing(RefusalCase told) {
    try (Wire wire = answering(told)) {
      wire.request("m1");

      assertThat(wire.refusals()).isEmpty();
      assertThat(wire.word(ASKED)).isEqualTo("unknown");
      assertThat(wire.word(OTHER)).isEqualTo("unknown");
    }
  }

  private static RefusalCase google(String provider, int status, String reason) {
    return answer(provider, status).body("{'error': {'details': [{'reason': '" + reason + "'}]}}");
  }

  private static Wire answering(RefusalCase told) {
    return Wire.of(told.provider()).answers(Calls.all(), told.status(), told.fields(), told.body());
  }
}
