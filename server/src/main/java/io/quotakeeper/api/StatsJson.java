package io.quotakeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.engine.MonitorStats;

/** The monitor's counts as users see them. */
final class StatsJson {

  private StatsJson() {}

  static ObjectNode of(MonitorStats stats) {
    ObjectNode node = Json.object();
    node.put("totalAccounts", stats.totalAccounts());
    node.put("cachedQuotas", stats.cachedQuotas());
    node.put("expiredEntries", stats.expiredEntries());
    node.put("exhaustedQuotas", stats.exhaustedQuotas());
    node.set("lastSyncDuration", Json.seconds(stats.lastSyncDuration()));
    node.put("syncSuccessCount", stats.syncSuccessCount());
    node.put("syncErrorCount", stats.syncErrorCount());
    return node;
  }
}
