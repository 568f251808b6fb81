package io.quotakeeper.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The file of the master key, a {@link PrivateFile}. */
final class MasterKeyFile {

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
      if (!PrivateFile.isPlain(file)) {
        throw new KeyException("The master key " + file + " is not there, or is not a plain file.");
      }
      if (!PrivateFile.isOursAlone(file)) {
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
    if (exists()) {
      throw new KeyException("The master key " + file + " is there already.");
    }
    try {
      PrivateFile.write(file, text);
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
