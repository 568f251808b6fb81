package io.quotakeeper.engine;

import java.time.Duration;
import java.util.List;

/**
 * A sync of many accounts.
 *
 * @param reports one for each account, in the order of ids
 * @param took from the first call to the last answer
 */
public record SweepReport(List<SyncReport> reports, Duration took) {

  /** Copies the list. */
  public SweepReport {
    reports = List.copyOf(reports);
  }

  /** How many succeeded. */
  public long successes() {
    return reports.stream().filter(report -> report.outcome().isSuccess()).count();
  }

  /** How many failed. */
  public long errors() {
    return reports.stream().filter(report -> report.outcome().isError()).count();
  }
}
