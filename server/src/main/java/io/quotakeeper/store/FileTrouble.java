package io.quotakeeper.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Says what a failed file operation met; the messages of the JDK are often the path alone. */
final class FileTrouble {

  private FileTrouble() {}

  static String words(IOException trouble) {
    return switch (trouble) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException e -> e.getFile() + " does not exist";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default ->
          Objects.requireNonNullElse(trouble.getMessage(), trouble.getClass().getSimpleName());
    };
  }
}
