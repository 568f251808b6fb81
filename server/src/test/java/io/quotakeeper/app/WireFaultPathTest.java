package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.testkit.Misbehaviour;
import io.quotakeeper.testkit.WireFault;
import io.quotakeeper.testkit.WireFault.Encoding;
import io.quotakeeper.testkit.WireFault.Framing;
import io.quotakeeper.testkit.WireFault.Grammar;
import io.quotakeeper.testkit.WireFault.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** From bytes that no good server sends to what a user sees. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class WireFaultPathTest {

  private static final String NOT_HTTP = "127.0.0.1: the answer is not proper HTTP";
  private static final long MOST_KEPT = 32L << 20;

  private Ordeal ordeal;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    ordeal = new Ordeal(folder);
  }

  @AfterAll
  void stop() {
    ordeal.close();
  }

  static Stream<Arguments> cuts() {
    return Arrays.stream(WireFault.Point.values())
        .flatMap(at -> Arrays.stream(WireFault.Ending.values()).map(by -> Arguments.of(at, by)));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void f13_f14_f15_connectionThatEndsTooSoon_keepsWhatIsKnownAndSaysSo(
      WireFault.Point at, WireFault.Ending by) throws Exception {
    ordeal.failsAndHeals(
        new WireFault.Cut(at, by),
        "network",
        "127.0.0.1: the connection broke off before the answer was complete");
  }

  static Stream<Misbehaviour> silences() {
    return Stream.of(
        Misbehaviour.hang(),
        Misbehaviour.slow(Duration.ofHours(1)),
        new WireFault.Drip(Part.HEADERS, Duration.ofMillis(100)),
        new WireFault.Drip(Part.BODY, Duration.ofMillis(100)));
  }

  @ParameterizedTest
  @MethodSource("silences")
  void f16_f37_answerThatDoesNotCome_endsWithTheDeadline(Misbehaviour silence) throws Exception {
    int dropped = ordeal.account().dropped().count();

    ordeal.failsAndHeals(silence, "timeout", "github did not answer rateLimit within 3.0 s");

    ordeal.account().dropped().reaches(dropped + 1).join();
  }

  @ParameterizedTest
  @EnumSource
  void f22_bodyWithoutEnd_isCutAtTheBound(Framing framing) throws Exception {
    ordeal.failsAndHeals(
        new WireFault.Bulk(Long.MAX_VALUE, framing),
        "too-large",
        "127.0.0.1: the answer is larger than 1048576 bytes");
  }

  @ParameterizedTest
  @EnumSource
  void f22_bodyOverTheBound_isRefused(Framing framing) throws Exception {
    ordeal.failsAndHeals(
        new WireFault.Bulk(100L << 20, framing),
        "too-large",
        "127.0.0.1: the answer is larger than 1048576 bytes");
  }

  static Stream<WireFault> floods() {
    return Stream.of(
        new WireFault.ManyHeaders(10_000, 10),
        new WireFault.ManyHeaders(1, 1 << 20),
        new WireFault.Interim(100, Long.MAX_VALUE),
        new WireFault.Interim(103, Long.MAX_VALUE),
        new WireFault.Interim(102, 1));
  }

  @ParameterizedTest
  @MethodSource("floods")
  void f18_f23_headThatNeverEnds_isRefused(WireFault flood) throws Exception {
    ordeal.failsAndHeals(flood, "protocol", NOT_HTTP);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SECOND_ANSWER", "HEADER"})
  void f19_r15_r23_answerThatIsNotHttp_isRefused(Grammar grammar) throws Exception {
    ordeal.failsAndHeals(new WireFault.Broken(grammar), "protocol", NOT_HTTP);
  }

  @Test
  void f20_encodingThatIsALie_isRefused() throws Exception {
    ordeal.failsAndHeals(
        new WireFault.Encoded(Encoding.GZIP_NOT), "protocol", "is said to be gzip, and is not");
    ordeal.failsAndHeals(
        new WireFault.Encoded(Encoding.GZIP_CUT), "protocol", "is said to be gzip, and is not");
    ordeal.failsAndHeals(
        new WireFault.Encoded(Encoding.UNKNOWN), "protocol", "in a way that was not asked for");
  }

  @Test
  void a66_f22_gzipBomb_isCutAtTheBound() throws Exception {
    ordeal.failsAndHeals(
        new WireFault.Encoded(Encoding.GZIP_BOMB), "too-large", "larger than 1048576 bytes");
  }

  static Stream<WireFault> rarities() {
    return Stream.of(
        new WireFault.Framed(Framing.LENGTH),
        new WireFault.Framed(Framing.CHUNKED),
        new WireFault.Framed(Framing.UNTIL_CLOSE),
        new WireFault.Encoded(Encoding.GZIP),
        new WireFault.Interim(103, 3),
        new WireFault.ManyHeaders(100, 100));
  }

  @ParameterizedTest
  @MethodSource("rarities")
  void answer_inARareButProperForm_isUnderstood(WireFault rarity) {
    ordeal.isUnderstood(rarity);
  }

  @Test
  void f22_memory_afterBodiesWithoutEnd_isWhatItWas() throws Exception {
    ordeal.knowsWhatIsLeft();
    long before = used();
    for (Framing framing : Framing.values()) {
      ordeal.failsAndHeals(new WireFault.Bulk(Long.MAX_VALUE, framing), "too-large", "larger");
    }

    assertThat(used() - before).isLessThan(MOST_KEPT);
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
