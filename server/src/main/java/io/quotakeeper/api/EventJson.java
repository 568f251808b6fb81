package io.quotakeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.engine.SweepReport;
import io.quotakeeper.ledger.Holder;
import io.quotakeeper.quota.Window;
import java.time.Instant;

/** News as users see them: the name of the event, and its data. */
record EventJson(String name, ObjectNode data) {

  static EventJson of(News news) {
    return switch (news) {
      case News.Reset(Instant at, News.Why why) ->
          new EventJson("reset", at(at).put("reason", why.word()));
      case News.Ready(Instant at) -> new EventJson("ready", at(at));
      case News.Quota(var view, var forecast) ->
          new EventJson("quota", QuotaJson.of(view, forecast));
      case News.QuotaGone(Holder holder, Window window) ->
          new EventJson("quota-gone", gone(holder, window));
      case News.Account(var status) -> new EventJson("account", AccountJson.of(status));
      case News.AccountGone(Holder holder) ->
          new EventJson("account-gone", Json.object().put("id", holder.account().value()));
      case News.Swept(SweepReport report, Instant at) -> new EventJson("sweep", swept(report, at));
    };
  }

  private static ObjectNode at(Instant at) {
    return Json.object().put("at", at.toString());
  }

  private static ObjectNode gone(Holder holder, Window window) {
    ObjectNode node = Json.object();
    node.put("account", holder.account().value());
    node.put("scope", window.scope().toString());
    node.put("window", window.id());
    node.put("unit", window.unit().name());
    return node;
  }

  private static ObjectNode swept(SweepReport report, Instant at) {
    int accounts = report.reports().size();
    ObjectNode node = at(at);
    node.put("accounts", accounts);
    node.put("ok", report.successes());
    node.put("error", report.errors());
    node.put("skipped", accounts - report.successes() - report.errors());
    node.set("tookSeconds", Json.seconds(report.took()));
    return node;
  }
}
