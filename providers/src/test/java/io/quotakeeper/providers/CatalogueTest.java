package io.quotakeeper.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/providers.md is what the adapters say. */
class CatalogueTest {

  private static final int WIDTH = 120;

  static Stream<Adapter> shipped() {
    return Adapters.shipped().all().stream();
  }

  @Test
  void page_thatIsCommitted_isWhatTheAdaptersSay() throws IOException {
    Path root = Path.of(Objects.requireNonNull(System.getenv("QUOTAKEEPER_ROOT")));
    Path page = root.resolve("docs/providers.md");

    assertThat(Files.readAllLines(page))
        .as(
            "docs/providers.md is not what the adapters say; renew it, and never edit it by hand:"
                + " ./quotakeeper provider docs > /tmp/providers.md && mv /tmp/providers.md docs/")
        .isEqualTo(Catalogue.page(Adapters.shipped()));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shippedAdapter_namesItsPitfalls_inWholeSentences(Adapter adapter) {
    assertThat(adapter.pitfalls())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(sentence -> sentence.endsWith("."))
        .allMatch(sentence -> sentence.equals(sentence.strip()) && !sentence.contains("\n"));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyRefusalReadingAndHeader_ofAShippedAdapter_isOnThePage(Adapter adapter) {
    List<String> section = section(adapter.name());
    AdapterFile file = adapter.file();

    assertThat(section).contains(adapter.pitfalls().isEmpty() ? "" : "**Pitfalls**");
    assertThat(cells(section))
        .containsAll(file.refusals().stream().map(RefusalRule::name).toList())
        .containsAll(file.headers().stream().map(HeaderRule::name).toList())
        .containsAll(
            file.calls().values().stream()
                .flatMap(call -> call.readings().stream())
                .map(ReadingRule::name)
                .toList());
  }

  @Test
  void vendorPrivateAdapter_isSwitchedOnInItsExample() {
    assertThat(section("cloud-code"))
        .contains("  cloud-code: {enabled: true}", "    project: my-project");
    assertThat(section("openai")).noneMatch(line -> line.contains("enabled"));
  }

  @Test
  void calendarResets_paceAndLag_areSaidInWords() {
    assertThat(section("gemini")).anyMatch(line -> line.contains("| midnight Pacific |"));
    assertThat(section("tavily"))
        .anyMatch(line -> line.contains("| month start UTC |"))
        .anyMatch(line -> line.contains("| every 1 min at most |"));
    assertThat(section("openrouter")).anyMatch(line -> line.endsWith("| 1 min |"));
  }

  @Test
  void page_isAscii_soThatEveryTerminalWritesTheSameFile() {
    assertThat(String.join("\n", Catalogue.page(Adapters.shipped()))).isASCII();
  }

  @Test
  void page_linesOfText_areNoWiderThanPeopleRead() {
    assertThat(Catalogue.page(Adapters.shipped()))
        .filteredOn(line -> !line.startsWith("|"))
        .allMatch(line -> line.length() <= WIDTH);
  }

  @Test
  void ownAdapter_withoutPitfalls_hasAPageWithoutThem() {
    Adapter own =
        Adapter.parse(
            "own.yaml",
            """
            name: own
            summary: Own.
            access: documented
            sync: none
            """);

    List<String> page = Catalogue.page(Adapters.shipped().with(List.of(own)));

    assertThat(page).contains("## own", "| [own](#own) | documented | traffic | refusals alone |");
    assertThat(page.subList(page.indexOf("## own"), page.indexOf("## tavily")))
        .doesNotContain("**Pitfalls**");
  }

  private static List<String> section(String name) {
    List<String> page = Catalogue.page(Adapters.shipped());
    return page.stream()
        .skip(page.indexOf("## " + name) + 1L)
        .takeWhile(line -> !line.startsWith("## "))
        .toList();
  }

  /** The first cell of each row of the tables. */
  private static List<String> cells(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split(" \\| ", 2)[0].substring(2))
        .toList();
  }
}
