package io.quotakeeper.app;

import io.quotakeeper.quota.Secret;
import io.quotakeeper.secrets.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The credential that a server makes for its owner at its first start: a file with mode 0600 in the
 * data folder.
 */
final class AdminTokenFile {

  private static final String FILE = "admin-token";
  private static final String PREFIX = "qk_admin_";
  private static final int BYTES = 32;

  private AdminTokenFile() {}

  /** Its place in a data folder. */
  static Path in(Path data) {
    return data.resolve(FILE);
  }

  /**
   * The token in that file, made if there is none.
   *
   * @throws StartException if the file is a link, can be read by others, or cannot be read or
   *     written
   */
  static Secret readOrMake(Path file, SecureRandom random) {
    return carefully(
        file,
        () -> Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? read(file) : made(file, random));
  }

  /**
   * Keeps the token that the operator set where the commands of this user find it.
   *
   * @return the file
   * @throws StartException if it cannot be written
   */
  static Path keep(Path file, Secret token) {
    return carefully(file, () -> write(file, token));
  }

  private interface FileWork<T> {
    T run() throws IOException;
  }

  private static <T> T carefully(Path file, FileWork<T> work) {
    try {
      return work.run();
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException(
          "admin token " + file + " cannot be read or written; remove it to have a new one made");
    }
  }

  private static Secret read(Path file) throws IOException {
    if (!PrivateFile.isPlain(file) || !PrivateFile.isOursAlone(file)) {
      throw new StartException(
          "admin token "
              + file
              + " must be a plain file with mode 0600; others may have read it: remove it to have a new one made");
    }
    return Secret.of(Files.readString(file).strip());
  }

  private static Secret made(Path file, SecureRandom random) throws IOException {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    Secret token =
        Secret.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    write(file, token);
    return token;
  }

  private static Path write(Path file, Secret token) throws IOException {
    PrivateFile.write(file, token.reveal() + "\n");
    return file;
  }
}
