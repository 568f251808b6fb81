package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.fuzz.Parser;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.testkit.ManualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The reader of {@code quotakeeper.yaml}, which its owner writes. */
enum ConfigurationParser implements Parser {

  /** The whole file. */
  CONFIGURATION {
    @Override
    public void read(String text) {
      try {
        Files.writeString(FILE, text.replace('\uD800', '?'));
        var _ = LOADER.show(FILE);
      } catch (ConfigurationException e) {
        assertThat(e.getMessage()).isNotEmpty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> seeds() {
      return List.of(
          """
          server: {port: 0}
          monitor: {interval: 5m, timeout: 30s}
          cache: {ttl: 11m, maxAge: 24h}
          thresholds: {low: 10}
          providers: {cloud-code: {enabled: true}}
          accounts:
            - {id: a, provider: github, secret: {env: TOKEN}}
            - {id: b, provider: openai, secret: {env: TOKEN}, limits: [{window: rpm, limit: 60}]}
          pools:
            all: {accounts: [a, b]}
          """,
          "accounts: &x [*x]\n",
          "accounts: " + "[".repeat(100),
          "a: !!int 1\n",
          "monitor: {interval: 99999999999999999999d}\n",
          "");
    }
  };

  private static final ConfigurationLoader LOADER =
      new ConfigurationLoader(
          Map.of("TOKEN", "a-secret-for-tests"), Adapters.shipped(), new ManualTime(Loading.NOW));
  private static final Path FILE = file();

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzzed", ".yaml");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
