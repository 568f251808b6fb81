package io.quotakeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileMarksTest {

  private static final Instant WRITTEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant SOON = WRITTEN.plusMillis(500);
  private static final Instant LATER = WRITTEN.plusSeconds(60);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = write(folder.resolve("a.yaml"), "one");
  }

  @Test
  void touchedOrRewrittenWithTheSameText_looksTheSame() throws IOException {
    FileMarks before = look(FileMarks.none(), LATER);
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN.plusSeconds(30)));
    assertThat(look(before, LATER)).isEqualTo(before).hasSameHashCodeAs(before);

    Files.move(write(folder.resolve("draft"), "one"), file, StandardCopyOption.ATOMIC_MOVE);
    assertThat(look(before, LATER)).isEqualTo(before);
  }

  @Test
  @Timeout(10)
  void pipe_looksAbsentAndIsNotReadDry() throws Exception {
    FileMarks absent = lookForPipe();
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(lookForPipe()).isEqualTo(absent);
  }

  @Test
  void renamedOver_looksOther() throws IOException {
    FileMarks before = look(FileMarks.none(), LATER);

    Files.move(write(folder.resolve("draft"), "two"), file, StandardCopyOption.ATOMIC_MOVE);

    assertThat(look(before, LATER)).as("size and time are the same").isNotEqualTo(before);
  }

  @Test
  void linkThatIsSwapped_looksOther() throws IOException {
    Path first = Files.createDirectory(folder.resolve("v1"));
    Path second = Files.createDirectory(folder.resolve("v2"));
    write(first.resolve("q.yaml"), "one");
    write(second.resolve("q.yaml"), "two");
    Path data = Files.createSymbolicLink(folder.resolve("..data"), first);
    file = Files.createSymbolicLink(folder.resolve("q.yaml"), Path.of("..data", "q.yaml"));
    FileMarks before = look(FileMarks.none(), LATER);

    Path next = Files.createSymbolicLink(folder.resolve("..next"), second);
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);

    assertThat(look(before, LATER)).isNotEqualTo(before);
  }

  @Test
  void writtenTwiceWithinOneTick_looksOtherThoughTimeAndSizeAreTheSame() throws IOException {
    FileMarks before = look(FileMarks.none(), SOON);

    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN));

    assertThat(look(before, SOON)).isNotEqualTo(before);
  }

  @Test
  void goneAndBack_isSeenBothTimes() throws IOException {
    FileMarks before = look(FileMarks.none(), LATER);
    Files.delete(file);
    FileMarks gone = look(before, LATER);
    write(file, "one");

    assertThat(gone).isNotEqualTo(before);
    assertThat(look(gone, LATER)).isEqualTo(before);
  }

  @Test
  void as_otherLookAtTheSameFile_takesItAndKeepsWhatOnlyThisHas() throws IOException {
    FileMarks before = look(FileMarks.none(), LATER);
    write(file, "two");
    Path secret = write(folder.resolve("s.token"), "s");
    FileMarks now = FileMarks.none().next(Set.of(file, secret), LATER);

    assertThat(now.as(before)).isNotEqualTo(now);
    assertThat(now.as(now)).isEqualTo(now);
    assertThat(now.as(FileMarks.none())).isEqualTo(now);
  }

  private FileMarks look(FileMarks before, Instant now) {
    return before.next(Set.of(file), now);
  }

  private FileMarks lookForPipe() {
    return FileMarks.none().next(Set.of(folder.resolve("pipe")), LATER);
  }

  private static Path write(Path path, String text) throws IOException {
    Files.writeString(path, text);
    return Files.setLastModifiedTime(path, FileTime.from(WRITTEN));
  }
}
