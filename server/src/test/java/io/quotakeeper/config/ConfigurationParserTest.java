package io.quotakeeper.config;

import io.quotakeeper.fuzz.Bounds;
import io.quotakeeper.fuzz.Large;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The configuration is its owner's, and may be as large as he wants it up to 8 MiB; what is larger
 * costs nothing. Within a hundredth of that it keeps to the bounds of what strangers send.
 */
class ConfigurationParserTest {

  private static final Duration MOST = Duration.ofSeconds(8);
  private static final int USUAL = 64 << 10;

  @Test
  void seed_isReadWithinBounds() {
    for (String seed : ConfigurationParser.CONFIGURATION.seeds()) {
      Bounds.check(ConfigurationParser.CONFIGURATION, seed, MOST);
    }
  }

  @Test
  void file_ofAnyShape_isReadWithinBounds() {
    Large.texts(USUAL).forEach(text -> Bounds.check(ConfigurationParser.CONFIGURATION, text, MOST));
  }

  @Test
  void fileOfTenMebibytes_isRefusedWithinBounds() {
    Large.texts(Large.SIZE)
        .limit(3)
        .forEach(text -> Bounds.check(ConfigurationParser.CONFIGURATION, text, MOST));
  }
}
