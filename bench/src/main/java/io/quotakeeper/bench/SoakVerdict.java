package io.quotakeeper.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to be said of a soak.
 *
 * @param samples all of them, in order
 * @param lost accounts that were not polled once all was well again
 * @param warnings the lines that tell of levels, in order
 */
record SoakVerdict(List<SoakSample> samples, List<String> lost, List<String> warnings) {

  private static final Pattern WARNING =
      Pattern.compile("(Low|Exhausted|Recovered) quota account=(\\S+) scope=(\\S+) window=(\\S+)");

  /** Prints it, and says whether it is good. */
  boolean print() {
    // All of them are printed, whatever the first ones say.
    List<Boolean> figures =
        List.of(
            judge("live heap, MiB", SoakSample::heapMiB, 0.5, 1.03),
            judge("resident memory, MiB", s -> s.process().residentMiB(), 4, 1.03),
            judge("threads", s -> s.process().threads(), 2, 1.0),
            judge("open files", s -> s.process().files(), 8, 1.1),
            judge("windows in /metrics", SoakSample::windows, 1, 1.03),
            judge("accounts in /metrics", SoakSample::accounts, 0.5, 1.0));
    List<String> repeated = repeated();
    System.out.printf("lost accounts: %s%n", lost.isEmpty() ? "none" : lost);
    System.out.printf(
        "warnings: %d lines, said twice in a row: %s%n",
        warnings.size(), repeated.isEmpty() ? "none" : repeated);
    boolean good =
        !figures.contains(false) && lost.isEmpty() && repeated.isEmpty() && !warnings.isEmpty();
    System.out.println(good ? "VERDICT: good" : "VERDICT: BAD");
    return good;
  }

  /** Compares the middle of the second third with that of the last. */
  private boolean judge(
      String what, ToDoubleFunction<SoakSample> figure, double slack, double growth) {
    double second = median(samples.size() / 3, 2 * samples.size() / 3, figure);
    double last = median(2 * samples.size() / 3, samples.size(), figure);
    boolean good = last <= second * growth + slack;
    System.out.printf(
        Locale.ROOT,
        "%-22s second third %8.2f, last third %8.2f: %s%n",
        what,
        second,
        last,
        good ? "no growth" : "GREW");
    return good;
  }

  private double median(int from, int to, ToDoubleFunction<SoakSample> figure) {
    double[] values = samples.subList(from, to).stream().mapToDouble(figure).sorted().toArray();
    return values.length == 0 ? Double.NaN : values[values.length / 2];
  }

  /** A level that was said of a window while it was the last that had been said of it. */
  private List<String> repeated() {
    Map<String, String> last = new HashMap<>();
    List<String> repeated = new ArrayList<>();
    for (String line : warnings) {
      Matcher warning = WARNING.matcher(line);
      if (warning.find()) {
        String window = warning.group(2) + "/" + warning.group(3) + "/" + warning.group(4);
        String said = warning.group(1);
        if (said.equals(last.put(window, said))) {
          repeated.add(line);
        }
      }
    }
    return repeated;
  }
}
