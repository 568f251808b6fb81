package io.quotakeeper.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What reading one text may take, whatever it is: {@value #MOST_BYTES} bytes, and a time. */
public final class Bounds {

  /** Bytes that the reading thread may allocate: more than it ever holds at once. */
  public static final long MOST_BYTES = 64L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Bounds() {}

  /** Reading took too much. */
  static final class Exceeded extends AssertionError {

    private static final long serialVersionUID = 1L;

    Exceeded(String message) {
      super(message);
    }
  }

  /**
   * Reads, and fails if that takes too much.
   *
   * @param most of the processor's time, since other programs run beside
   */
  public static void check(Parser parser, String text, Duration most) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    checkTime(parser, text, most);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    if (allocated > MOST_BYTES) {
      throw new Exceeded(
          "%s allocated %,d bytes for %,d characters"
              .formatted(parser.name(), allocated, text.length()));
    }
  }

  /**
   * Reads, and fails if that takes too long.
   *
   * @param most of the processor's time, since other programs run beside
   */
  public static void checkTime(Parser parser, String text, Duration most) {
    long nanos = THREADS.getCurrentThreadCpuTime();
    parser.read(text);
    Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - nanos);
    if (took.compareTo(most) > 0) {
      throw new Exceeded(
          "%s took %s for %,d characters".formatted(parser.name(), took, text.length()));
    }
  }
}
