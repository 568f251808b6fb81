package io.quotakeeper.bench;

import java.time.Duration;
import java.util.Locale;

/**
 * What a server holds at one time.
 *
 * @param at since the start
 * @param process what the kernel says
 * @param heapMiB what a full collection leaves
 * @param accounts how many it tells of in its metrics
 * @param windows how many it tells of
 * @param syncs how many it has made, of every outcome
 * @param connections how many it has open to the upstream
 */
record SoakSample(
    Duration at,
    ProcessFigures process,
    double heapMiB,
    int accounts,
    int windows,
    long syncs,
    int connections) {

  static final String HEAD =
      "seconds  resident MiB  heap MiB  threads  files  accounts  windows   syncs  connections";

  String line() {
    return String.format(
        Locale.ROOT,
        "%7d %13.1f %9.2f %8d %6d %9d %8d %7d %12d",
        at.toSeconds(),
        process.residentMiB(),
        heapMiB,
        process.threads(),
        process.files(),
        accounts,
        windows,
        syncs,
        connections);
  }
}
