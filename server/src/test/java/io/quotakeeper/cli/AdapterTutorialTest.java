package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/adapters.md shows is what its files hold, and what the program prints. */
class AdapterTutorialTest {

  private static final Path DOCS =
      Path.of(Objects.requireNonNull(System.getenv("QUOTAKEEPER_ROOT"))).resolve("docs");
  private static final Path EXAMPLE = DOCS.resolve("examples/postcard");
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- ([^>]+) -->\\n```[a-z]*\\n(.*?\\n)```\\n", Pattern.DOTALL);

  @TempDir Path folder;

  private record Snippet(String mark, String text) {}

  private static List<Snippet> snippets() throws IOException {
    Matcher found = SNIPPET.matcher(Files.readString(DOCS.resolve("adapters.md")));
    List<Snippet> snippets = new ArrayList<>();
    while (found.find()) {
      snippets.add(new Snippet(found.group(1), found.group(2)));
    }
    return snippets;
  }

  private static List<Snippet> of(String mark) throws IOException {
    return snippets().stream().filter(snippet -> snippet.mark.startsWith(mark)).toList();
  }

  @Test
  void wholeFiles_inThePage_areTheFiles() throws IOException {
    List<Snippet> whole = of("file: ");

    assertThat(whole).hasSize(6);
    for (Snippet snippet : whole) {
      Path file = DOCS.resolve(snippet.mark.substring("file: ".length()));
      assertThat(Files.readString(file)).as(snippet.mark).isEqualTo(snippet.text);
    }
  }

  @Test
  void partsOfTheAdapter_inThePage_makeItWhole() throws IOException {
    List<String> parts = of("part of: ").stream().map(Snippet::text).toList();

    assertThat(parts).hasSize(4);
    assertThat(String.join("\n", parts))
        .isEqualTo(Files.readString(EXAMPLE.resolve("postcard.yaml")));
  }

  @Test
  void vectorsOfTheExample_pass_asThePageShows() throws IOException {
    copyExample();

    Run.Outcome outcome = test(folder.resolve("vectors"));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).isEqualTo(of("run: ").getFirst().text);
  }

  @Test
  void mistakeOfThePage_differs_asThePageShows() throws IOException {
    copyExample();
    Path adapter = folder.resolve("postcard.yaml");
    Files.writeString(adapter, Files.readString(adapter).replace("postcard-left", "postcard-rest"));

    Run.Outcome outcome = test(folder.resolve("vectors/pace.json"));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out().replace(folder + "/", "")).isEqualTo(of("run with ").getFirst().text);
  }

  @Test
  void configurationOfTheExample_isRight() throws IOException {
    copyExample();

    Run.Outcome outcome =
        new Run(folder)
            .with("POSTCARD_KEY", "invented-4711")
            .of("config", "check", folder.resolve("quotakeeper.yaml").toString());

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
  }

  private Run.Outcome test(Path vectors) {
    return new Run(folder)
        .of("provider", "test", folder.resolve("postcard.yaml").toString(), vectors.toString());
  }

  private void copyExample() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(EXAMPLE.relativize(file));
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.copy(file, copy);
      }
    }
  }
}
