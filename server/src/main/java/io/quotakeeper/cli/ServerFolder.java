package io.quotakeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder where the running servers of one user leave their {@link ServerFile}, one for each
 * port: {@code $XDG_STATE_HOME/quotakeeper/servers}. Readable by that user alone. A server that was
 * killed leaves its file behind, so a file proves nothing by itself.
 */
public final class ServerFolder {

  private static final long LARGEST = 64 * 1024;

  private final Path path;

  /** The folder at that path; it need not exist yet. */
  public ServerFolder(Path path) {
    this.path = path;
  }

  /**
   * The user's folder.
   *
   * @param environment where {@code XDG_STATE_HOME} may stand; one that is not absolute does not
   *     count, as its specification says
   * @param home the user's home folder
   */
  public static ServerFolder of(Map<String, String> environment, Path home) {
    Path named = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
    Path state = named.isAbsolute() ? named : home.resolve(".local").resolve("state");
    return new ServerFolder(state.resolve("quotakeeper").resolve("servers"));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Leaves the file of a server, in place of an older one of the same port. Readers see the old one
   * or the new one, never a part.
   *
   * @throws IOException if the folder or the file cannot be written
   */
  public void write(int port, ServerFile server) throws IOException {
    Files.createDirectories(path, ownerOnly("rwx------"));
    Path draft = Files.createTempFile(path, "draft-", ".tmp", ownerOnly("rw-------"));
    try {
      writeThrough(draft, document(server));
      Files.move(draft, file(port), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Takes the file of a server away, unless another process has left its own there meanwhile.
   *
   * @throws IOException if it cannot be deleted
   */
  public void delete(int port, long pid) throws IOException {
    if (read(file(port)).filter(server -> server.pid() == pid).isPresent()) {
      Files.deleteIfExists(file(port));
    }
  }

  /**
   * All files that can be understood, by port. Whether their servers still run is not looked at.
   */
  public List<ServerFile> list() {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(path, "[0-9]*.json")) {
      found.forEach(files::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.sort(Comparator.comparingInt(ServerFolder::port));
    return files.stream().flatMap(file -> read(file).stream()).toList();
  }

  private static int port(Path file) {
    String digits = file.getFileName().toString().replace(".json", "");
    return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
  }

  private Path file(int port) {
    return path.resolve(port + ".json");
  }

  private static Optional<ServerFile> read(Path file) {
    try {
      String text = Files.size(file) > LARGEST ? "" : Files.readString(file);
      return Json.parse(text)
          .filter(node -> node.path("pid").isIntegralNumber())
          .map(ServerFolder::server);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ServerFile server(JsonNode node) {
    return new ServerFile(
        Json.text(node, "url"),
        node.path("pid").longValue(),
        Json.text(node, "tokenFile"),
        Json.flag(node, "demo"));
  }

  private static String document(ServerFile server) {
    return JsonNodeFactory.instance
            .objectNode()
            .put("url", server.url())
            .put("pid", server.pid())
            .put("tokenFile", server.tokenFile())
            .put("demo", server.demo())
        + "\n";
  }

  private static void writeThrough(Path file, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
