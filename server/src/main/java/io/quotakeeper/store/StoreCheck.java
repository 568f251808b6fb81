package io.quotakeeper.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Looks at a data folder without changing anything in it: makes no file, brings no schema up to
 * date, and leaves a running server alone. A server that starts in the very moment of the look may
 * find the folder claimed.
 *
 * @param state what is to be said of it
 * @param detail of one in use the process, if known; of a trouble what it is and what to do
 */
public record StoreCheck(State state, String detail) {

  /** What a folder is like. */
  public enum State {
    /** Nothing was ever kept there; a server can make what it needs. */
    NEW,
    /** A server can go on with what is there. */
    READY,
    /** A server keeps its data there now. */
    IN_USE,
    /** No server can use it. */
    UNUSABLE
  }

  /** Looks at a folder, which need not exist. */
  public static StoreCheck of(Path folder) {
    try {
      if (Files.notExists(folder)) {
        return missing(folder);
      }
      if (!Files.isDirectory(folder)) {
        return unusable(folder + " is not a folder. Name another with --data.");
      }
      return DataFolder.isClaimed(folder.toRealPath())
          ? new StoreCheck(State.IN_USE, "this process")
          : existing(folder.toRealPath());
    } catch (IOException e) {
      return unusable("Cannot look into %s: %s.".formatted(folder, FileTrouble.words(e)));
    } catch (StoreException e) {
      return unusable(String.valueOf(e.getMessage()));
    }
  }

  private static StoreCheck missing(Path folder) {
    Path above = folder.toAbsolutePath().normalize();
    while (above.getParent() != null && Files.notExists(above)) {
      above = above.getParent();
    }
    return Files.isDirectory(above) && Files.isWritable(above)
        ? new StoreCheck(State.NEW, "")
        : unusable(
            "The data folder %s cannot be made: %s may not be written by this user."
                .formatted(folder, above));
  }

  private static StoreCheck existing(Path folder) throws IOException {
    if (!Files.isWritable(folder)) {
      return unusable(
          "The data folder %s may not be written by this user. It needs mode 0700 and must belong to this user."
              .formatted(folder));
    }
    DataFolder.look(folder);
    Path lock = folder.resolve(DataFolder.LOCK);
    if (Files.exists(lock) && isLocked(lock)) {
      return new StoreCheck(State.IN_USE, "process " + Files.readString(lock).strip());
    }
    Path database = folder.resolve(DataFolder.DATABASE);
    if (Files.notExists(database)) {
      return new StoreCheck(State.NEW, "");
    }
    Database.look(database);
    return new StoreCheck(State.READY, "");
  }

  private static boolean isLocked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  private static StoreCheck unusable(String detail) {
    return new StoreCheck(State.UNUSABLE, detail);
  }
}
