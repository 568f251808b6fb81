package io.quotakeeper.bench.lab;

import io.quotakeeper.providers.Adapter;
import java.util.stream.Collectors;

/** Writes the adapter of a simulated provider, as a user would. */
final class LabAdapter {

  private static final String REFUSALS =
      """
      facts:
        kind: .error.type?
        window: .error.window?
        model: .error.model?
        wait: .error.wait?
      times:
        end:
          - {header: retry-after, as: retry-after}
          - {fact: wait, as: seconds}
      refusals:
        - {name: spent model, facts: {kind: window_spent, model: '*'}, class: window-exhausted,
           scope: {model: {fact: model}}, window: {fact: window}, until: {use: end}}
        - {name: spent, facts: {kind: window_spent}, class: window-exhausted,
           scope: account, window: {fact: window}, until: {use: end}}
        - {name: too fast model, facts: {kind: too_fast, model: '*'}, class: throttled,
           scope: {model: {fact: model}}, window: {fact: window}, until: {use: end}}
        - {name: too fast, facts: {kind: too_fast}, class: throttled,
           scope: account, window: {fact: window}, until: {use: end}}
        - {name: refused, facts: {kind: refused}, headers: {retry-after: ''}, class: ambiguous,
           scope: account, until: {use: end}}
        - {name: refused until, facts: {kind: refused}, class: throttled, scope: account,
           until: {use: end}}
      """;

  private LabAdapter() {}

  static Adapter of(AccountGroup group) {
    String yaml =
        """
        name: %s
        summary: A provider of the laboratory.
        access: documented
        """
                .formatted(group.id())
            + (group.usage() == null ? "sync: none\n" : calls(group, group.usage()))
            + (group.headers() ? headers(group) : "")
            + REFUSALS;
    return Adapter.parse(group.id() + ".yaml", yaml);
  }

  private static String calls(AccountGroup group, AccountGroup.Usage usage) {
    String amount =
        usage.step() == null ? "{limit: .limit, remaining: .remaining}" : "{percent-used: .used}";
    return """
    baseUrl: https://%s.example
    auth: {header: Authorization, value: 'Bearer ${secret}'}
    chains: [{name: quota, calls: usage}]
    calls:
      usage:
        request: {path: /usage}
        lag: %ds
        expect: (.windows | type) == "array"
        readings:
          - name: window
            each: .windows[]
            scope: .scope
            window: .id
            unit: .unit
            amount: %s
            resetsAt: {jq: .reset, as: epoch-seconds}
            refills: full
    """
        .formatted(group.id(), Math.ceilDiv(usage.lagMillis(), Span.SECOND), amount);
  }

  private static String headers(AccountGroup group) {
    return group.windows().stream()
        .map(window ->
            """
              - name: %1$s
                scope: %2$s
                window: %3$s
                unit: %4$s
                amount: {limit: x-limit-%1$s, remaining: x-remaining-%1$s}
                resetsAt: {header: x-reset-%1$s, as: epoch-seconds}
                refills: %5$s
            """
                .formatted(
                    Wire.headerName(window),
                    window.scope(),
                    window.id(),
                    window.unitOrRequests().word(),
                    window.refills()))
        .collect(Collectors.joining("", "headers:\n", ""));
  }
}
