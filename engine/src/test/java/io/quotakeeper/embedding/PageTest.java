package io.quotakeeper.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java code on the pages is code of this folder, which the build compiles and runs. */
class PageTest {

  private static final Path ROOT = root();
  private static final List<String> PAGES = List.of("README.md", "docs/embedding.md");
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- code (\\S+) (\\S+) -->\n)?```java\n(.*?)```", Pattern.DOTALL);

  /** A block of code on a page, and where it is said to come from. */
  record Block(String page, String file, String region, String code) {
    @Override
    public String toString() {
      return page + " " + region;
    }
  }

  static Stream<Block> blocks() {
    return PAGES.stream()
        .flatMap(
            page -> BLOCK.matcher(text(ROOT.resolve(page))).results().map(m -> block(page, m)));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyBlock_isCodeThatIsCompiled(Block block) {
    assertThat(block.region).as("a line <!-- code FILE REGION --> before the block").isNotEmpty();
    assertThat(block.code).isEqualTo(region(block.file, block.region));
  }

  @Test
  void thePages_haveBlocks() {
    assertThat(blocks().map(Block::page).distinct()).containsExactlyElementsOf(PAGES);
  }

  private static Block block(String page, MatchResult match) {
    String file = match.group(1) == null ? "" : match.group(1);
    String region = match.group(2) == null ? "" : match.group(2);
    return new Block(page, file, region, match.group(3));
  }

  private static String region(String file, String name) {
    String source =
        text(ROOT.resolve("engine/src/test/java/io/quotakeeper/embedding").resolve(file));
    String start = "// [" + name + "]\n";
    int from = source.indexOf(start);
    int to = source.indexOf("// [/" + name + "]");
    assertThat(from).as("region %s of %s", name, file).isNotNegative().isLessThan(to);
    // Javadoc's and the editor's indentation is not the page's.
    return source.substring(from + start.length(), to).stripIndent().strip() + "\n";
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }

  private static Path root() {
    String given = System.getenv("QUOTAKEEPER_ROOT");
    return given == null ? Path.of("..") : Path.of(given);
  }
}
