package io.quotakeeper.bench.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a run: which accounts there are, what their provider enforces and tells, and who
 * asks. {@code docs/laboratory.md} says what each key means.
 *
 * @param summary what it shows, in one sentence
 * @param length how long it runs
 * @param latency how long a refusal takes to arrive; 300 ms where it is not given
 * @param accounts groups of equal accounts
 * @param load who asks
 */
record Scenario(
    @Required String summary,
    @Required Span length,
    @Nullable Span latency,
    @Required List<AccountGroup> accounts,
    @Required List<Load> load) {

  private static final Span USUAL_LATENCY = new Span(300);

  Scenario {
    Checks.that(length.millis() > 0, "length is nothing");
    Checks.that(!accounts.isEmpty(), "there are no accounts");
    Checks.that(!load.isEmpty(), "there is no load");
    long names = accounts.stream().map(AccountGroup::id).distinct().count();
    Checks.that(names == accounts.size(), "two groups of accounts have one id");
    accounts = List.copyOf(accounts);
    load = List.copyOf(load);
  }

  long latencyMillis() {
    return (latency == null ? USUAL_LATENCY : latency).millis();
  }

  /** Whether requests are counted by their tokens: where a window does so. */
  boolean countsTokens() {
    return accounts.stream()
        .flatMap(group -> group.windows().stream())
        .anyMatch(window -> window.unitOrRequests() == Measure.TOKENS);
  }
}
