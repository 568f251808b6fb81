package io.quotakeeper.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {

  private static final Place PLACE = new Place("logins", "team-a", "sealed");
  private static final byte[] PLAIN = "refresh-token-77".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void sealed_opensAtItsPlace_alsoForTheNextRun() throws Exception {
    byte[] sealed = Sealer.in(folder).seal(PLAIN, PLACE);

    assertThat(Sealer.in(folder).open(sealed, PLACE)).isEqualTo(PLAIN);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("refresh-token");
  }

  @Test
  void sealed_movedToAnotherRowColumnOrTable_doesNotOpen_A35() {
    Sealer sealer = Sealer.in(folder);
    byte[] sealed = sealer.seal(PLAIN, PLACE);

    for (Place other :
        new Place[] {
          new Place("logins", "team-b", "sealed"),
          new Place("logins", "team-a", "other"),
          new Place("accounts", "team-a", "sealed"),
          new Place("logins", "team-a|6:sealed", "")
        }) {
      assertThatThrownBy(() -> sealer.open(sealed, other))
          .as(other.toString())
          .isInstanceOf(SealBrokenException.class);
    }
  }

  @Test
  void anyFlippedBit_breaksTheSeal_A36() {
    Sealer sealer = Sealer.in(folder);
    byte[] sealed = sealer.seal(PLAIN, PLACE);

    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] broken = sealed.clone();
      broken[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> sealer.open(broken, PLACE)).isInstanceOf(SealBrokenException.class);
    }
  }

  @Test
  void oneText_isSealedDifferentlyEachTime_A34() {
    Sealer sealer = Sealer.in(folder);
    Set<String> seen = new HashSet<>();

    for (int i = 0; i < 10_000; i++) {
      seen.add(Base64.getEncoder().encodeToString(sealer.seal(PLAIN, PLACE)));
    }

    assertThat(seen).hasSize(10_000);
  }

  @Test
  void keyFile_isMadeAtFirstNeed_plainAndClosedToOthers_A39() throws IOException {
    Sealer sealer = Sealer.in(folder);
    assertThat(key()).doesNotExist();

    byte[] sealed = sealer.seal(PLAIN, PLACE);

    assertThat(sealed).isNotEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
        .isEqualTo("rw-------");
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries).containsExactly(key());
    }
  }

  @Test
  void keyFile_openToOthers_isRefused_A39() throws IOException {
    byte[] sealed = Sealer.in(folder).seal(PLAIN, PLACE);
    Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> Sealer.in(folder).open(sealed, PLACE))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void keyFile_thatIsALink_isRefused_andNotReplaced_A39() throws IOException {
    byte[] sealed = Sealer.in(folder).seal(PLAIN, PLACE);
    Path elsewhere = Files.move(key(), folder.resolve("elsewhere"));
    Files.createSymbolicLink(key(), elsewhere);
    Sealer sealer = Sealer.in(folder);

    assertThatThrownBy(() -> sealer.open(sealed, PLACE)).isInstanceOf(KeyException.class);
    assertThatThrownBy(() -> sealer.seal(PLAIN, PLACE)).isInstanceOf(KeyException.class);
    assertThat(key()).isSymbolicLink();
  }

  @Test
  void anotherKey_opensNothing_andIsKnownAsAnother_A37() throws IOException {
    Sealer first = Sealer.in(folder);
    byte[] sealed = first.seal(PLAIN, PLACE);
    byte[] check = first.check();
    Files.delete(key());
    Sealer second = Sealer.in(folder);
    byte[] other = second.check();

    assertThat(first.isKeyOf(check)).isTrue();
    assertThat(second.isKeyOf(other)).isTrue();
    assertThat(second.isKeyOf(check)).isFalse();
    assertThatThrownBy(() -> second.open(sealed, PLACE)).isInstanceOf(SealBrokenException.class);
  }

  @Test
  void keyFile_missing_isNotMadeInOrderToOpen_A37() {
    assertThatThrownBy(() -> Sealer.in(folder).open(new byte[40], PLACE))
        .isInstanceOf(KeyException.class);
    assertThat(key()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense-99",
        "[]",
        "null",
        "\"nonsense-99\"",
        "{\"key\": \"nonsense-99\"}",
        "{\"primaryKeyId\": \"nonsense-99\", \"key\": []}",
        "{\"primaryKeyId\": 1e999, \"key\": [{}]}",
        "{\"primaryKeyId\": 1, \"key\": [{\"keyData\": {\"typeUrl\": \"nonsense-99\", \"value\": \"!\","
            + " \"keyMaterialType\": \"SYMMETRIC\"}, \"status\": \"ENABLED\", \"keyId\": 1,"
            + " \"outputPrefixType\": \"TINK\"}]}"
      })
  void keyFile_ofNonsense_isRefused_andNotQuoted(String text) throws IOException {
    Files.writeString(key(), text);
    Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> Sealer.in(folder).seal(PLAIN, PLACE))
        .isInstanceOf(KeyException.class)
        .hasMessageNotContaining("nonsense-99")
        .hasNoCause();
  }

  @Test
  void keyFile_cutShort_orDeeplyNested_isRefused() throws IOException {
    byte[] _ = Sealer.in(folder).check();
    String whole = Files.readString(key());
    for (int length = 0; length < whole.strip().length(); length++) {
      Files.writeString(key(), whole.substring(0, length));
      assertThatThrownBy(() -> Sealer.in(folder).check())
          .as("%d characters", length)
          .isInstanceOf(KeyException.class);
    }
    Files.writeString(key(), "[".repeat(60_000));
    assertThatThrownBy(() -> Sealer.in(folder).check()).isInstanceOf(KeyException.class);
  }

  private Path key() {
    return folder.resolve("master.key");
  }
}
