package io.quotakeeper.outlook;

import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntToDoubleFunction;

/** Looks at a window of 1,000, from noon on. */
final class Looks {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Moment EVENING = Moment.at(NOON.plus(Duration.ofHours(5)));
  static final double FULL = 1000;

  private Looks() {}

  static Instant after(double minutes) {
    return NOON.plusMillis((long) (minutes * 60_000));
  }

  static Look look(double minutes, double left) {
    return look(minutes, left, EVENING);
  }

  static Look look(double minutes, double left, Moment resetsAt) {
    return new Look(after(minutes), left, FULL, resetsAt, 0);
  }

  static Look own(double minutes, double left, double used) {
    return new Look(after(minutes), left, FULL, EVENING, used);
  }

  static History history(Look first, Look... others) {
    History history = History.startingWith(first);
    for (Look look : others) {
      history = history.then(look);
    }
    return history;
  }

  /** A look every so many minutes, at so much. */
  static History every(double minutes, int looks, IntToDoubleFunction left) {
    History history = History.startingWith(look(0, left.applyAsDouble(0)));
    for (int i = 1; i < looks; i++) {
      history = history.then(look(i * minutes, left.applyAsDouble(i)));
    }
    return history;
  }

  /** The forecast right after the last look. */
  static Forecast forecast(History history) {
    return Forecaster.of(history, history.last().at());
  }

  static Forecast.Expected expected(History history) {
    return (Forecast.Expected) forecast(history);
  }

  /** Minutes from the last look to when it likely runs out. */
  static double minutesLeft(History history) {
    Instant likely = expected(history).runsOut().likely();
    return Duration.between(history.last().at(), likely).toMillis() / 60_000.0;
  }
}
