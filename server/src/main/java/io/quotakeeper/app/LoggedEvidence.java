package io.quotakeeper.app;

import io.quotakeeper.evidence.EvidenceLog;
import io.quotakeeper.metrics.EvidenceFigures;
import java.util.List;

/**
 * The evidence log as metrics show it.
 *
 * @param logs the one that there is; none where evidence is not kept
 */
record LoggedEvidence(List<EvidenceLog> logs) implements EvidenceFigures {

  @Override
  public long written() {
    return logs.stream().mapToLong(EvidenceLog::written).sum();
  }

  @Override
  public long dropped() {
    return logs.stream().mapToLong(EvidenceLog::dropped).sum();
  }
}
