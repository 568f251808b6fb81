package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          60, 60                   | 60
          60,60,60                 | 60
          60, 61                   | 60, 61
          60,                      | 60,
          60, 60 60                | 60, 60 60
          Thu, 15 Jan, Thu, 15 Jan | Thu, 15 Jan
          ,                        | ,
          ,,                       | ,,
          """)
  void aValueThatCameOverAndOverCountsOnce(String text, String once) {
    assertThat(Repeated.once(text)).isEqualTo(once);
  }

  @Test
  void aTextOfNothingButCommasCostsNoCopyForEachOfThem() {
    String hostile = "é" + ",".repeat(Repeated.LONGEST - 1);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Repeated.once(hostile);

    long before = threads.getCurrentThreadAllocatedBytes();
    String once = Repeated.once(hostile);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(once).isEqualTo(hostile);
    assertThat(allocated).isLessThan(100_000);
  }
}
