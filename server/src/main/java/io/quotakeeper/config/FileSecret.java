package io.quotakeeper.config;

import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.SecretUnavailableException;
import io.quotakeeper.quota.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A credential in a file that its owner alone may open. It is read and checked anew each time, so
 * that a rotated credential is taken up. Symbolic links are refused, since who may change the link
 * may choose the secret. Two of one place are equal if the same credential was there when each was
 * loaded, so that a reload can tell what changed.
 *
 * @param file where it is
 * @param delivered whether systemd put it there for this service; its folder is closed to others,
 *     but the access list of the file shows as a mode that lets the group read
 * @param content what of it is the credential
 * @param loaded what was there at the load, if that was looked at
 */
record FileSecret(Path file, boolean delivered, FileContent content, Optional<Secret> loaded)
    implements SecretSource {

  private static final int MOST_BYTES = 64 << 10;
  private static final Set<PosixFilePermission> OWNERS =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /**
   * The secret in a file.
   *
   * @param content what of it is the secret
   * @param environment where systemd names the folder of the credentials that it delivered
   */
  static FileSecret at(Path file, FileContent content, Map<String, String> environment) {
    String folder = environment.getOrDefault("CREDENTIALS_DIRECTORY", "");
    boolean delivered =
        !folder.isEmpty() && Path.of(folder).equals(file.toAbsolutePath().getParent());
    return new FileSecret(file, delivered, content, Optional.empty());
  }

  /** The same place, where that credential was at the load. */
  FileSecret loaded(Secret secret) {
    return new FileSecret(file, delivered, content, Optional.of(secret));
  }

  @Override
  public Secret read() {
    try {
      checkKind();
      checkMode();
      return content.secret(toString(), text());
    } catch (NoSuchFileException e) {
      throw unavailable("does not exist", e);
    } catch (AccessDeniedException e) {
      throw unavailable("may not be read by this user", e);
    } catch (IOException e) {
      throw unavailable("cannot be read", e);
    }
  }

  private void checkKind() throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      throw new SecretUnavailableException(this + " is a symbolic link; name the file itself");
    }
    if (!attributes.isRegularFile()) {
      throw new SecretUnavailableException(this + " is not a regular file");
    }
  }

  private void checkMode() throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view != null && !allowed().containsAll(view.readAttributes().permissions())) {
      throw new SecretUnavailableException(
          this + " is open to other users; give it mode 0600 (chmod 600)");
    }
  }

  private Set<PosixFilePermission> allowed() {
    Set<PosixFilePermission> allowed = EnumSet.copyOf(OWNERS);
    if (delivered) {
      allowed.add(PosixFilePermission.GROUP_READ);
    }
    return allowed;
  }

  private String text() throws IOException {
    var options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (InputStream in = Channels.newInputStream(Files.newByteChannel(file, options))) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new SecretUnavailableException(this + " is larger than 64 KiB");
      }
      return new String(bytes, StandardCharsets.UTF_8).replaceFirst("[\\r\\n]+$", "");
    }
  }

  private SecretUnavailableException unavailable(String why, IOException cause) {
    var exception = new SecretUnavailableException(this + " " + why);
    exception.initCause(cause);
    return exception;
  }

  @Override
  public String remedy() {
    return content.remedy();
  }

  /** The place, for people. */
  @Override
  public String toString() {
    return Spelling.mayShow(file.toString())
        ? "secret file " + file
        : "the secret file that the configuration names";
  }
}
