package io.quotakeeper.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;

/** Errors of Google's APIs: a code, a status, and details with a reason that programs read. */
final class GoogleErrors {

  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final String TYPES = "type.googleapis.com/google.rpc.";
  private static final String DOMAIN = "cloudcode-pa.googleapis.com";
  private static final String VALIDATION =
      "https://accounts.google.com/signin/continue?continue=simulated";

  private GoogleErrors() {}

  /** An error without details. */
  static Answer plain(int code, String status, String message) {
    ObjectNode body = JSON.objectNode();
    body.putObject("error").put("code", code).put("message", message).put("status", status);
    return Answer.json(code, body);
  }

  /** The window that binds {@code model} is spent. */
  static Answer exhausted(String model, Moment reset, Instant now) {
    Instant until = reset.instant().orElse(now);
    Duration delay = Duration.between(now, until);
    String text =
        "You have exhausted your capacity on this model. Your quota will reset after "
            + GoDuration.format(Duration.ofSeconds(delay.toSeconds()))
            + ".";
    return limited("QUOTA_EXHAUSTED", text, model, delay, until);
  }

  /** Too many requests at once. Its text is that of exhaustion, as with the real one. */
  static Answer throttled(String model, Duration delay, Instant now) {
    String text = "You have exhausted your capacity on this model. Your quota will reset after 0s.";
    return limited("RATE_LIMIT_EXCEEDED", text, model, delay, now.plus(delay));
  }

  private static Answer limited(
      String reason, String text, String model, Duration delay, Instant until) {
    ObjectNode metadata =
        JSON.objectNode()
            .put("uiMessage", "true")
            .put("quotaResetDelay", GoDuration.format(delay))
            .put("quotaResetTimeStamp", CloudCodeQuota.time(until));
    if (!model.isEmpty()) {
      metadata.put("model", model);
    }
    ArrayNode details = JSON.arrayNode();
    details.add(reason(reason, DOMAIN, metadata));
    details
        .addObject()
        .put("@type", TYPES + "RetryInfo")
        .put("retryDelay", GoDuration.protobuf(delay));
    return detailed(429, "RESOURCE_EXHAUSTED", text, details);
  }

  /** A person must confirm the account. */
  static Answer validationRequired() {
    ObjectNode metadata =
        JSON.objectNode()
            .put("validation_error_message", "Verify your account to continue.")
            .put("validation_url", VALIDATION);
    return detailed(
        403,
        "PERMISSION_DENIED",
        "Verify your account to continue.",
        JSON.arrayNode().add(reason("VALIDATION_REQUIRED", DOMAIN, metadata)));
  }

  /** The plan does not include the model. */
  static Answer notInPlan() {
    return detailed(
        403,
        "PERMISSION_DENIED",
        "This model needs a subscription.",
        JSON.arrayNode()
            .add(
                reason(
                    "SUBSCRIPTION_REQUIRED",
                    "cloudaicompanion.googleapis.com",
                    JSON.objectNode())));
  }

  /** The project is not one of the account's. */
  static Answer wrongProject(String project) {
    ObjectNode metadata =
        JSON.objectNode()
            .put("consumer", "projects/" + project)
            .put("service", "cloudaicompanion.googleapis.com");
    return detailed(
        403,
        "PERMISSION_DENIED",
        "Permission denied on resource project " + project + ".",
        JSON.arrayNode().add(reason("CONSUMER_INVALID", "googleapis.com", metadata)));
  }

  private static ObjectNode reason(String reason, String domain, ObjectNode metadata) {
    ObjectNode detail =
        JSON.objectNode()
            .put("@type", TYPES + "ErrorInfo")
            .put("reason", reason)
            .put("domain", domain);
    detail.set("metadata", metadata);
    return detail;
  }

  private static Answer detailed(int code, String status, String message, ArrayNode details) {
    ObjectNode body = JSON.objectNode();
    ObjectNode error =
        body.putObject("error").put("code", code).put("message", message).put("status", status);
    error.set("details", details);
    return Answer.json(code, body);
  }
}
