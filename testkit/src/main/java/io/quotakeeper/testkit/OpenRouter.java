package io.quotakeeper.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * OpenRouter: a key with a limit in dollars, a balance of credits that only management keys may
 * see, and free models that are limited by requests. A window {@code credits} is the balance (an
 * account without one has no management key); another one that counts dollars is the key's limit.
 */
final class OpenRouter implements Dialect {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Unit USD = new Unit("usd");
  private static final String FREE = "free";
  private static final String CREDITS = "credits";
  private static final Set<String> RESETS = Set.of("daily", "weekly", "monthly");

  @Override
  public String provider() {
    return "openrouter";
  }

  @Override
  public String plan() {
    return "";
  }

  @Override
  public List<String> models() {
    return List.of("vendor/large", "vendor/small", "vendor/small:free");
  }

  @Override
  public List<SimulatedWindow> windows() {
    Scope free = Scope.group(FREE);
    Scope account = Scope.account();
    return List.of(
        SimulatedWindow.calendar(account, "monthly", USD, 50, Renewal.Period.MONTH),
        SimulatedWindow.balance(account, CREDITS, USD, 100),
        SimulatedWindow.fixed(free, "rpm", Unit.REQUESTS, 20, Duration.ofMinutes(1)),
        SimulatedWindow.calendar(free, "daily", Unit.REQUESTS, 50, Renewal.Period.DAY));
  }

  @Override
  public boolean contains(String provider, String group, String model) {
    return group.equals(FREE) && isFree(model);
  }

  private static boolean isFree(String model) {
    return model.endsWith(":free");
  }

  @Override
  public String call(IncomingRequest request) {
    if (request.path().endsWith("/key")) {
      return "key";
    }
    return request.path().endsWith("/credits") ? "credits" : Adapter.TRAFFIC;
  }

  @Override
  public Answer answer(String call, Visit visit) {
    return switch (call) {
      case "key" -> key(visit);
      case "credits" -> credits(visit);
      default -> traffic(visit);
    };
  }

  private static Answer key(Visit visit) {
    ObjectNode body = JSON.objectNode();
    ObjectNode data = body.putObject("data").put("label", "sk-or-v1-sim...ted");
    Optional<Remaining> limit = money(visit).filter(r -> !isBalance(r)).findFirst();
    if (limit.isPresent()) {
      Remaining window = limit.get();
      String id = window.of().window().id();
      double used = window.of().limit() - window.left();
      data.put("limit", window.of().limit())
          .put("limit_remaining", window.left())
          .put("limit_reset", RESETS.contains(id) ? id : null)
          .put("usage", window.burnt());
      if (RESETS.contains(id)) {
        data.put("usage_" + id, used);
      }
    } else {
      double burnt = money(visit).mapToDouble(Remaining::burnt).findFirst().orElse(0);
      data.putNull("limit").putNull("limit_remaining").putNull("limit_reset").put("usage", burnt);
    }
    data.put("include_byok_in_limit", false)
        .put("is_free_tier", false)
        .put("is_management_key", money(visit).anyMatch(OpenRouter::isBalance))
        .putNull("expires_at");
    return Answer.json(200, body);
  }

  private static Answer credits(Visit visit) {
    Optional<Remaining> balance = money(visit).filter(OpenRouter::isBalance).findFirst();
    if (balance.isEmpty()) {
      return error(403, "Only management keys can fetch credits for an account");
    }
    double total = balance.get().of().limit();
    ObjectNode body = JSON.objectNode();
    body.putObject("data")
        .put("total_credits", total)
        .put("total_usage", total - balance.get().left());
    return Answer.json(200, body);
  }

  private static Stream<Remaining> money(Visit visit) {
    return visit.stock().read().stream().filter(r -> r.of().window().unit().isCurrency());
  }

  private static boolean isBalance(Remaining window) {
    return window.of().window().id().equals(CREDITS);
  }

  private Answer traffic(Visit visit) {
    String path = visit.request().path();
    if (!path.endsWith("/chat/completions")) {
      return failure(404);
    }
    String model = visit.body().path("model").asText();
    if (!visit.account().models().contains(model)) {
      return error(400, model + " is not a valid model ID");
    }
    Cost cost = isFree(model) ? Cost.ONE_REQUEST : Chat.cost(visit.body());
    return switch (visit.stock().take(Scope.model(model), cost)) {
      case Taking.Granted _ -> {
        ObjectNode body = Chat.completion("gen-simulated", model, Chat.cost(visit.body()));
        body.withObject("/usage").put("cost", cost.dollars());
        yield Answer.json(200, body);
      }
      case Taking.Denied denied -> refusal(denied);
    };
  }

  private static Answer refusal(Taking.Denied denied) {
    Remaining spent = denied.spent();
    if (!spent.of().window().unit().isCurrency()) {
      return error(429, "Rate limit exceeded: free-models-per-" + period(spent))
          .with("X-RateLimit-Limit", Long.toString((long) spent.of().limit()))
          .with("X-RateLimit-Remaining", Long.toString((long) spent.left()))
          .with("X-RateLimit-Reset", Long.toString(millis(spent)));
    }
    return isBalance(spent)
        ? error(402, "Insufficient credits. Add more using https://openrouter.ai/settings/credits")
        : error(402, "Key limit exceeded (" + spent.of().window().id() + " limit)");
  }

  private static String period(Remaining window) {
    return window.of().window().id().equals("rpm") ? "min" : "day";
  }

  private static long millis(Remaining window) {
    return window.resetsAt().instant().map(Instant::toEpochMilli).orElse(0L);
  }

  @Override
  public Answer failure(int status) {
    return switch (status) {
      case 401 -> error(401, "User not found.");
      case 402 -> error(402, "Insufficient credits");
      case 403 -> error(403, "This request was flagged by moderation");
      case 404 -> error(404, "Not Found");
      default -> error(status, "Internal Server Error");
    };
  }

  @Override
  public Answer throttled(Duration wait, Visit visit) {
    Answer answer = error(429, "Rate limit exceeded");
    return wait.isZero()
        ? answer
        : answer
            .with("X-RateLimit-Limit", "20")
            .with("X-RateLimit-Remaining", "0")
            .with("X-RateLimit-Reset", Long.toString(visit.now().plus(wait).toEpochMilli()));
  }

  @Override
  public String entries(String call) {
    return switch (call) {
      case "key" -> "/data/limit_remaining";
      case "credits" -> "/data/total_usage";
      default -> "";
    };
  }

  private static Answer error(int status, String text) {
    ObjectNode body = JSON.objectNode();
    body.putObject("error").put("message", text).put("code", status);
    return Answer.json(status, body);
  }
}
