package io.quotakeeper.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamTest {

  private static final String HOURLY = "windows: [{id: hourly, kind: fixed, limit: 10, every: 1h}]";

  private static Upstream upstream(String group) {
    return new Upstream(scenario(group), 1);
  }

  private static Scenario scenario(String group) {
    return new Scenario(
        "A sample.",
        Span.of("1d"),
        null,
        List.of(Samples.group("- {" + group + "}")),
        List.of(
            Samples.scenario(
                    """
                    summary: A sample.
                    length: 1d
                    accounts: [{id: a, %s}]
                    load: [{kind: steady, rate: 1/h}]
                    """
                        .formatted(HOURLY))
                .load()
                .getFirst()));
  }

  private static LabReply refused(Upstream upstream, long now) {
    LabReply reply = upstream.send(0, "m", 0, now);
    while (reply.isServed()) {
      reply = upstream.send(0, "m", 0, now);
    }
    return reply;
  }

  @Test
  void accountsThatShareAnOwner_shareItsWindows() {
    Upstream upstream = upstream("id: key, count: 3, shared: true, " + HOURLY);

    refused(upstream, 0);

    assertThat(upstream.accounts()).hasSize(3);
    assertThat(upstream.canServe(2, "m", 0, 0)).isFalse();
  }

  @Test
  void usage_isAsOldAsItsLag() {
    Upstream upstream = upstream("id: key, usage: {lag: 60s}, " + HOURLY);
    OwnerState owner = upstream.owners().getFirst();
    upstream.send(0, "m", 0, 59_000);

    assertThat(owner.shown(59_999).getFirst().left()).isEqualTo(10);
    assertThat(owner.shown(60_000).getFirst().left()).isEqualTo(9);
    upstream.send(0, "m", 0, 61_000);
    assertThat(owner.shown(119_999).getFirst().left()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({"20, 0, 0", "20, 3, 20", "20, 9, 80", "20, 10, 100", "1, 3, 30"})
  void usageInSteps_isRoundedDownUntilAllIsUsed(int step, int used, int told) {
    Upstream upstream = upstream("id: key, " + HOURLY);
    for (int i = 0; i < used; i++) {
      upstream.send(0, "m", 0, 0);
    }
    WindowState state = upstream.owners().getFirst().shown(0).getFirst();

    assertThat(state.percentUsed(step)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({"exact, 1800", "absent, -1", "zero, 0", "too-short, 180", "too-long, 18000"})
  void retryAfter_saysWhatItIsToldToSay(String says, long seconds) {
    Upstream upstream = upstream("id: key, refusals: {retryAfter: " + says + "}, " + HOURLY);

    LabReply reply = refused(upstream, Span.HOUR / 2);

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.retryAfter()).isEqualTo(seconds);
  }

  @Test
  void headers_areReadAsTheyStand() {
    Upstream upstream = upstream("id: key, headers: true, " + HOURLY);
    LabReply reply = upstream.send(0, "m", 0, 0);

    Understanding read = read(reply);

    Reading reading = read.readings().getFirst();
    assertThat(reading.window()).hasToString("account/hourly/requests");
    assertThat(reading.resetsAt()).isEqualTo(Moment.at(Wire.START.plus(Duration.ofHours(1))));
    assertThat(reading.amount().toString()).contains("9");
    assertThat(read.refusal()).isEmpty();
  }

  @Test
  void refusalInAStream_isReadAsARefusalOfItsWindow() {
    Upstream upstream = upstream("id: key, refusals: {inStream: true}, " + HOURLY);

    LabReply reply = refused(upstream, 0);

    assertThat(reply.status()).isEqualTo(200);
    Refusal refusal = read(reply).refusal().orElseThrow();
    assertThat(refusal.kind()).isEqualTo(RefusalClass.WINDOW_EXHAUSTED);
    assertThat(refusal.until()).isEqualTo(Moment.at(Wire.START.plus(Duration.ofHours(1))));
  }

  @Test
  void refusalWithoutAReason_isReadAsAmbiguous() {
    Upstream upstream =
        upstream("id: key, refusals: {named: false, retryAfter: absent}, " + HOURLY);

    Refusal refusal = read(refused(upstream, 0)).refusal().orElseThrow();

    assertThat(refusal.kind()).isEqualTo(RefusalClass.AMBIGUOUS);
    assertThat(refusal.until()).isEqualTo(Moment.unstated());
  }

  private static Understanding read(LabReply reply) {
    return LabAdapter.of(reply.group()).read(Wire.reply(reply, 0), Context.NONE);
  }
}
