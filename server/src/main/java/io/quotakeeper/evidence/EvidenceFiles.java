package io.quotakeeper.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code evidence.jsonl}, and behind it {@code evidence.1.jsonl} and so on, the higher the older.
 * Only this user may read them. Whole lines alone: what a crash or a full disk left of a line is
 * taken away before the next is written. Not thread-safe; blocks for the disk.
 */
final class EvidenceFiles implements AutoCloseable {

  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");
  private static final Set<OpenOption> OPTIONS =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
  private static final Pattern ROTATED = Pattern.compile("evidence\\.([0-9]{1,6})\\.jsonl");
  private static final int STEP = 64 * 1024;

  private final Path folder;
  private final EvidenceBounds bounds;
  private @Nullable FileChannel channel;
  private long size;

  EvidenceFiles(Path folder, EvidenceBounds bounds) {
    this.folder = folder;
    this.bounds = bounds;
  }

  /** The file that is written. */
  Path current() {
    return folder.resolve("evidence.jsonl");
  }

  /**
   * Writes a line, in a new file where it would make this one too large.
   *
   * @throws IOException if that cannot be done now; the next call tries anew
   */
  void append(byte[] line) throws IOException {
    boolean done = false;
    try {
      FileChannel file = opened();
      if (size > 0 && size + line.length > bounds.fileBytes()) {
        file = rotated();
      }
      var rest = ByteBuffer.wrap(line);
      long position = size;
      while (rest.hasRemaining()) {
        position += file.write(rest, position);
      }
      size = position;
      done = true;
    } finally {
      if (!done) {
        giveUp();
      }
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  /** Takes half a line away again, if the disk lets us; opening looks for one in any case. */
  private void giveUp() {
    FileChannel open = channel;
    try {
      if (open != null) {
        open.truncate(size);
      }
      close();
    } catch (IOException _) {
      channel = null;
    }
  }

  private FileChannel opened() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      removeBeyond();
      open = open();
    }
    return open;
  }

  private FileChannel open() throws IOException {
    FileChannel opening =
        FileChannel.open(current(), OPTIONS, PosixFilePermissions.asFileAttribute(MODE));
    channel = opening;
    size = 0;
    if (!Files.getPosixFilePermissions(current(), LinkOption.NOFOLLOW_LINKS).equals(MODE)) {
      Files.setPosixFilePermissions(current(), MODE);
    }
    size = wholeLines(opening);
    opening.truncate(size);
    return opening;
  }

  /** Where the last whole line ends. */
  private static long wholeLines(FileChannel file) throws IOException {
    long end = file.size();
    while (end > 0) {
      long start = Math.max(0, end - STEP);
      var part = ByteBuffer.allocate((int) (end - start));
      while (part.hasRemaining() && file.read(part, start + part.position()) >= 0) {
        // Until the part is whole.
      }
      for (int at = part.position() - 1; at >= 0; at--) {
        if (part.get(at) == '\n') {
          return start + at + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  private FileChannel rotated() throws IOException {
    close();
    if (bounds.files() == 1) {
      Files.deleteIfExists(current());
    } else {
      for (int number = bounds.files() - 1; number > 1; number--) {
        move(rotated(number - 1), rotated(number));
      }
      move(current(), rotated(1));
    }
    return open();
  }

  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Path rotated(int number) {
    return folder.resolve("evidence." + number + ".jsonl");
  }

  /** Files that an earlier, larger bound let stand. */
  private void removeBeyond() throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.toList();
    }
    for (Path file : files) {
      Matcher name = ROTATED.matcher(file.getFileName().toString());
      if (name.matches() && Integer.parseInt(name.group(1)) >= bounds.files()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
