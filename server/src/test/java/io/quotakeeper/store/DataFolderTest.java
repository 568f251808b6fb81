package io.quotakeeper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotakeeper.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {

  @TempDir Path outer;

  @ParameterizedTest
  @ValueSource(strings = {"000", "022", "0277"})
  void store_underAnyUmask_isClosedToOthers(String umask) throws Exception {
    Path folder = outer.resolve("new").resolve("data");
    List<String> shell = List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh");
    try (Child child = Child.start(shell, OpenProgram.class, folder.toString())) {
      child.expect("OPEN");

      assertThat(mode(folder)).isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files)
            .as("database, its log and index, and the lock")
            .hasSize(4)
            .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
      }
      assertThat(child.finish()).isZero();
    }
  }

  @Test
  void store_inUseByAnotherProcess_isRefusedUntilThatEnds() throws Exception {
    Path folder = outer.resolve("data");
    try (Child child = Child.start(List.of(), OpenProgram.class, folder.toString())) {
      child.expect("OPEN");

      assertRefused(folder, Reason.IN_USE).withMessageContaining("(process %d)", child.pid());

      assertThat(child.finish()).isZero();
    }
    StateStore.open(folder).close();
  }

  @Test
  void store_whoseProcessWasKilled_canBeOpened() throws Exception {
    Path folder = outer.resolve("data");
    try (Child child = Child.start(List.of(), OpenProgram.class, folder.toString())) {
      child.expect("OPEN");
    }

    try (StateStore store = StateStore.open(folder)) {
      assertThat(store.load()).hasSize(1);
    }
  }

  @Test
  void store_openTwiceInOneProcess_isRefusedAndKeepsItsLock() throws Exception {
    Path folder = outer.resolve("data");
    try (StateStore store = StateStore.open(folder)) {
      assertRefused(folder, Reason.IN_USE);
      assertRefused(outer.resolve("data/../data"), Reason.IN_USE);

      try (Child child = Child.start(List.of(), OpenProgram.class, folder.toString())) {
        assertThat(child.next(line -> line.startsWith("REFUSED")))
            .hasValueSatisfying(line ->
                assertThat(line).contains("IN_USE", "process " + ProcessHandle.current().pid()));
      }
      assertThat(store.load()).isEmpty();
    }
    StateStore.open(folder).close();
  }

  @Test
  void folder_thatCannotBeWritten_isRefusedWithPathAndMode() throws Exception {
    Path folder = Files.createDirectory(outer.resolve("data"));
    chmod(folder, "r-x------");
    try (Child child = Child.start(withoutPrivilege(), OpenProgram.class, folder.toString())) {
      assertThat(child.expect("REFUSED"))
          .contains("UNUSABLE_FOLDER", folder.toString(), "permission denied", "mode 0700");
    }
  }

  @Test
  void folder_whoseParentCannotBeWritten_isRefusedWithItsPath() throws Exception {
    Path parent = Files.createDirectory(outer.resolve("parent"));
    chmod(parent, "r-x------");
    Path folder = parent.resolve("data");
    try (Child child = Child.start(withoutPrivilege(), OpenProgram.class, folder.toString())) {
      assertThat(child.expect("REFUSED"))
          .contains("UNUSABLE_FOLDER", folder.toString(), "permission denied", "writable");
    }
  }

  /** Root may write everywhere, unless it gives that right away. */
  private static List<String> withoutPrivilege() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/setpriv")),
        "run by root, who may write anywhere, and there is no setpriv to give that up");
    return List.of("/usr/bin/setpriv", "--bounding-set", "-dac_override,-dac_read_search");
  }

  @Test
  void folder_whereAFileIs_isRefused() throws IOException {
    Path file = Files.createFile(outer.resolve("data"));

    assertRefused(file, Reason.UNUSABLE_FOLDER)
        .withMessageContainingAll(file.toString(), "a file is in the way");
    assertRefused(file.resolve("below"), Reason.UNUSABLE_FOLDER)
        .withMessageContaining(file.toString());
  }

  @Test
  void folder_ofOurOwnThatIsOpen_isClosed() throws IOException {
    Path folder = Files.createDirectory(outer.resolve("data"));
    chmod(folder, "rwxr-xr-x");
    StateStore.open(folder).close();
    chmod(folder, "rwxrwxrwx");
    chmod(folder.resolve("quotakeeper.db"), "rw-r--r--");
    chmod(folder.resolve("quotakeeper.lock"), "rw-rw-rw-");

    StateStore.open(folder).close();

    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("quotakeeper.db"))).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("quotakeeper.lock"))).isEqualTo("rw-------");
  }

  @Test
  void folder_openWithOtherFiles_isRefusedAndLeftAlone() throws IOException {
    Path folder = Files.createDirectory(outer.resolve("data"));
    Files.createFile(folder.resolve("thesis.txt"));
    chmod(folder, "rwxr-xr-x");

    assertRefused(folder, Reason.UNUSABLE_FOLDER).withMessageContaining("chmod 700 %s", folder);

    assertThat(mode(folder)).isEqualTo("rwxr-xr-x");
    assertThat(folder).isDirectoryNotContaining("glob:**quotakeeper*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"quotakeeper.db", "quotakeeper.db-wal", "quotakeeper.db-shm", "quotakeeper.lock"})
  void file_thatIsALink_isRefusedAndNotFollowed(String name) throws IOException {
    Path folder = Files.createDirectory(outer.resolve("data"));
    chmod(folder, "rwx------");
    Path target = Files.writeString(outer.resolve("target"), "precious");
    Path link = Files.createSymbolicLink(folder.resolve(name), target);

    assertRefused(folder, Reason.UNUSABLE_FOLDER)
        .withMessageContainingAll(link.toString(), "symbolic link");

    assertThat(target).hasContent("precious");
  }

  @Test
  void file_thatIsAFolder_isRefused() throws IOException {
    Path folder = Files.createDirectory(outer.resolve("data"));
    chmod(folder, "rwx------");
    Files.createDirectory(folder.resolve("quotakeeper.db"));

    assertRefused(folder, Reason.UNUSABLE_FOLDER).withMessageContaining("not a plain file");
  }

  @Test
  void folder_thatIsALink_isUsed() throws IOException {
    Path folder = Files.createDirectory(outer.resolve("disk"));
    Path link = Files.createSymbolicLink(outer.resolve("data"), folder);

    StateStore.open(link).close();

    assertThat(folder.resolve("quotakeeper.db")).isNotEmptyFile();
    assertThat(mode(folder)).isEqualTo("rwx------");
  }

  private static ThrowableAssertAlternative<StoreException> assertRefused(
      Path folder, Reason reason) {
    return assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> StateStore.open(folder))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(
          Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void chmod(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
