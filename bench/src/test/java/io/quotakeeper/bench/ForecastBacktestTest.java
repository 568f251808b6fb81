package io.quotakeeper.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForecastBacktestTest {

  @ParameterizedTest
  @EnumSource(UseClass.class)
  void seriesOfOneSeed_areTheSame(UseClass kind) {
    assertThat(new UseSeries(kind, 7).points()).isEqualTo(new UseSeries(kind, 7).points());
    assertThat(new UseSeries(kind, 7).points()).isNotEqualTo(new UseSeries(kind, 8).points());
  }

  @ParameterizedTest
  @EnumSource(UseClass.class)
  void series_askForAForecastOnlyWhereSomethingIsLeft(UseClass kind) {
    List<UsePoint> points = new UseSeries(kind, 7).points();

    assertThat(points).anyMatch(UsePoint::isAsked);
    assertThat(points)
        .allMatch(point -> point.look().left() >= 0 && point.look().left() <= 1)
        .allMatch(point -> !point.isAsked() || point.seconds() > 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = UseClass.class,
      names = {"STEADY", "BURSTY", "STEP_CHANGE", "WHOLE_PERCENTS", "REFUNDS"})
  void ours_isCloserThanEveryOther(UseClass kind) {
    double[] errors = ForecastBacktest.score(kind, List.of(1L)).runOut();

    for (int other = 1; other < errors.length; other++) {
      assertThat(errors[0]).isLessThan(errors[other]);
    }
  }

  @Test
  void recordedEvidence_givesTheLooksBeforeItsRunOut(@TempDir Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    Instant start = Instant.parse("2026-03-01T10:00:00Z");
    for (int i = 0; i <= 10; i++) {
      Instant at = start.plusSeconds(60L * i);
      lines.add(
          """
          {"v":1,"kind":"traffic","account":"a","owner":"a","provider":"github","call":"traffic",\
          "sentAt":"%s","receivedAt":"%s","status":200,"headers":["x-ratelimit-resource: core",\
          "x-ratelimit-limit: 5000","x-ratelimit-remaining: %d","x-ratelimit-reset: %d"],"body":""}\
          """
              .formatted(at, at, 5000 - 500 * i, start.plusSeconds(3000).getEpochSecond()));
    }
    Path file = Files.write(folder.resolve("evidence.jsonl"), lines);

    List<UsePoint> points = RecordedUse.of(file).getFirst().points();

    assertThat(points).hasSize(11);
    assertThat(points.getFirst().isAsked()).isTrue();
    assertThat(points.getFirst().seconds()).isCloseTo(600, within(0.001));
    assertThat(points.getLast().isAsked()).isFalse();
  }
}
