package io.quotakeeper.store;

import io.quotakeeper.store.StoreException.Reason;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what the database met. */
final class SqlTrouble {

  /** An extended code of SQLite carries the plain one in its last byte. */
  private static final int PLAIN = 0xff;

  private SqlTrouble() {}

  static StoreException opening(Path file, Throwable trouble) {
    return isDamage(trouble)
        ? damaged(file, words(trouble))
        : new StoreException(
            Reason.FAILED,
            "Cannot use the database %s: %s. The file needs mode 0600 and must belong to this user, on a local disk with space left."
                .formatted(file, words(trouble)),
            trouble);
  }

  static StoreException damaged(Path file, String what) {
    return new StoreException(
        Reason.DAMAGED,
        "The database %s is damaged (%s). Move it away together with its -wal and -shm files and start again, then quotas are learned anew; or put a backup in its place."
            .formatted(file, onOneLine(what)));
  }

  /** What the innermost cause says, on one line. */
  static String words(Throwable trouble) {
    Throwable cause = trouble;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return onOneLine(
        Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName()));
  }

  private static String onOneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static boolean isDamage(Throwable trouble) {
    for (@Nullable Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        int code = sqlite.getResultCode().code & PLAIN;
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code
            || code == SQLiteErrorCode.SQLITE_NOTADB.code;
      }
    }
    return false;
  }
}
