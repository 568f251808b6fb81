package io.quotakeeper.store;

import io.quotakeeper.store.StoreException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folder of the data, claimed for this process and closed to other users whatever the umask is.
 */
final class DataFolder implements AutoCloseable {

  static final String DATABASE = "quotakeeper.db";
  static final String LOCK = "quotakeeper.lock";

  /** The database, and what SQLite keeps beside it. */
  private static final List<String> SUFFIXES = List.of("", "-wal", "-shm", "-journal");

  private static final Set<PosixFilePermission> FOLDER_MODE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE_MODE =
      PosixFilePermissions.fromString("rw-------");

  /**
   * Folders that this process has claimed. The system's lock belongs to the process as a whole:
   * opening and closing the lock file a second time would silently give it up.
   */
  private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private DataFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder where it is missing, locks it, and makes its database file.
   *
   * @throws StoreException if it cannot be used, or another process uses it
   */
  static DataFolder claim(Path path) {
    Path folder = made(path);
    closeToOthers(folder);
    if (!CLAIMED.add(folder)) {
      throw inUse(folder, "");
    }
    boolean claimed = false;
    try {
      var data = new DataFolder(folder, locked(folder));
      data.makeDatabase();
      claimed = true;
      return data;
    } catch (IOException e) {
      throw unwritable(folder, e);
    } finally {
      if (!claimed) {
        CLAIMED.remove(folder);
      }
    }
  }

  /**
   * Refuses what cannot be claimed, and changes nothing.
   *
   * @throws StoreException if it cannot
   */
  static void look(Path folder) throws IOException {
    boolean _ = mustBeClosed(folder);
    requirePlain(folder.resolve(LOCK));
    requirePlainDatabase(folder);
  }

  /** Whether this process has claimed that folder, given by its real path. */
  static boolean isClaimed(Path folder) {
    return CLAIMED.contains(folder);
  }

  Path database() {
    return folder.resolve(DATABASE);
  }

  /** Gives the folder up. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException _) {
      // The lock ends with the process at the latest; nothing can be done about it here.
    } finally {
      CLAIMED.remove(folder);
    }
  }

  private static Path made(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(FOLDER_MODE));
        // The umask may have taken away too much.
        Files.setPosixFilePermissions(path, FOLDER_MODE);
      }
      return path.toRealPath();
    } catch (IOException e) {
      String remedy =
          e instanceof FileAlreadyExistsException
              ? "a file is in the way; name a folder."
              : FileTrouble.words(e) + "; the folder above it must be writable for this user.";
      throw new StoreException(
          Reason.UNUSABLE_FOLDER, "Cannot make the data folder " + path + ": " + remedy, e);
    }
  }

  /** A folder of our own is closed; one that holds other things may be meant to be open. */
  private static void closeToOthers(Path folder) {
    try {
      if (mustBeClosed(folder)) {
        Files.setPosixFilePermissions(folder, FOLDER_MODE);
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /** Whether others may enter; refuses where they may and the folder is not ours. */
  private static boolean mustBeClosed(Path folder) throws IOException {
    if (FOLDER_MODE.containsAll(Files.getPosixFilePermissions(folder))) {
      return false;
    }
    if (!isOurs(folder)) {
      throw new StoreException(
          Reason.UNUSABLE_FOLDER,
          "The data folder %s is open to other users and holds other files. It needs mode 0700: chmod 700 %s, or name a folder of its own."
              .formatted(folder, folder));
    }
    return true;
  }

  private static boolean isOurs(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return Files.exists(folder.resolve(DATABASE), LinkOption.NOFOLLOW_LINKS)
          || entries.findAny().isEmpty();
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    requirePlain(file);
    Set<OpenOption> options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    FileChannel channel =
        FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(FILE_MODE));
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
      if (!locked) {
        throw inUse(folder, " (process " + Files.readString(file).strip() + ")");
      }
      closeFile(file);
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /**
   * The file is made before SQLite makes it with the umask's mode. SQLite gives the files beside it
   * the same mode.
   */
  private void makeDatabase() throws IOException {
    requirePlainDatabase(folder);
    if (Files.notExists(database(), LinkOption.NOFOLLOW_LINKS)) {
      Files.createFile(database(), PosixFilePermissions.asFileAttribute(FILE_MODE));
    }
    for (String suffix : SUFFIXES) {
      closeFile(folder.resolve(DATABASE + suffix));
    }
  }

  private static void closeFile(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).equals(FILE_MODE)) {
      Files.setPosixFilePermissions(file, FILE_MODE);
    }
  }

  private static void requirePlainDatabase(Path folder) {
    SUFFIXES.forEach(suffix -> requirePlain(folder.resolve(DATABASE + suffix)));
  }

  private static void requirePlain(Path file) {
    if (Files.isSymbolicLink(file)) {
      throw new StoreException(
          Reason.UNUSABLE_FOLDER,
          file + " is a symbolic link. Move the file itself into the data folder.");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new StoreException(
          Reason.UNUSABLE_FOLDER, file + " is not a plain file. Move it out of the way.");
    }
  }

  private static StoreException inUse(Path folder, String by) {
    return new StoreException(
        Reason.IN_USE,
        "The data folder %s is in use by another Quotakeeper%s. Stop that one, or choose another folder with --data."
            .formatted(folder, by));
  }

  private static StoreException unwritable(Path folder, IOException cause) {
    return new StoreException(
        Reason.UNUSABLE_FOLDER,
        "Cannot write in the data folder %s: %s. It must belong to this user, with mode 0700, on a disk that can be written."
            .formatted(folder, FileTrouble.words(cause)),
        cause);
  }
}
