package io.quotakeeper.secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file of the master key: a plain file with mode 0600, whatever the umask is. It is written
 * beside its place, forced to disk and moved there, so that no half key is ever found.
 */
final class MasterKeyFile {

  private static final Set<PosixFilePermission> OURS_ALONE =
      PosixFilePermissions.fromString("rw-------");
  private static final int MOST_BYTES = 64 << 10;

  private final Path file;

  MasterKeyFile(Path file) {
    this.file = file;
  }

  boolean exists() {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Its text.
   *
   * @throws KeyException if it is missing, a link, open to others, or cannot be read
   */
  String read() {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new KeyException("The master key " + file + " is not there, or is not a plain file.");
      }
      if (!OURS_ALONE.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
        throw new KeyException(
            "The master key "
                + file
                + " is open to other users: give it mode 0600 (chmod 600), and log in anew where it may have been read.");
      }
      try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw unusable("read", e);
    }
  }

  /**
   * Makes it. One that is there already is never replaced.
   *
   * @throws KeyException if it cannot be made
   */
  void make(String text) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Path draft =
          Files.createTempFile(
              folder, ".master", "", PosixFilePermissions.asFileAttribute(OURS_ALONE));
      try {
        Files.setPosixFilePermissions(draft, OURS_ALONE);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
          var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        if (exists()) {
          throw new KeyException("The master key " + file + " is there already.");
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw unusable("made", e);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private KeyException unusable(String how, IOException trouble) {
    var exception =
        new KeyException(
            "The master key %s cannot be %s (%s): it must be a plain file of this user, with mode 0600, on a disk that can be written."
                .formatted(file, how, trouble.getClass().getSimpleName()));
    exception.initCause(trouble);
    return exception;
  }
}
