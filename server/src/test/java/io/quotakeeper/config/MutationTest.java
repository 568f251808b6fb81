package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in the file: it loads, or the loader says what is wrong. */
class MutationTest {

  private static final int ROUNDS = 600;
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "-",
          "\n",
          "  ",
          "'",
          "\"",
          "#",
          "&a ",
          "*a ",
          "!!set ",
          "? ",
          "| ",
          "> ",
          "%",
          "@",
          "\t",
          "~",
          "null",
          "<<: *a",
          "-1",
          "0",
          "1e999",
          "5m",
          "10%",
          "\u0000",
          "\u2028",
          "\ud83d\ude00",
          "\uFEFF",
          "---\n",
          "...\n",
          "env",
          "file",
          "accounts",
          "server");

  @TempDir Path folder;

  @Test
  void load_mutatedFile_throwsNothingButConfigurationException() throws IOException {
    String example = Loading.example();
    Loading loading = new Loading(folder).with("OPENAI_API_KEY", "sk-invented-1");
    var random = new Random(20_261_124);
    int refused = 0;

    for (int round = 0; round < ROUNDS; round++) {
      String yaml = mutated(example, random);
      Path file = Files.writeString(folder.resolve("q.yaml"), yaml);
      try {
        Configuration built = loading.loader().load(file);
        assertThatCode(built::toString).doesNotThrowAnyException();
      } catch (ConfigurationException e) {
        refused++;
        assertThat(e.problems()).isNotEmpty().allMatch(problem -> problem.contains("; expected "));
      }
    }
    assertThat(refused).isGreaterThan(ROUNDS / 2);
  }

  private static String mutated(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(mutated.length());
      int end = Math.min(mutated.length(), at + random.nextInt(30));
      switch (random.nextInt(4)) {
        case 0 -> mutated.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> mutated.delete(at, end);
        case 2 -> mutated.insert(random.nextInt(mutated.length()), mutated.substring(at, end));
        default -> mutated.setCharAt(at, (char) random.nextInt(0xd800));
      }
    }
    return mutated.toString();
  }
}
