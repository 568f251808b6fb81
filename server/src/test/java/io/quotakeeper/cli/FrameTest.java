package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameTest {

  private static final List<String> HEADING = List.of("HEAD");
  private static final List<String> FOOTER = List.of("", "foot");

  private static List<List<String>> blocks(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> List.of("row " + i)).toList();
  }

  @Test
  void fit_roomForAll_showsAll() {
    assertThat(new Frame(80, 6, "…").fit(HEADING, blocks(3), FOOTER))
        .containsExactly("HEAD", "row 1", "row 2", "row 3", "", "foot");
  }

  @Test
  void fit_tooLittleRoom_saysHowManyMoreThereAre() {
    assertThat(new Frame(80, 6, "…").fit(HEADING, blocks(4), FOOTER))
        .containsExactly("HEAD", "row 1", "row 2", "… 2 more", "", "foot");
    assertThat(new Frame(80, 6, "..").fit(HEADING, blocks(400), FOOTER)).contains(".. 398 more");
  }

  @Test
  void fit_rowWithALineBelow_staysWhole() {
    List<List<String>> blocks = List.of(List.of("a", "  why"), List.of("b", "  why"), List.of("c"));

    assertThat(new Frame(80, 7, "…").fit(HEADING, blocks, FOOTER))
        .containsExactly("HEAD", "a", "  why", "… 2 more", "", "foot");
  }

  @Test
  void fit_lineWiderThanTheTerminal_countsTheRowsThatItTakes() {
    List<List<String>> blocks = List.of(List.of("x".repeat(25)), List.of("y"), List.of("z"));

    assertThat(new Frame(10, 8, "…").fit(HEADING, blocks, FOOTER))
        .containsExactly("HEAD", "x".repeat(25), "y", "z", "", "foot")
        .hasSize(6);
    assertThat(new Frame(10, 7, "…").fit(HEADING, blocks, FOOTER))
        .containsExactly("HEAD", "x".repeat(25), "… 2 more", "", "foot");
  }

  @Test
  void fit_colour_takesNoRoom() {
    List<List<String>> blocks = List.of(List.of("\033[31m" + "x".repeat(10) + "\033[0m"));

    assertThat(new Frame(10, 4, "…").fit(HEADING, blocks, FOOTER))
        .hasSize(4)
        .doesNotContain("… 1 more");
  }

  @Test
  void fit_hardlyAnyRoom_stillCounts() {
    assertThat(new Frame(80, 1, "…").fit(HEADING, blocks(3), FOOTER))
        .containsExactly("HEAD", "… 3 more", "", "foot");
  }

  @Test
  void drawing_overwritesAndClearsWhatIsLeftOfTheOld() {
    assertThat(Frame.drawing(List.of("a", "b"))).isEqualTo("\033[Ha\033[K\r\nb\033[K\033[J");
  }
}
