package io.quotakeeper.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OpenAI's API with keys: token buckets of requests and tokens for each model, told by headers
 * alone, and a balance where the account has one.
 */
final class OpenAi implements Dialect {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Map<String, String> AXES =
      Map.of(
          "rpm", "requests per min (RPM)",
          "rpd", "requests per day (RPD)",
          "tpm", "tokens per min (TPM)",
          "tpd", "tokens per day (TPD)");
  private static final String LIMITS = "https://platform.openai.com/account/rate-limits";

  @Override
  public String provider() {
    return "openai";
  }

  @Override
  public String plan() {
    return "";
  }

  @Override
  public List<String> models() {
    return List.of("gpt-5", "gpt-5-mini");
  }

  @Override
  public List<SimulatedWindow> windows() {
    Scope each = SimulatedWindow.EACH_MODEL;
    return List.of(
        SimulatedWindow.rolling(each, "rpm", Unit.REQUESTS, 500, MINUTE),
        SimulatedWindow.rolling(each, "tpm", Unit.TOKENS, 30_000, MINUTE));
  }

  @Override
  public String call(IncomingRequest request) {
    return Adapter.TRAFFIC;
  }

  @Override
  public Answer answer(String call, Visit visit) {
    boolean chat = visit.request().path().endsWith("/chat/completions");
    if (!chat && !visit.request().path().endsWith("/responses")) {
      return failure(404);
    }
    String model = visit.body().path("model").asText();
    if (!visit.account().models().contains(model)) {
      return unknownModel(model);
    }
    Cost cost = Chat.cost(visit.body());
    return switch (visit.stock().take(Scope.model(model), cost)) {
      case Taking.Granted(List<Remaining> left) -> {
        ObjectNode body =
            chat
                ? Chat.completion("chatcmpl-simulated", model, cost)
                : Chat.response("resp_simulated", model, cost);
        yield limits(Answer.json(200, body), left, visit);
      }
      case Taking.Denied denied -> refusal(model, denied, visit);
    };
  }

  private static Answer refusal(String model, Taking.Denied denied, Visit visit) {
    Unit unit = denied.spent().of().window().unit();
    if (unit.isCurrency() || unit.equals(Unit.CREDITS)) {
      return error(
          429,
          "insufficient_quota",
          "insufficient_quota",
          "You exceeded your current quota, please check your plan and billing details.");
    }
    boolean tooLarge = denied.asked() > denied.spent().of().limit();
    Duration wait = Gauge.untilThereIs(denied.asked(), denied.spent(), visit.now());
    Answer answer =
        error(
            429,
            unit.equals(Unit.REQUESTS) ? "requests" : "tokens",
            "rate_limit_exceeded",
            tooLarge ? tooLarge(model, denied) : tooOften(model, denied, wait));
    return limits(tooLarge ? answer : retryAfter(answer, wait), denied.left(), visit);
  }

  private static String tooLarge(String model, Taking.Denied denied) {
    return "Request too large for %s in organization org-simulated on %s: Limit %d, Requested %d."
        .formatted(model, axis(denied), (long) denied.spent().of().limit(), (long) denied.asked());
  }

  private static String tooOften(String model, Taking.Denied denied, Duration wait) {
    long limit = (long) denied.spent().of().limit();
    long used = limit - (long) denied.spent().left();
    return ("Rate limit reached for %s in organization org-simulated on %s: Limit %d, Used %d,"
            + " Requested %d. Please try again in %s. Visit %s to learn more.")
        .formatted(
            model,
            axis(denied),
            limit,
            used,
            (long) denied.asked(),
            GoDuration.format(wait),
            LIMITS);
  }

  private static String axis(Taking.Denied denied) {
    String id = denied.spent().of().window().id();
    return AXES.getOrDefault(id, id);
  }

  private static Answer retryAfter(Answer answer, Duration wait) {
    return answer
        .with("retry-after-ms", Long.toString(wait.plusNanos(999_999).toMillis()))
        .with("retry-after", Long.toString(Dialect.seconds(wait)));
  }

  private static Answer limits(Answer answer, List<Remaining> windows, Visit visit) {
    Answer all = answer;
    for (String id : List.of("rpm", "tpm")) {
      Optional<Remaining> window =
          windows.stream().filter(w -> w.of().window().id().equals(id)).findFirst();
      if (window.isPresent()) {
        all = limit(all, window.get(), visit);
      }
    }
    return all;
  }

  private static Answer limit(Answer answer, Remaining window, Visit visit) {
    String unit = window.of().window().unit().name();
    Duration full = Gauge.untilThereIs(window.of().limit(), window, visit.now());
    return answer
        .with("x-ratelimit-limit-" + unit, Long.toString((long) window.of().limit()))
        .with("x-ratelimit-remaining-" + unit, Long.toString((long) window.left()))
        .with("x-ratelimit-reset-" + unit, GoDuration.format(millis(full)));
  }

  /** The headers tell milliseconds; never less than it takes. */
  private static Duration millis(Duration duration) {
    return Duration.ofMillis(duration.plusNanos(999_999).toMillis());
  }

  private static Answer unknownModel(String model) {
    return error(
        404,
        "invalid_request_error",
        "model_not_found",
        "The model `" + model + "` does not exist or you do not have access to it.");
  }

  @Override
  public Answer failure(int status) {
    return switch (status) {
      case 401 ->
          error(
              401,
              "invalid_request_error",
              "invalid_api_key",
              "Incorrect API key provided: sk-***.");
      case 403 ->
          error(
              403,
              "invalid_request_error",
              "unsupported_country_region_territory",
              "Country, region, or territory not supported");
      case 404 -> error(404, "invalid_request_error", "unknown_url", "Invalid URL");
      default ->
          error(
              status,
              "server_error",
              "server_error",
              "The server had an error while processing your request. Sorry about that!");
    };
  }

  @Override
  public Answer throttled(Duration wait, Visit visit) {
    if (wait.isZero()) {
      return Answer.empty(429);
    }
    String model = visit.body().path("model").asText();
    String text =
        "Rate limit reached for "
            + model
            + " in organization org-simulated on requests per min (RPM): Limit 3, Used 3,"
            + " Requested 1. Please try again in "
            + GoDuration.format(wait)
            + ".";
    return retryAfter(error(429, "requests", "rate_limit_exceeded", text), wait);
  }

  @Override
  public String entries(String call) {
    return "";
  }

  private static Answer error(int status, String type, String code, String text) {
    ObjectNode body = JSON.objectNode();
    body.putObject("error")
        .put("message", text)
        .put("type", type)
        .putNull("param")
        .put("code", code);
    return Answer.json(status, body);
  }
}
