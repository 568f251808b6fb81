package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One row of the status table: a window, or an account of which no window is known. */
final class QuotaRow {

  private static final int BAR = 6;

  private final JsonNode quota;
  private final JsonNode owner;
  private final Instant now;

  private QuotaRow(JsonNode quota, JsonNode owner, Instant now) {
    this.quota = quota;
    this.owner = owner;
    this.now = now;
  }

  /** A window of an account; the account may be gone since it was asked for. */
  static QuotaRow ofWindow(JsonNode quota, @Nullable JsonNode account, Instant now) {
    return new QuotaRow(quota, account == null ? MissingNode.getInstance() : account, now);
  }

  static QuotaRow ofAccount(JsonNode account, Instant now) {
    return new QuotaRow(MissingNode.getInstance(), account, now);
  }

  String account() {
    String id = Json.text(quota, "account");
    return id.isEmpty() ? Json.text(owner, "id") : id;
  }

  boolean waitsForPerson() {
    return status().equals("action-required");
  }

  /** Whether somebody should look at the account itself: a person must act, or its syncs fail. */
  boolean isTroubled() {
    return waitsForPerson() || status().equals("degraded");
  }

  boolean needsAttention() {
    return isTroubled() || isShort();
  }

  /** Whether there is little or nothing left of what the plan includes. */
  private boolean isShort() {
    return (level().equals("low") || level().equals("exhausted")) && !isOutsidePlan();
  }

  private boolean isOutsidePlan() {
    return Json.text(quota, "state").equals("not-entitled");
  }

  List<Cell> narrow(Look look) {
    return List.of(
        Cell.of(account()),
        field("scope"),
        field("window"),
        left(look),
        resets(),
        age(),
        state(look, false));
  }

  List<Cell> wide(Look look) {
    return List.of(
        Cell.of(account()),
        either("provider"),
        either("owner"),
        field("scope"),
        field("window"),
        field("unit"),
        left(look),
        number("remaining"),
        number("limit"),
        resets(),
        runsOut(),
        age(),
        field("source"),
        nextSync(look),
        state(look, true));
  }

  /** When the account is synced next, if it is, and why. */
  private Cell nextSync(Look look) {
    String until = Json.instant(owner, "nextSync").map(this::until).orElse("");
    String reason = Json.text(owner, "nextSyncReason");
    String text = until + (until.isEmpty() || reason.isEmpty() ? "" : look.dot()) + reason;
    return text.isEmpty() ? Cell.NONE : Cell.of(text);
  }

  /**
   * For a line that stays: points of time are told as such, and nothing of the account, which has
   * lines of its own.
   */
  List<Cell> line(Look look) {
    return List.of(
        Cell.of(account()),
        field("scope"),
        field("window"),
        left(look),
        Json.instant(quota, "resetsAt").map(at -> Cell.of(Amounts.instant(at))).orElse(Cell.NONE),
        level(look));
  }

  /** The level, why it is that, and whether that is old news. */
  private Cell level(Look look) {
    List<String> details = new ArrayList<>();
    if (isShort()) {
      details.add(Reasons.dated(Json.text(quota, "levelCause")));
    }
    if (Json.flag(quota, "stale")) {
      details.add("stale");
    }
    String level = isOutsidePlan() ? "not in plan" : level();
    return new Cell(level, String.join(look.dot(), details), false, style());
  }

  private Cell field(String key) {
    return Cell.of(Json.text(quota, key));
  }

  private Cell either(String key) {
    String text = Json.text(quota, key);
    return Cell.of(text.isEmpty() ? Json.text(owner, key) : text);
  }

  private Cell number(String key) {
    OptionalDouble number = Json.number(quota, key);
    return number.isPresent() ? Cell.of(Amounts.number(number.getAsDouble())) : Cell.NONE;
  }

  private Cell left(Look look) {
    return switch (Json.text(quota, "state")) {
      case "known" -> known(look);
      case "unlimited" -> Cell.of("unlimited");
      case "not-entitled" -> Cell.of("not in plan");
      default -> new Cell("unknown", Style.FAINT);
    };
  }

  /** A share where there is one; a balance has none and is told as it is. */
  private Cell known(Look look) {
    OptionalDouble share = Json.number(quota, "remainingFraction");
    OptionalDouble remaining = Json.number(quota, "remaining");
    boolean limited = Json.number(quota, "limit").isPresent();
    if (remaining.isPresent() && !limited) {
      String quantity = Amounts.number(remaining.getAsDouble());
      return new Cell(quantity + " " + Json.text(quota, "unit"), style());
    }
    if (share.isEmpty()) {
      return new Cell("unknown", Style.FAINT);
    }
    String percent = Amounts.percent(share.getAsDouble());
    return new Cell(
        look.bars()
            ? bar(share.getAsDouble()) + " " + " ".repeat(5 - percent.length()) + percent
            : percent,
        style());
  }

  private static String bar(double share) {
    int full = share > 0 ? Math.clamp((int) (share * BAR), 1, BAR) : 0;
    return "█".repeat(full) + "░".repeat(BAR - full);
  }

  private Cell resets() {
    Optional<Instant> resets = Json.instant(quota, "resetsAt");
    if (resets.isPresent()) {
      return Cell.of(until(resets.get()));
    }
    return Json.instant(quota, "expiresAt")
        .map(at -> Cell.of("ends " + until(at)))
        .orElse(Cell.NONE);
  }

  /** Between when, as a range: a single moment would claim to know more than anybody does. */
  private Cell runsOut() {
    JsonNode forecast = quota.path("forecast");
    Optional<Instant> earliest = Json.instant(forecast, "earliest");
    Optional<Instant> latest = Json.instant(forecast, "latest");
    if (earliest.isEmpty() || latest.isEmpty()) {
      return Cell.NONE;
    }
    if (!Json.flag(forecast, "beforeReset")) {
      return Cell.of("after reset");
    }
    String from = until(earliest.get());
    String to = until(latest.get());
    return new Cell(from.equals(to) ? to : from + " to " + to, Style.WARNING);
  }

  private String until(Instant at) {
    return Amounts.span(Duration.between(now, at));
  }

  private Cell age() {
    OptionalLong seconds = Json.whole(quota, "ageSeconds");
    if (seconds.isEmpty()) {
      return Cell.NONE;
    }
    String age = Amounts.age(Duration.ofSeconds(seconds.getAsLong()));
    return Json.flag(quota, "stale") ? new Cell(age + " stale", Style.FAINT) : Cell.of(age);
  }

  /** The level, and why it is that; of an account without windows, what stands in the way. */
  private Cell state(Look look, boolean whole) {
    boolean troubled = !status().isEmpty() && !status().equals("ok");
    String reason = told(owner, "statusReason", look, whole);
    if (isOutsidePlan()) {
      return new Cell("not in plan", Style.FAINT);
    }
    if (isShort()) {
      String cause = told(quota, "levelCause", look, whole);
      // "8.3 % left" is no news beside the column that says so.
      return new Cell(level(), cause, !cause.endsWith(" left"), style());
    }
    if (quota.isMissingNode()) {
      return troubled
          ? new Cell(status(), reason, true, style())
          : new Cell("unknown", "nothing known yet", false, style());
    }
    String trouble = reason.isEmpty() ? status() : status() + ": " + reason;
    return new Cell(level(), troubled ? trouble : "", false, style());
  }

  private String told(JsonNode node, String key, Look look, boolean whole) {
    String reason = Json.text(node, key);
    return whole ? Reasons.full(reason, now) : Reasons.brief(reason, now, look);
  }

  private String level() {
    String level = Json.text(quota, "level");
    return level.isEmpty() ? "unknown" : level;
  }

  private String status() {
    return Json.text(owner, "status");
  }

  private Style style() {
    if (isOutsidePlan()) {
      return Style.FAINT;
    }
    return switch (level()) {
      case "ok" -> Style.GOOD;
      case "low" -> Style.WARNING;
      case "exhausted" -> Style.BAD;
      default -> waitsForPerson() ? Style.BAD : Style.FAINT;
    };
  }
}
