package io.quotakeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Window;

/** A window as users see it. */
final class QuotaJson {

  private QuotaJson() {}

  static ObjectNode of(WindowView view, Forecast forecast) {
    Reading reading = view.reading();
    Window window = reading.window();
    ObjectNode node = Json.object();
    node.put("account", view.holder().account().value());
    node.put("owner", view.holder().owner().name());
    node.put("provider", view.holder().owner().provider());
    node.put("scope", window.scope().toString());
    node.put("window", window.id());
    node.put("unit", window.unit().name());
    node.put("role", role(reading.role()));
    node.put("state", reading.amount().state());
    node.put("level", view.level().word());
    node.set("levelCause", Json.textOrNull(view.cause()));
    putAmount(node, reading.amount());
    node.set("resetsAt", Json.instant(reading.resetsAt()));
    node.set("expiresAt", Json.instant(reading.expiresAt()));
    node.put("observedAt", view.observedAt().toString());
    node.put("ageSeconds", view.age().toSeconds());
    node.put("stale", view.stale());
    node.put("source", view.source().word());
    node.set("forecast", ForecastJson.within(view, forecast));
    return node;
  }

  private static void putAmount(ObjectNode node, Amount amount) {
    node.set("limit", Json.number(amount.limit()));
    node.set("remaining", Json.number(amount.remaining()));
    node.set("remainingFraction", Json.number(amount.fraction()));
  }

  private static String role(Role role) {
    return switch (role) {
      case LIMIT -> "limit";
      case EXTRA -> "extra";
    };
  }
}
