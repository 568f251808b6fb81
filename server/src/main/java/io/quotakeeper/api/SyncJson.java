package io.quotakeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.engine.SyncOutcome;
import io.quotakeeper.engine.SyncReport;
import io.quotakeeper.quota.Moment;

/** The line about one account's sync. */
final class SyncJson {

  private SyncJson() {}

  static ObjectNode of(SyncReport report) {
    SyncOutcome outcome = report.outcome();
    ObjectNode node = Json.object();
    node.put("account", report.account().value());
    node.put("result", result(outcome));
    node.set("reason", Json.textOrNull(reason(outcome)));
    switch (outcome) {
      case SyncOutcome.Fresh fresh -> put(node, fresh.note(), Moment.unstated());
      case SyncOutcome.Transient failed -> put(node, failed.detail(), Moment.unstated());
      case SyncOutcome.NeedsPerson failed -> put(node, failed.detail(), Moment.unstated());
      case SyncOutcome.Skipped skipped -> put(node, skipped.detail(), skipped.until());
    }
    if (outcome instanceof SyncOutcome.Fresh fresh) {
      node.put("windows", fresh.windows());
    } else {
      node.putNull("windows");
    }
    node.set("tookSeconds", Json.seconds(report.took()));
    return node;
  }

  /** {@code ok}, {@code error} or {@code skipped}. */
  static String result(SyncOutcome outcome) {
    return switch (outcome) {
      case SyncOutcome.Fresh _ -> "ok";
      case SyncOutcome.Transient _, SyncOutcome.NeedsPerson _ -> "error";
      case SyncOutcome.Skipped _ -> "skipped";
    };
  }

  /** The word for why it did not succeed, empty if it did. */
  static String reason(SyncOutcome outcome) {
    return outcome.isSuccess() ? "" : outcome.cause();
  }

  private static void put(ObjectNode node, String detail, Moment until) {
    node.set("detail", Json.textOrNull(detail));
    node.set("until", Json.instant(until));
  }
}
