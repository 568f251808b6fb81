package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotakeeper.cli.Table.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private final Table table =
      new Table(List.of(new Column("NAME", 4), Column.whole("N"), new Column("WHY", 6)));

  @Test
  void lines_roomEnough_followTheContent() {
    table.add(List.of(Cell.of("a"), Cell.of("1"), Cell.of("because")));

    assertThat(table.lines(Look.plain(true))).containsExactly("NAME  N  WHY", "a     1  because");
  }

  @Test
  void lines_tooWide_cutTheWidestColumnFirst() {
    table.add(List.of(Cell.of("abcdefgh"), Cell.of("12345"), Cell.of("a rather long reason")));

    assertThat(table.lines(new Look(false, false, true, 30)))
        .containsExactly("NAME      N      WHY", "abcdefgh  12345  a rather lon…");
    assertThat(table.lines(new Look(false, false, false, 20)))
        .containsExactly("NAME   N      WHY", "abc..  12345  a ra..");
  }

  @Test
  void lines_hopelesslyNarrow_keepWhatMayNotBeCut() {
    table.add(List.of(Cell.of("abcdefgh"), Cell.of("12345"), Cell.of("a rather long reason")));

    assertThat(table.lines(new Look(false, false, true, 5)).getLast())
        .isEqualTo("abc…  12345  a rat…");
  }

  @Test
  void lines_coloured_padOutsideOfTheColour() {
    table.add(List.of(new Cell("a", Style.BAD), Cell.of("1"), Cell.NONE));

    assertThat(table.lines(new Look(true, true, true, 80)).getLast())
        .isEqualTo("\033[31ma\033[0m     1  \033[2m-\033[0m");
  }

  @Test
  void add_wrongNumberOfCells_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> table.add(List.of(Cell.NONE)));
  }
}
