package io.quotakeeper.engine;

import static io.quotakeeper.engine.Rig.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.quota.Scope;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Rules that no shipped adapter needs, with one of the operator's own. */
class OwnAdapterTest {

  private static final Adapter OWN =
      Adapter.parse(
          "own.yaml",
          """
          name: own
          summary: Credits of a service that tells refusals with status 200.
          access: documented
          baseUrl: https://own.example
          auth: {header: Authorization, value: 'Bearer ${secret}'}
          chains:
            - {name: quota, calls: quota}
          calls:
            quota:
              request: {path: /quota}
              expect: has("left")
              readings:
                - name: left
                  each: .
                  scope: account
                  window: daily
                  unit: requests
                  amount: {remaining: .left, limit: .most}
          headers:
            - name: minute
              calls: [traffic, quota]
              scope: account
              window: rpm
              unit: requests
              amount: {remaining: x-left, limit: x-most}
          facts:
            blocked: .blocked?
          refusals:
            - name: blocked
              status: 200
              facts: {blocked: 'yes'}
              class: money-exhausted
              of: request
              scope: account
          """);

  private final Rig rig =
      Rig.with(
          builder -> builder.adapters(Adapters.shipped().with(List.of(OWN))),
          Rig.account("a", "own"));

  @Test
  void sync_refusedWithWindowsInItsHeaders_learnsThem() {
    try (rig) {
      Headers headers = Headers.none().with("x-left", "3").with("x-most", "60");
      rig.transport.answer("a", new Answer(429, headers, ""));

      assertThat(rig.quotas.syncAccountQuota(id("a")).outcome().cause()).isEqualTo("ambiguous");
      assertThat(rig.quotas.quotas(id("a")))
          .extracting(view -> view.reading().window().id(), OwnAdapterTest::left)
          .containsExactly(Tuple.tuple("rpm", 0.05));
    }
  }

  @Test
  void sync_answersThatRequestsAreRefused_isFreshAndStopsTraffic() {
    try (rig) {
      rig.transport.answer(
          "a", FakeTransport.json("{\"blocked\": \"yes\", \"left\": 40, \"most\": 100}"));

      SyncOutcome outcome = rig.quotas.syncAccountQuota(id("a")).outcome();

      assertThat(outcome).isEqualTo(new SyncOutcome.Fresh(1, ""));
      assertThat(rig.quotas.decide(id("a"), Scope.account()).reason()).contains("money-exhausted");
      assertThat(rig.quotas.quotas(id("a"))).extracting(OwnAdapterTest::left).containsExactly(0.4);

      rig.time.advance(Duration.ofSeconds(1));
      rig.transport.answer("a", FakeTransport.json("{\"left\": 5, \"most\": 100}"));
      rig.quotas.syncAllQuotas();
      assertThat(rig.quotas.quotas(id("a"))).extracting(OwnAdapterTest::left).containsExactly(0.05);
    }
  }

  private static double left(WindowView view) {
    return view.reading().amount().fraction().orElse(-1);
  }
}
