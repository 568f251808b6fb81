package io.quotakeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.outlook.PoolForecast;
import io.quotakeeper.quota.Amount;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Forecasts as users see them: every key is there; what is not said is null. */
final class ForecastJson {

  private ForecastJson() {}

  /** A window's forecast beside what it is of. */
  static ObjectNode item(WindowView view, Forecast forecast) {
    ObjectNode node = Json.object();
    node.put("account", view.holder().account().value());
    node.put("owner", view.holder().owner().name());
    node.put("provider", view.holder().owner().provider());
    node.put("scope", view.reading().window().scope().toString());
    node.put("window", view.reading().window().id());
    node.put("unit", view.reading().window().unit().name());
    node.set("resetsAt", Json.instant(view.reading().resetsAt()));
    node.set("forecast", of(forecast));
    return node;
  }

  /** A window's forecast in the window itself: none where there is nothing that could run out. */
  static JsonNode within(WindowView view, Forecast forecast) {
    return view.reading().amount() instanceof Amount.Known
        ? of(forecast)
        : JsonNodeFactory.instance.nullNode();
  }

  static ObjectNode of(Forecast forecast) {
    return switch (forecast) {
      case Forecast.Unsaid(Forecast.Reason why) -> {
        ObjectNode node = range(null);
        node.putNull("beforeReset");
        node.putNull("risk");
        node.putNull("burnPerHour");
        node.putNull("foreignShare");
        yield node.put("reason", why.word());
      }
      case Forecast.Expected expected -> {
        ObjectNode node = range(expected.runsOut());
        node.put("confidence", share(expected.confidence()));
        node.put("beforeReset", expected.isBeforeReset());
        node.put("risk", share(expected.risk()));
        node.set("burnPerHour", Json.number(pace(expected.perHour())));
        node.set(
            "foreignShare",
            Json.number(expected.foreign().stream().map(ForecastJson::share).findFirst()));
        yield node.putNull("reason");
      }
    };
  }

  static ObjectNode of(PoolForecast forecast) {
    return switch (forecast) {
      case PoolForecast.RunsOut(var runsOut, double confidence, int unmeasured) ->
          range(runsOut)
              .put("confidence", share(confidence))
              .putNull("lastsUntil")
              .put("unmeasured", unmeasured);
      case PoolForecast.Lasts(var until, int unmeasured) ->
          range(null).put("lastsUntil", second(until)).put("unmeasured", unmeasured);
      case PoolForecast.Unsaid(int unmeasured) ->
          range(null).putNull("lastsUntil").put("unmeasured", unmeasured);
    };
  }

  private static ObjectNode range(Forecast.@Nullable Range range) {
    ObjectNode node = Json.object();
    node.put("runsOutAt", range == null ? null : second(range.likely()));
    node.put("earliest", range == null ? null : second(range.earliest()));
    node.put("latest", range == null ? null : second(range.latest()));
    return node.putNull("confidence");
  }

  // More digits would claim to know more than anybody does.

  private static String second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static double share(double number) {
    return Math.rint(number * 1000) / 1000;
  }

  private static double pace(double number) {
    return BigDecimal.valueOf(number).round(new MathContext(3)).doubleValue();
  }
}
