package io.quotakeeper.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Cloud Code: pools of models with two windows each. An account without pools is one of the older
 * kind: it has no summary, and its models have windows of their own.
 */
final class CloudCode implements Dialect {

  private static final String METHODS = "/v1internal:";
  private static final Map<String, String> CALLS =
      Map.of(
          "loadCodeAssist", "loadCodeAssist",
          "fetchAvailableModels", "fetchAvailableModels",
          "retrieveUserQuota", "retrieveUserQuota",
          "retrieveUserQuotaSummary", "quotaSummary");

  @Override
  public String provider() {
    return "cloud-code";
  }

  @Override
  public String plan() {
    return "free-tier";
  }

  @Override
  public List<String> models() {
    return List.of("gemini-3-pro", "gemini-3-flash", "claude-sonnet-4-6", "gpt-oss-120b");
  }

  @Override
  public List<SimulatedWindow> windows() {
    return List.of(
        pool("gemini", "5h", 200, Duration.ofHours(5)),
        pool("gemini", "weekly", 2000, Duration.ofDays(7)),
        pool("3p", "5h", 100, Duration.ofHours(5)),
        pool("3p", "weekly", 1000, Duration.ofDays(7)));
  }

  private static SimulatedWindow pool(String group, String id, double limit, Duration length) {
    return SimulatedWindow.fixed(Scope.group(group), id, Unit.REQUESTS, limit, length);
  }

  @Override
  public boolean contains(String provider, String group, String model) {
    return group.equals(model.startsWith("gemini") ? "gemini" : "3p");
  }

  @Override
  public String call(IncomingRequest request) {
    return CALLS.getOrDefault(method(request), Adapter.TRAFFIC);
  }

  private static String method(IncomingRequest request) {
    String path = request.path();
    return path.startsWith(METHODS) ? path.substring(METHODS.length()) : "";
  }

  @Override
  public Answer answer(String call, Visit visit) {
    String bound = visit.account().project();
    String named = named(visit.body());
    if (!bound.isEmpty() && !named.isEmpty() && !bound.equals(named)) {
      return GoogleErrors.wrongProject(named);
    }
    return switch (call) {
      case "loadCodeAssist" -> CloudCodeQuota.plan(visit);
      case "fetchAvailableModels" -> CloudCodeQuota.models(visit);
      case "retrieveUserQuota" -> CloudCodeQuota.buckets(visit);
      case "quotaSummary" -> CloudCodeQuota.summary(visit);
      default -> traffic(visit);
    };
  }

  private static String named(JsonNode body) {
    return body.path(body.has("project") ? "project" : "cloudaicompanionProject").asText();
  }

  private static Answer traffic(Visit visit) {
    if (!method(visit.request()).equals("generateContent")) {
      return GoogleErrors.plain(404, "NOT_FOUND", "Method not found.");
    }
    String model = visit.body().path("model").asText();
    if (visit.account().lockedModels().contains(model)) {
      return GoogleErrors.notInPlan();
    }
    if (!visit.account().models().contains(model)) {
      return GoogleErrors.plain(404, "NOT_FOUND", "Requested entity was not found.");
    }
    Cost cost = Chat.cost(visit.body());
    return switch (visit.stock().take(Scope.model(model), cost)) {
      case Taking.Granted _ -> generated(model, cost);
      case Taking.Denied denied ->
          GoogleErrors.exhausted(model, denied.spent().resetsAt(), visit.now());
    };
  }

  private static Answer generated(String model, Cost cost) {
    ObjectNode body = GoogleErrors.JSON.objectNode();
    ObjectNode response = body.putObject("response").put("modelVersion", model);
    ObjectNode candidate = response.putArray("candidates").addObject().put("finishReason", "STOP");
    candidate
        .putObject("content")
        .put("role", "model")
        .putArray("parts")
        .addObject()
        .put("text", "Simulated.");
    response
        .putObject("usageMetadata")
        .put("promptTokenCount", cost.input())
        .put("candidatesTokenCount", cost.output())
        .put("totalTokenCount", cost.tokens());
    return Answer.json(200, body);
  }

  @Override
  public Answer failure(int status) {
    return switch (status) {
      case 401 ->
          GoogleErrors.plain(401, "UNAUTHENTICATED", "Request had invalid credentials.")
              .with(
                  "WWW-Authenticate",
                  "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"");
      case 403 -> GoogleErrors.validationRequired();
      case 404 -> GoogleErrors.plain(404, "NOT_FOUND", "Requested entity was not found.");
      case 503 -> GoogleErrors.plain(503, "UNAVAILABLE", "The service is currently unavailable.");
      default -> GoogleErrors.plain(status, "INTERNAL", "Internal error encountered.");
    };
  }

  @Override
  public Answer throttled(Duration wait, Visit visit) {
    return wait.isZero()
        ? GoogleErrors.plain(
            429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).")
        : GoogleErrors.throttled(visit.body().path("model").asText(), wait, visit.now());
  }

  @Override
  public String entries(String call) {
    return switch (call) {
      case "loadCodeAssist" -> "/allowedTiers";
      case "fetchAvailableModels" -> "/models";
      case "retrieveUserQuota" -> "/buckets";
      case "quotaSummary" -> "/groups/0/buckets";
      default -> "";
    };
  }
}
