package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Limits that an operator stated, as an evidence log holds them. */
final class StatedLimits {

  private StatedLimits() {}

  /**
   * The limits of a line.
   *
   * @throws Failure if they are not of the form in which they are written
   */
  static List<Reading> read(JsonNode limits) {
    if (!limits.isArray()) {
      throw new Failure(Exit.USAGE, "limits is not a list", "");
    }
    List<Reading> readings = new ArrayList<>();
    try {
      limits.forEach(limit -> readings.add(reading(limit)));
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, "limits are not of the form in which they are written", "")
          .causedBy(e);
    }
    return readings;
  }

  private static Reading reading(JsonNode node) {
    var window =
        new Window(
            Scope.parse(Json.text(node, "scope")),
            Json.text(node, "window"),
            new Unit(Json.text(node, "unit")));
    return new Reading(
        window,
        Role.valueOf(Json.text(node, "role").toUpperCase(Locale.ROOT)),
        amount(node.path("amount")),
        moment(node, "resetsAt"),
        moment(node, "expiresAt"),
        Refill.valueOf(Json.text(node, "refill").toUpperCase(Locale.ROOT)));
  }

  private static Amount amount(JsonNode node) {
    return switch (Json.text(node, "kind")) {
      case "counted" -> Amount.counted(number(node, "left"), number(node, "most"));
      case "balance" -> new Amount.Balance(number(node, "left"), number(node, "minimum"));
      case "share" -> new Amount.Share(number(node, "part"));
      case "untold" -> Amount.unknown();
      case "cap" -> Amount.cap(number(node, "most"));
      case "unlimited" -> Amount.unlimited();
      case "not-entitled" -> Amount.notEntitled();
      default -> throw new IllegalArgumentException("amount is of no known kind");
    };
  }

  private static double number(JsonNode node, String key) {
    return Json.number(node, key)
        .orElseThrow(() -> new IllegalArgumentException(key + " is not a number"));
  }

  private static Moment moment(JsonNode node, String key) {
    if (Json.text(node, key).isEmpty()) {
      return Moment.unstated();
    }
    return Json.instant(node, key)
        .map(Moment::at)
        .orElseThrow(() -> new IllegalArgumentException(key + " is not an instant"));
  }
}
