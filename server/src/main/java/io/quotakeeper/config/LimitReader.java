package io.quotakeeper.config;

import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code limits} of an account. */
final class LimitReader {

  static final Kind<String> WINDOW =
      Kind.text("a window such as 5h, daily or rpm, in kebab case", "[a-z0-9][a-z0-9-]{0,63}");

  private static final Kind<Scope> SCOPE =
      new Kind<>(
          "account, model:<id> or group:<id>",
          LimitReader::scope,
          Shape.text("account|(model|group):\\S+"));
  private static final Kind<String> UNIT =
      Kind.text("a unit such as requests, tokens, credits or usd", "[a-z0-9][a-z0-9-]{0,63}");
  private static final int LONGEST_SCOPE = 200;

  static final Keys KEYS =
      Keys.of(
          Key.required("scope", SCOPE, "What it limits: account, model:<id> or group:<id>."),
          Key.required("window", WINDOW, "The window's name, such as rpm, rpd, 5h or monthly."),
          Key.required("unit", UNIT, "What is counted, such as requests, tokens or usd."),
          Key.required("limit", Kind.NUMBER, "How many units the window holds."),
          Key.optional(
              "resets",
              ResetWords.KIND,
              "When it refills: midnight UTC, midnight Europe/Berlin, monday UTC, first of month"
                  + " UTC, or every 1h."));

  private LimitReader() {}

  static List<ManualLimit> read(Field field) {
    List<ManualLimit> limits = new ArrayList<>();
    Set<Window> seen = new HashSet<>();
    for (Field item : field.list("a list of limits")) {
      Optional<ManualLimit> limit = limit(item.mapping(KEYS));
      limit.ifPresent(limits::add);
      if (limit.isPresent() && !seen.add(limit.get().window())) {
        item.problem("a second limit of the same scope, window and unit", "one limit for each");
      }
    }
    return limits;
  }

  private static Optional<ManualLimit> limit(Mapping item) {
    Optional<Scope> scope = item.require("scope", SCOPE);
    Optional<String> id = item.require("window", WINDOW);
    Optional<String> unit = item.require("unit", UNIT);
    Optional<Double> most = item.require("limit", Kind.NUMBER);
    Optional<ResetCalendar> stated = item.read("resets", ResetWords.KIND);
    if (scope.isEmpty() || id.isEmpty() || unit.isEmpty() || most.isEmpty()) {
      return Optional.empty();
    }
    var window = new Window(scope.get(), id.get(), new Unit(unit.get()));
    ResetCalendar resets = stated.orElse(new ResetCalendar.Unstated());
    return Optional.of(new ManualLimit(window, most.get(), resets));
  }

  @SuppressWarnings("UnusedException") // its message repeats the text
  private static Scope scope(String text) {
    if (text.length() > LONGEST_SCOPE || text.chars().anyMatch(c -> c <= ' ')) {
      throw new IllegalArgumentException("malformed");
    }
    try {
      return Scope.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a scope");
    }
  }
}
