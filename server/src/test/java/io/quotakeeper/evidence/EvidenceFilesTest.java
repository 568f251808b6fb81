package io.quotakeeper.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFilesTest {

  @TempDir Path folder;

  @Test
  void append_fillsFilesAndKeepsTheNewest() throws IOException {
    try (var files = files(20, 3)) {
      for (int i = 0; i < 10; i++) {
        files.append(line("line-%d--".formatted(i)));
      }
    }

    assertThat(names()).containsExactly("evidence.1.jsonl", "evidence.2.jsonl", "evidence.jsonl");
    assertThat(lines("evidence.jsonl")).containsExactly("line-8--", "line-9--");
    assertThat(lines("evidence.1.jsonl")).containsExactly("line-6--", "line-7--");
    assertThat(lines("evidence.2.jsonl")).containsExactly("line-4--", "line-5--");
  }

  @Test
  void append_oneFileAlone_beginsItAnew() throws IOException {
    try (var files = files(12, 1)) {
      files.append(line("first--"));
      files.append(line("second-"));
    }

    assertThat(names()).containsExactly("evidence.jsonl");
    assertThat(lines("evidence.jsonl")).containsExactly("second-");
  }

  @Test
  void append_afterARestart_goesOnBehindWhatIsThere() throws IOException {
    try (var files = files(100, 2)) {
      files.append(line("before"));
    }
    try (var files = files(100, 2)) {
      files.append(line("after"));
    }

    assertThat(lines("evidence.jsonl")).containsExactly("before", "after");
  }

  @Test
  void append_behindATornLine_takesItAway() throws IOException {
    String torn = "t".repeat(200_000);
    Files.writeString(folder.resolve("evidence.jsonl"), "whole\n" + torn);

    try (var files = files(1_000_000, 2)) {
      files.append(line("after"));
    }

    assertThat(lines("evidence.jsonl")).containsExactly("whole", "after");
  }

  @Test
  void append_behindATornLineAlone_beginsTheFile() throws IOException {
    Files.writeString(folder.resolve("evidence.jsonl"), "torn");

    try (var files = files(100, 2)) {
      files.append(line("after"));
    }

    assertThat(lines("evidence.jsonl")).containsExactly("after");
  }

  @Test
  void append_filesAreForThisUserAlone() throws IOException {
    Path open = Files.writeString(folder.resolve("evidence.jsonl"), "");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

    try (var files = files(12, 2)) {
      files.append(line("first--"));
      files.append(line("second-"));
    }

    for (String name : names()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void append_smallerBoundThanBefore_removesWhatIsBeyond() throws IOException {
    for (int i = 1; i < 6; i++) {
      Files.writeString(folder.resolve("evidence." + i + ".jsonl"), "old\n");
    }
    Files.writeString(folder.resolve("evidence.old.jsonl"), "not ours");

    try (var files = files(100, 2)) {
      files.append(line("new"));
    }

    assertThat(names()).containsExactly("evidence.1.jsonl", "evidence.jsonl", "evidence.old.jsonl");
  }

  @Test
  void append_whereASymbolicLinkStands_refuses() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "kept\n");
    Files.createSymbolicLink(folder.resolve("evidence.jsonl"), elsewhere);

    try (var files = files(100, 2)) {
      assertThatThrownBy(() -> files.append(line("x"))).isInstanceOf(IOException.class);
    }

    assertThat(lines("elsewhere")).containsExactly("kept");
  }

  private EvidenceFiles files(long bytes, int count) {
    return new EvidenceFiles(folder, new EvidenceBounds(bytes, count));
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
