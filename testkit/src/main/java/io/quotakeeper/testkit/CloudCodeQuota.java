package io.quotakeeper.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Cloud Code's quota methods answer. Two of them leave a fraction of 0 out, as the real ones
 * do; the third states it.
 */
final class CloudCodeQuota {

  private static final String NEVER = "1970-01-01T00:00:00Z";
  private static final Set<String> UNPAID = Set.of("free-tier", "legacy-tier", "standard-tier");
  private static final Map<String, String> POOLS =
      Map.of("gemini", "Gemini Models", "3p", "Third-party Models");
  private static final Map<String, String> LENGTHS =
      Map.of("5h", "Five Hour Limit", "weekly", "Weekly Limit");

  private CloudCodeQuota() {}

  /** Who pays is on the standard tier too: the plan is told beside it. */
  static Answer plan(Visit visit) {
    String plan = visit.account().plan();
    boolean paid = !UNPAID.contains(plan);
    String project = visit.account().project();
    ObjectNode body = GoogleErrors.JSON.objectNode();
    body.putObject("currentTier")
        .put("id", paid ? "standard-tier" : plan)
        .put("name", "Gemini Code Assist");
    body.putArray("allowedTiers").addObject().put("id", "free-tier").put("isDefault", true);
    body.put("cloudaicompanionProject", project.isEmpty() ? "simulated-project" : project);
    body.put("gcpManaged", false);
    if (paid) {
      body.putObject("paidTier").put("id", plan).put("name", "Google One AI");
    }
    return Answer.json(200, body);
  }

  /** Without a project it tells which models there are, and shows all of them full. */
  static Answer models(Visit visit) {
    boolean availability = visit.body().path("project").asText().isEmpty();
    ObjectNode body = GoogleErrors.JSON.objectNode();
    ObjectNode models = body.putObject("models");
    for (String model : visit.account().models()) {
      ObjectNode quota =
          models
              .putObject(model)
              .put("displayName", model.replace('-', ' '))
              .put("model", "MODEL_" + model.replaceAll("\\W", "_").toUpperCase(Locale.ROOT))
              .putObject("quotaInfo");
      Optional<Remaining> window = tightest(visit, model);
      if (availability || window.isEmpty()) {
        quota.put("remainingFraction", 1);
      } else {
        putUnlessZero(quota, window.get());
      }
    }
    return Answer.json(200, body);
  }

  /** Here a fraction of 0 is stated; with the reset 1970 it means that the plan has none. */
  static Answer buckets(Visit visit) {
    ObjectNode body = GoogleErrors.JSON.objectNode();
    ArrayNode buckets = body.putArray("buckets");
    for (String model : visit.account().models()) {
      tightest(visit, model)
          .ifPresent(
              w -> bucket(buckets, model, (float) w.fraction(), time(w.resetsAt(), visit.now())));
    }
    visit.account().lockedModels().forEach(model -> bucket(buckets, model, 0, NEVER));
    return Answer.json(200, body);
  }

  private static void bucket(ArrayNode buckets, String model, float fraction, String reset) {
    buckets
        .addObject()
        .put("modelId", model)
        .put("tokenType", "REQUESTS")
        .put("remainingFraction", fraction)
        .put("resetTime", reset);
  }

  /** Accounts of the older kind do not have it. */
  static Answer summary(Visit visit) {
    ObjectNode body = GoogleErrors.JSON.objectNode();
    ArrayNode groups = body.putArray("groups");
    for (String pool : List.of("gemini", "3p")) {
      List<Remaining> windows =
          visit.stock().read().stream()
              .filter(w -> w.of().window().scope().equals(Scope.group(pool)))
              .toList();
      if (!windows.isEmpty()) {
        ObjectNode group = groups.addObject().put("displayName", POOLS.get(pool));
        ArrayNode buckets = group.putArray("buckets");
        windows.forEach(w -> pooled(buckets.addObject(), pool, w));
      }
    }
    return groups.isEmpty()
        ? GoogleErrors.plain(404, "NOT_FOUND", "Method not found.")
        : Answer.json(200, body);
  }

  private static void pooled(ObjectNode bucket, String pool, Remaining window) {
    String id = window.of().window().id();
    bucket
        .put("bucketId", pool + "-" + id)
        .put("displayName", LENGTHS.getOrDefault(id, id))
        .put("window", id);
    putUnlessZero(bucket, window);
  }

  private static void putUnlessZero(ObjectNode quota, Remaining window) {
    if (window.fraction() > 0) {
      quota.put("remainingFraction", (float) window.fraction());
    }
    window.resetsAt().instant().ifPresent(at -> quota.put("resetTime", time(at)));
  }

  private static Optional<Remaining> tightest(Visit visit, String model) {
    return visit.stock().readCovering(Scope.model(model)).stream()
        .min(Comparator.comparingDouble(Remaining::fraction));
  }

  private static String time(Moment reset, Instant now) {
    return time(reset.instant().orElse(now));
  }

  /** In whole seconds, never earlier than it is. */
  static String time(Instant at) {
    return Instant.ofEpochSecond(Dialect.epochSeconds(at)).toString();
  }
}
