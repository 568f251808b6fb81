package io.quotakeeper.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at Java, memory, the clock and the terminal. */
final class MachineCheck {

  private static final long LITTLE_MEMORY = 256L << 20;

  /** Before this program was written: a clock that was never set. */
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  private MachineCheck() {}

  static List<Finding> of(CliContext context) {
    List<Finding> findings = new ArrayList<>();
    findings.add(memory(total()));
    findings.add(clock(context.time().now()));
    findings.add(terminal(context));
    return findings;
  }

  /**
   * What is to be said of Java and memory.
   *
   * @param bytes what this machine, or the container, has; 0 if that is not known
   */
  static Finding memory(long bytes) {
    String java = "Java " + Runtime.version();
    if (bytes == 0) {
      return Finding.ok("java", java + "; how much memory there is cannot be told.");
    }
    String message = java + " with " + (bytes >> 20) + " MiB of memory.";
    return bytes < LITTLE_MEMORY
        ? Finding.note(
            "java", message, "A server needs some 200 MiB; give the machine or container more.")
        : Finding.ok("java", message);
  }

  private static long total() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  static Finding clock(Instant now) {
    return now.isBefore(LONG_AGO)
        ? Finding.problem(
            "clock",
            "The clock of this machine says " + Amounts.instant(now) + ", which is long past.",
            "Set it, best by NTP: with a wrong clock no certificate is valid and no reset true.")
        : Finding.ok("clock", "The clock says " + Amounts.instant(now) + ".");
  }

  private static Finding terminal(CliContext context) {
    String colours = context.variable("NO_COLOR").isEmpty() ? "" : " NO_COLOR is set: no colours.";
    String charset = context.terminal().out().charset().name();
    return context.terminal().isUnicode()
        ? Finding.ok("terminal", "Output is in " + charset + "." + colours)
        : Finding.note(
            "terminal",
            "Output is in " + charset + ", which has no bars and dots." + colours,
            "Set LANG to a UTF-8 locale, such as C.UTF-8.");
  }
}
