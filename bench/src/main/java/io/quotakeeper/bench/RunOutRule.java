package io.quotakeeper.bench;

import io.quotakeeper.outlook.Forecast;
import io.quotakeeper.outlook.Forecaster;
import io.quotakeeper.outlook.History;
import io.quotakeeper.outlook.Look;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Foretells from looks in how many seconds a window runs out. Not thread-safe. */
interface RunOutRule {

  /** After one more look; empty where it cannot be said. */
  OptionalDouble seconds(Look look);

  /** Whether something came back between two looks, as far as one sees it. */
  static boolean isCut(Look before, Look after) {
    return after.left() > before.left() || before.resetsAt().hasPassed(after.at());
  }

  private static double secondsBetween(Look before, Look after) {
    return (after.at().toEpochMilli() - before.at().toEpochMilli()) / 1e3;
  }

  /** The exponentially weighted mean of the pace between looks; it goes on after a reset. */
  final class Ewma implements RunOutRule {

    private final double weight;
    private double pace = Double.NaN;
    private @Nullable Look last;

    Ewma(double weight) {
      this.weight = weight;
    }

    @Override
    public OptionalDouble seconds(Look look) {
      Look before = last;
      last = look;
      if (before != null && !isCut(before, look) && before.left() > 0) {
        double now = (before.left() - look.left()) / secondsBetween(before, look);
        pace = Double.isNaN(pace) ? now : weight * now + (1 - weight) * pace;
      }
      return pace > 0 ? OptionalDouble.of(look.left() / pace) : OptionalDouble.empty();
    }
  }

  /** The line through all looks since something came back last. */
  final class LeastSquares implements RunOutRule {

    private final int most;
    private final List<Look> looks = new ArrayList<>();

    LeastSquares(int most) {
      this.most = most;
    }

    @Override
    public OptionalDouble seconds(Look look) {
      if (!looks.isEmpty() && isCut(looks.getLast(), look)) {
        looks.clear();
      }
      looks.add(look);
      if (looks.size() > most) {
        looks.removeFirst();
      }
      double slope = looks.size() < 3 ? 0 : slope(look);
      return slope < 0 ? OptionalDouble.of(look.left() / -slope) : OptionalDouble.empty();
    }

    private double slope(Look last) {
      double meanX = 0;
      double meanY = 0;
      for (Look each : looks) {
        meanX -= secondsBetween(each, last) / looks.size();
        meanY += each.left() / looks.size();
      }
      double xy = 0;
      double xx = 0;
      for (Look each : looks) {
        double x = -secondsBetween(each, last) - meanX;
        xy += x * (each.left() - meanY);
        xx += x * x;
      }
      return xy / xx;
    }
  }

  /** Quotakeeper's. */
  final class Ours implements RunOutRule {

    private @Nullable History history;
    private Forecast forecast = new Forecast.Unsaid(Forecast.Reason.UNUSED);

    @Override
    public OptionalDouble seconds(Look look) {
      History known = history;
      History next = known == null ? History.startingWith(look) : known.then(look);
      history = next;
      forecast = Forecaster.of(next, look.at());
      return forecast instanceof Forecast.Expected expected
          ? OptionalDouble.of(seconds(look.at(), expected.runsOut().likely()))
          : OptionalDouble.empty();
    }

    /** The range after the last look, where there is one. */
    Optional<Forecast.Range> range() {
      return forecast instanceof Forecast.Expected expected
          ? Optional.of(expected.runsOut())
          : Optional.empty();
    }

    private static double seconds(Instant from, Instant to) {
      return (to.toEpochMilli() - from.toEpochMilli()) / 1e3;
    }
  }
}
