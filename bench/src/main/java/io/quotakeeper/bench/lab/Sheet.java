package io.quotakeeper.bench.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what was counted as tables in Markdown. */
final class Sheet {

  private static final String FIGURES =
      " 429 with quota | 429 in all | refusals | known before | told before | each exhaustion | used | ÷ oracle"
          + " | moves a session | sessions moved | needless moves | back after, s |\n";
  private static final String RULE = "| --- ".repeat(13) + "|\n";

  private Sheet() {}

  /** What each way to route made of one scenario. */
  static String ofScenario(Map<String, Counts> counted) {
    var table = new StringBuilder("| |").append(FIGURES).append(RULE);
    double oracle = counted.getOrDefault(Trial.ORACLE, new Counts()).work;
    counted.forEach((way, it) -> table.append(row(way, it, ratio("%.3f", it.work, oracle))));
    return table.toString();
  }

  /** What one way to route made of each scenario. */
  static String ofWay(String way, Map<String, Map<String, Counts>> trials) {
    var table = new StringBuilder("| ").append(way).append(" |").append(FIGURES).append(RULE);
    trials.forEach((scenario, counted) -> {
      Counts it = counted.getOrDefault(way, new Counts());
      double oracle = counted.getOrDefault(Trial.ORACLE, new Counts()).work;
      table.append(row(scenario, it, ratio("%.3f", it.work, oracle)));
    });
    return table.toString();
  }

  /** All ways to route over all scenarios; of the shares of the oracle, the mean and the least. */
  static String ofAll(Map<String, Map<String, Counts>> trials) {
    var table = new StringBuilder("| all scenarios |").append(FIGURES).append(RULE);
    List<String> ways =
        trials.values().stream().flatMap(counted -> counted.keySet().stream()).distinct().toList();
    for (String way : ways) {
      Counts sum = new Counts();
      List<Double> shares = new ArrayList<>();
      for (Map<String, Counts> counted : trials.values()) {
        Counts it = counted.getOrDefault(way, new Counts());
        sum.add(it);
        shares.add(it.work / counted.getOrDefault(Trial.ORACLE, it).work);
      }
      double mean = shares.stream().mapToDouble(share -> share).average().orElse(0);
      double least = shares.stream().mapToDouble(share -> share).min().orElse(0);
      table.append(row(way, sum, String.format(Locale.ROOT, "%.3f, %.3f", mean, least)));
    }
    return table.toString();
  }

  private static String row(String name, Counts it, String share) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %s | %s | %s | %s | %s | %d | %s |%n",
        name,
        it.turnedAwayWithQuota,
        it.turnedAway,
        it.refusals,
        it.refusalsKnown,
        it.refusalsTold,
        ratio("%.2f", (double) it.refusals, (double) it.exhaustions),
        ratio("%.1f %%", 100 * it.lapsedUse, it.lapsedOffer),
        share,
        ratio("%.2f", (double) it.moves, (double) it.sessions),
        ratio("%.1f %%", 100.0 * it.sessionsMoved, (double) it.sessions),
        it.needlessMoves,
        it.resumes == 0
            ? "–"
            : String.format(
                Locale.ROOT,
                "%.0f to %.0f",
                it.resumeMillis / 1000.0 / it.resumes,
                it.worstResumeMillis / 1000.0));
  }

  private static String ratio(String format, double part, double whole) {
    return whole > 0 ? String.format(Locale.ROOT, format, part / whole) : "–";
  }
}
