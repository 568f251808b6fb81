package io.quotakeeper.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How some files looked at a moment: two looks are equal as long as their contents are. Links are
 * followed, so that a swapped one is seen; what is no regular file counts as absent. Immutable.
 *
 * <p>A file that looks untouched is not read again, unless it was written so shortly before the
 * last look that it may have been written once more within one tick of its clock.
 */
final class FileMarks {

  private static final Duration TICK = Duration.ofSeconds(2);
  private static final Mark ABSENT = new Mark("", FileTime.fromMillis(0), -1, Instant.EPOCH, "");

  private final Map<Path, Mark> marks;

  private FileMarks(Map<Path, Mark> marks) {
    this.marks = marks;
  }

  private record Mark(String file, FileTime modified, long size, Instant seen, String content) {

    boolean isTrusted(BasicFileAttributes now) {
      return size == now.size()
          && modified.equals(now.lastModifiedTime())
          && file.equals(String.valueOf(now.fileKey()))
          && modified.toInstant().isBefore(seen.minus(TICK));
    }
  }

  /** Nothing was looked at yet. */
  static FileMarks none() {
    return new FileMarks(Map.of());
  }

  /** These files as they look now; this is the look before. */
  FileMarks next(Set<Path> files, Instant now) {
    return new FileMarks(
        files.stream()
            .collect(Collectors.toUnmodifiableMap(file -> file, file -> look(file, now))));
  }

  /** These, but each file that is in the other, too, as it looked then. */
  FileMarks as(FileMarks other) {
    return new FileMarks(
        marks.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    entry -> other.marks.getOrDefault(entry.getKey(), entry.getValue()))));
  }

  private Mark look(Path file, Instant now) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        // To look at a pipe is to take what is in it.
        return ABSENT;
      }
      Mark before = marks.getOrDefault(file, ABSENT);
      return new Mark(
          String.valueOf(attributes.fileKey()),
          attributes.lastModifiedTime(),
          attributes.size(),
          now,
          before.isTrusted(attributes) ? before.content : hash(file));
    } catch (IOException _) {
      return ABSENT;
    }
  }

  private static String hash(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileMarks that && contents().equals(that.contents());
  }

  @Override
  public int hashCode() {
    return contents().hashCode();
  }

  private Map<Path, String> contents() {
    return marks.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().content));
  }
}
