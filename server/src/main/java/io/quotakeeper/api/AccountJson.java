package io.quotakeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.AccountStatus;
import io.quotakeeper.engine.SyncReport;
import java.util.Map;
import java.util.Optional;

/** An account as users see it; its credential is not among what is seen. */
final class AccountJson {

  private AccountJson() {}

  static ObjectNode of(AccountStatus status) {
    Account account = status.account();
    ObjectNode node = Json.object();
    node.put("id", account.id().value());
    node.put("provider", account.provider());
    node.put("owner", account.owner());
    node.set("tier", Json.textOrNull(status.plan().tier().map(Enum::name).orElse("")));
    node.put("enabled", account.enabled());
    node.put("status", status.state().word());
    node.set("statusReason", Json.textOrNull(status.reason()));
    putLastSync(node, status.lastSync());
    node.set("nextSync", Json.instant(status.nextSync()));
    node.put("nextSyncReason", status.nextSyncReason().word());
    node.set("headroom", Json.number(status.headroom().fraction()));
    ObjectNode labels = node.putObject("labels");
    account.labels().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(label -> labels.put(label.getKey(), label.getValue()));
    return node;
  }

  private static void putLastSync(ObjectNode node, Optional<SyncReport> lastSync) {
    if (lastSync.isEmpty()) {
      node.putNull("lastSync");
      return;
    }
    SyncReport report = lastSync.get();
    ObjectNode sync = node.putObject("lastSync");
    sync.put("at", report.at().toString());
    sync.put("result", SyncJson.result(report.outcome()));
    sync.set("reason", Json.textOrNull(SyncJson.reason(report.outcome())));
  }
}
