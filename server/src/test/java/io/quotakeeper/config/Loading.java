package io.quotakeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A folder, and an environment to load files with. */
final class Loading {

  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /** The names of all adapters that come with Quotakeeper, as messages list them. */
  static final String PROVIDERS =
      String.join(", ", Adapters.shipped().all().stream().map(Adapter::name).toList());

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  Loading(Path folder) {
    this.folder = folder;
  }

  Loading with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Writes a file that its owner alone may open, and gives its path. */
  Path file(String name, String text) {
    return file(name, text, "rw-------");
  }

  Path file(String name, String text, String mode) {
    try {
      Path file = Files.writeString(folder.resolve(name), text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The example of the documentation. */
  static String example() throws IOException {
    Path root = Path.of(Objects.requireNonNull(System.getenv("QUOTAKEEPER_ROOT")));
    return Files.readString(root.resolve("docs/quotakeeper.example.yaml"));
  }

  /** Loads a file, which must be valid by the published schema too. */
  Configuration load(String yaml) {
    Configuration loaded = loader().load(file("q.yaml", yaml));
    assertThat(SchemaOracle.objections(yaml)).as("objections of the schema").isEmpty();
    return loaded;
  }

  /** The problems of a file, none if there are none. */
  List<String> problemsOrNone(String yaml) {
    try {
      Configuration _ = loader().load(file("q.yaml", yaml));
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }

  /** The problems of a file, as if it had been named by its name alone. */
  List<String> problems(String yaml) {
    Path file = file("q.yaml", yaml);
    var thrown = catchThrowableOfType(ConfigurationException.class, () -> loader().load(file));
    return Objects.requireNonNull(thrown, "loaded without a problem").problems().stream()
        .map(problem -> problem.replace(folder + "/", ""))
        .toList();
  }

  ConfigurationLoader loader() {
    return new ConfigurationLoader(environment, Adapters.shipped(), new StandingTime());
  }

  private record StandingTime() implements Time {
    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public long nanos() {
      return 0;
    }
  }
}
