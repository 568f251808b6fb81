package io.quotakeeper.bench.lab;

import java.util.Locale;
import java.util.Map;

/** Writes what was counted as tables in Markdown. */
final class Sheet {

  private static final String HEAD =
      """
      | | 429 with quota | 429 in all | refusals | of these, known | each exhaustion | used | ÷ oracle \
      | moves a session | sessions moved | needless | resumed after, mean and worst |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  private Sheet() {}

  static String table(Map<String, Counts> counted) {
    var table = new StringBuilder(HEAD);
    double oracle = counted.getOrDefault(Trial.ORACLE, new Counts()).work;
    counted.forEach((name, counts) -> table.append(row(name, counts, oracle)));
    return table.toString();
  }

  private static String row(String name, Counts it, double oracle) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %s | %s | %s | %s | %s | %d | %s |%n",
        name,
        it.turnedAwayWithQuota,
        it.turnedAway,
        it.refusals,
        it.refusalsKnown,
        ratio("%.2f", it.refusals, it.exhaustions),
        ratio("%.1f %%", 100 * it.lapsedUse, it.lapsedOffer),
        ratio("%.3f", it.work, oracle),
        ratio("%.3f", it.moves, it.sessions),
        ratio("%.1f %%", 100.0 * it.sessionsMoved, it.sessions),
        it.needlessMoves,
        it.resumes == 0
            ? "–"
            : ratio("%.0f", it.resumeMillis / 1000.0, it.resumes)
                + String.format(Locale.ROOT, ", %.0f s", it.worstResumeMillis / 1000.0));
  }

  private static String ratio(String format, double part, double whole) {
    return whole > 0 ? String.format(Locale.ROOT, format, part / whole) : "–";
  }
}
