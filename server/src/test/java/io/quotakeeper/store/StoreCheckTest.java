package io.quotakeeper.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.store.StoreCheck.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCheckTest {

  @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("data");
  }

  private void make() {
    StateStore.open(folder()).close();
  }

  @Test
  void of_missingFolder_isNewAndStaysMissing() {
    assertThat(StoreCheck.of(temporary.resolve("a/b")).state()).isEqualTo(State.NEW);
    assertThat(temporary.resolve("a")).doesNotExist();
  }

  @Test
  void of_folderOfAnEarlierRun_isReadyAndUnchanged() throws IOException {
    make();
    List<String> before = content();

    assertThat(StoreCheck.of(folder())).isEqualTo(new StoreCheck(State.READY, ""));

    assertThat(content()).isEqualTo(before);
    make();
  }

  @Test
  void of_folderThatIsOpen_isInUse_andStaysClaimed() {
    try (StateStore store = StateStore.open(folder())) {
      assertThat(StoreCheck.of(folder()).state()).isEqualTo(State.IN_USE);
      assertThat(store.load()).isEmpty();
    }
    assertThat(StoreCheck.of(folder()).state()).isEqualTo(State.READY);
  }

  @Test
  void of_damagedDatabase_isUnusableAndSaysWhatToDo() throws IOException {
    make();
    Files.writeString(folder().resolve(DataFolder.DATABASE), "no database at all, but long enough");

    StoreCheck found = StoreCheck.of(folder());

    assertThat(found.state()).isEqualTo(State.UNUSABLE);
    assertThat(found.detail()).contains("damaged", "Move it away");
  }

  @Test
  void of_newerSchema_isUnusableAndUnchanged() throws Exception {
    make();
    String url = "jdbc:sqlite:" + folder().resolve(DataFolder.DATABASE);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "insert into flyway_schema_history select 99, '99', description, type, script, checksum,"
              + " installed_by, installed_on, execution_time, 1 from flyway_schema_history limit 1");
    }

    StoreCheck found = StoreCheck.of(folder());

    assertThat(found.state()).isEqualTo(State.UNUSABLE);
    assertThat(found.detail()).contains("newer Quotakeeper");
  }

  @Test
  void of_fileInItsPlace_isUnusable() throws IOException {
    Files.writeString(folder(), "");

    assertThat(StoreCheck.of(folder()).state()).isEqualTo(State.UNUSABLE);
  }

  private List<String> content() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName() + " " + changed(file)).sorted().toList();
    }
  }

  private static FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
