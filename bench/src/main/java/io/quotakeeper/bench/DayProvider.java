package io.quotakeeper.bench;

import io.quotakeeper.providers.Adapter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A made-up provider of the simulated day.
 *
 * @param name its name
 * @param windows its limits, the tightest first
 * @param everySeconds the least time between two quota calls, 0 if any will do
 * @param isPolled whether it has a quota call
 * @param tellsTraffic whether its answers to ordinary requests tell what is left
 * @param inPercent whether its quota call tells whole percents alone
 */
record DayProvider(
    String name,
    List<Limit> windows,
    int everySeconds,
    boolean isPolled,
    boolean tellsTraffic,
    boolean inPercent) {

  /**
   * A limit of requests.
   *
   * @param id its window
   * @param most so many
   * @param hours its period; 0 for a balance, which does not come back
   * @param isCommon whether all accounts reset at once
   */
  record Limit(String id, double most, double hours, boolean isCommon) {

    boolean isBalance() {
      return hours == 0;
    }
  }

  private static final Limit MINUTE = new Limit("rpm", 60, 1 / 60.0, true);

  /** Ten: what providers of today have, in proportions that nobody has measured. */
  static List<DayProvider> all() {
    Limit day = new Limit("daily", 1000, 24, true);
    Limit fiveHours = new Limit("5h", 500, 5, false);
    Limit fiveHoursOfAll = new Limit("5h", 500, 5, true);
    Limit week = new Limit("weekly", 4000, 168, false);
    return List.of(
        polled("atlas", 0, false, List.of(day, MINUTE)),
        polled("boreal", 300, true, List.of(fiveHours, week)),
        polled("cinder", 0, false, List.of(fiveHoursOfAll, week)),
        polled("delta", 0, false, List.of(week)),
        new DayProvider("ember", List.of(day, MINUTE), 0, true, true, false),
        polled("fjord", 60, false, List.of(new Limit("monthly", 6000, 720, true))),
        polled("gale", 0, false, List.of(new Limit("balance", 2000, 0, true))),
        polled("heron", 0, false, List.of(new Limit("hourly", 5000, 1, false))),
        new DayProvider("iris", List.of(day, MINUTE), 0, false, true, false),
        new DayProvider("juno", List.of(fiveHours, MINUTE), 0, false, true, false));
  }

  private static DayProvider polled(String name, int every, boolean inPercent, List<Limit> limits) {
    return new DayProvider(name, limits, every, true, false, inPercent);
  }

  /** How Quotakeeper reads it. */
  Adapter adapter() {
    String head =
        """
        name: %s
        summary: A provider of the simulated day.
        access: documented
        """
            .formatted(name);
    return Adapter.parse(name + ".yaml", head + (isPolled ? calls() : "sync: none\n") + headers());
  }

  private String calls() {
    String amount = inPercent ? "{percent-used: .used}" : "{limit: .limit, remaining: .remaining}";
    return """
    baseUrl: https://%s.example
    auth: {header: Authorization, value: 'Bearer ${secret}'}
    chains: [{name: quota, calls: usage}]
    calls:
      usage:
        request: {path: /usage}
        %s
        expect: (.windows | type) == "array"
        readings:
          - name: window
            each: .windows[]
            scope: account
            window: .id
            unit: %s
            amount: %s
            resetsAt: {jq: .reset, as: epoch-seconds}
    """
        .formatted(
            name,
            everySeconds == 0 ? "lag: 0s" : "every: " + everySeconds + "s",
            inPercent ? "percent" : windows.getFirst().isBalance() ? "usd" : "requests",
            amount);
  }

  private String headers() {
    if (!tellsTraffic) {
      return "";
    }
    return windows.stream()
        .map(limit ->
            """
              - name: %1$s
                scope: account
                window: %1$s
                unit: requests
                amount: {limit: x-limit-%1$s, remaining: x-remaining-%1$s}
                resetsAt: {header: x-reset-%1$s, as: epoch-seconds}
            """
                .formatted(limit.id()))
        .collect(Collectors.joining("", "headers:\n", ""));
  }
}
