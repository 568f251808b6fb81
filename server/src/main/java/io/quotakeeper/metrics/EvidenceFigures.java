package io.quotakeeper.metrics;

/** How the evidence log is doing. Asked at each scrape; must not block. */
public interface EvidenceFigures {

  /** Pieces of evidence in its files, since the start. */
  long written();

  /** Pieces of evidence that it could not take or write, since the start. */
  long dropped();
}
