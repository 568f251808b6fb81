package io.quotakeeper.bench.lab;

import io.quotakeeper.bench.lab.WindowRule.Kind;

/** Small scenarios for tests. */
final class Samples {

  private Samples() {}

  static Scenario scenario(String yaml) {
    return ScenarioReader.parse("sample.yaml", yaml);
  }

  /** A group from its YAML, within a scenario that needs nothing else. */
  static AccountGroup group(String yaml) {
    return scenario(
            """
            summary: A sample.
            length: 1d
            load: [{kind: steady, rate: 1/h}]
            accounts:
            %s
            """
                .formatted(yaml.indent(2)))
        .accounts()
        .getFirst();
  }

  static WindowRule window(Kind kind, double limit, String every) {
    return new WindowRule("w", kind, limit, Span.of(every), null, null, null);
  }
}
