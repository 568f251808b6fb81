package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who tries an adapter learns which of its rules, on which line, made what should not be. */
class TrialTest {

  private static final Adapter ADAPTER =
      Adapter.parse(
          "sample.yaml",
          """
          name: sample
          summary: A sample.
          access: documented
          baseUrl: https://api.example.com
          sync: none
          calls:
            usage:
              expect: has("windows")
              readings:
                - name: windows
                  each: .windows[]
                  when: .on
                  scope: account
                  window: {jq: .name}
                  unit: requests
                  amount: {remaining: .left}
          headers:
            - name: head
              calls: usage
              window: rpm
              unit: requests
              amount: {remaining: x-remaining}
          refusals:
            - {name: no, status: 403, class: throttled}
          """);

  private static TrialOutcome run(
      String call, int status, String header, String body, String json) {
    String vector =
        """
        {"call": "%s", "status": %d, "headers": ["%s"], "body": "b", "at": "2026-03-10T08:00:00Z",
         "expected": %s}
        """
            .formatted(call, status, header, json.replace('\'', '"'));
    return new Trial(ADAPTER).run(Vector.read("v.json", vector, ADAPTER, file -> body));
  }

  @Test
  void replyUnderstoodAsExpected_passes() {
    TrialOutcome outcome =
        run(
            "usage",
            200,
            "x-remaining: 7",
            "{\"windows\": [{\"on\": true, \"name\": \"daily\", \"left\": 3}]}",
            "{'readings': [{'window': 'daily', 'remaining': 3}, {'window': 'rpm', 'remaining': 7}]}");

    assertThat(outcome.passed()).isTrue();
    assertThat(outcome.lost()).isEmpty();
    assertThat(outcome.understood().path("readings")).hasSize(2);
  }

  @Test
  void difference_isSaidWithTheRuleThatMadeIt_andItsLine() {
    TrialOutcome outcome =
        run(
            "usage",
            200,
            "x-remaining: 7",
            "{\"windows\": [{\"on\": true, \"name\": \"daily\", \"left\": 3}]}",
            "{'plan': 'any', 'readings': [{'window': 'daily', 'remaining': 4}, {'window': 'rpm', 'remaining': 8}]}");

    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.differences())
        .extracting(d -> d.path() + " " + d.rules())
        .containsExactlyInAnyOrder(
            "readings[account/daily/requests].remaining"
                + " [Rule[kind=reading, name=usage/windows, line=10]]",
            "readings[account/rpm/requests].remaining [Rule[kind=header, name=head, line=18]]");
  }

  @Test
  void refusalOfAnotherClass_isSaidWithItsRule() {
    TrialOutcome outcome =
        run("usage", 403, "x-other: 7", "{}", "{'refusal': {'class': 'unauthenticated'}}");

    assertThat(outcome.differences())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.path()).isEqualTo("refusal.class");
          assertThat(d.rules()).containsExactly(new TrialOutcome.Rule("refusal", "no", 24));
        });
  }

  @Test
  void ruleThatAllAdaptersShare_standsOnNoLine() {
    TrialOutcome outcome = run("usage", 429, "x-other: 7", "", "{'refusal': null}");

    assertThat(outcome.differences().getFirst().rules())
        .singleElement()
        .extracting(TrialOutcome.Rule::line)
        .isEqualTo(0);
  }

  @Test
  void entryOfWhichNothingCouldBeMade_isSaidWithTheReason() {
    TrialOutcome outcome =
        run(
            "usage",
            200,
            "x-remaining: many",
            "{\"windows\": [{\"on\": true, \"left\": 3}, 5, {\"on\": false}]}",
            "{'readings': []}");

    assertThat(outcome.lost())
        .extracting(lost -> lost.rule().name() + "@" + lost.rule().line())
        .containsExactlyInAnyOrder("head@18", "usage/windows@10", "usage/windows@10");
    assertThat(outcome.lost())
        .extracting(TrialOutcome.Lost::why)
        .anyMatch(why -> why.startsWith("when: "))
        .anyMatch(why -> why.equals("an entry lacks a name"));
  }
}
