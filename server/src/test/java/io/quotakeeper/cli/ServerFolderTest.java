package io.quotakeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderTest {

  private static final ServerFile REAL =
      new ServerFile("http://127.0.0.1:7878", 42, "/data/admin-token", false);
  private static final ServerFile DEMO =
      new ServerFile("http://127.0.0.1:999", 43, "/tmp/demo/admin-token", true);

  @TempDir Path home;

  private ServerFolder folder() {
    return ServerFolder.of(Map.of(), home);
  }

  @Test
  void of_home_isItsStateFolder() {
    assertThat(folder().path()).isEqualTo(home.resolve(".local/state/quotakeeper/servers"));
  }

  @Test
  void of_stateVariable_isHonouredIfAbsolute() {
    Path other = home.resolve("other");

    assertThat(ServerFolder.of(Map.of("XDG_STATE_HOME", other.toString()), home).path())
        .isEqualTo(other.resolve("quotakeeper/servers"));
    assertThat(ServerFolder.of(Map.of("XDG_STATE_HOME", "relative"), home).path())
        .isEqualTo(folder().path());
  }

  @Test
  void write_servers_areListedByPort() throws IOException {
    folder().write(7878, REAL);
    folder().write(999, DEMO);

    assertThat(folder().list()).containsExactly(DEMO, REAL);
  }

  @Test
  void write_file_isForItsOwnerAlone() throws IOException {
    folder().write(7878, REAL);

    Path file = folder().path().resolve("7878.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().path())))
        .isEqualTo("rwx------");
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {"url":"http://127.0.0.1:7878","pid":42,"tokenFile":"/data/admin-token","demo":false}
            """);
  }

  @Test
  void write_again_replacesAndLeavesNothingBeside() throws IOException {
    folder().write(7878, DEMO);
    folder().write(7878, REAL);

    assertThat(folder().list()).containsExactly(REAL);
    try (var files = Files.list(folder().path())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void delete_ownFile_takesItAway() throws IOException {
    folder().write(7878, REAL);

    folder().delete(7878, 42);
    folder().delete(7878, 42);

    assertThat(folder().list()).isEmpty();
  }

  @Test
  void delete_fileOfAnotherProcess_staysThere() throws IOException {
    folder().write(7878, REAL);

    folder().delete(7878, 41);

    assertThat(folder().list()).containsExactly(REAL);
  }

  @Test
  void list_filesThatMakeNoSense_areLeftOut() throws IOException {
    folder().write(7878, REAL);
    Files.writeString(folder().path().resolve("1.json"), "{\"url\": ");
    Files.writeString(folder().path().resolve("2.json"), "[]");
    Files.writeString(folder().path().resolve("3.json"), "");
    Files.writeString(folder().path().resolve("4.json"), "{\"pid\": \"x\"}");
    Files.writeString(folder().path().resolve("note.txt"), "{}");
    Files.createDirectory(folder().path().resolve("5.json"));

    assertThat(folder().list()).containsExactly(REAL);
  }

  @Test
  void list_noFolder_isEmpty() {
    assertThat(folder().list()).isEmpty();
  }
}
