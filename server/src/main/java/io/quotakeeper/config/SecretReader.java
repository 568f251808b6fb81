package io.quotakeeper.config;

import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.SecretUnavailableException;
import io.quotakeeper.quota.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads where a credential is: {@code {env: NAME}}, {@code {file: path}} or {@code {file: path,
 * pointer: /a/b}}, never what it is.
 */
final class SecretReader {

  private static final String EXPECTED = "{env: NAME} or {file: path}";
  private static final Kind<String> NAME =
      Kind.text("the name of an environment variable", "[A-Za-z_][A-Za-z0-9_]{0,199}");

  private static final Kind<String> POINTER =
      Kind.text(
          "a JSON pointer such as /tokens/access_token", "(/[^/~]([^/~]|~[01]){0,199}){1,16}");

  private static final Keys KEYS =
      Keys.of(
          Key.optional("env", NAME, "The environment variable that holds the credential."),
          Key.optional(
              "file",
              Shape.TEXT,
              "The file of mode 0600 that holds it; a relative path counts from this file's"
                  + " folder."),
          Key.optional(
              "pointer",
              POINTER,
              "Where it stands in that file, if that is the JSON of another program: a JSON pointer."));

  /** What the place of a secret looks like. */
  static final Shape SHAPE =
      Shape.mapping(KEYS)
          .with("type", "object")
          .with(
              "oneOf",
              List.of(Map.of("required", List.of("env")), Map.of("required", List.of("file"))))
          .with("dependentRequired", Map.of("pointer", List.of("file")));

  /** Any credential will do. */
  static final Kind<String> ANY = new Kind<>("a credential", text -> text);

  private final Map<String, String> environment;
  private final Path folder;
  private final Settings settings;

  /** Relative paths count from {@code folder}: that of the configuration file. */
  SecretReader(Map<String, String> environment, Path folder, Settings settings) {
    this.environment = environment;
    this.folder = folder;
    this.settings = settings;
  }

  /** The place, if one is named, whether or not a credential is there. */
  Optional<SecretSource> place(Field field) {
    if (field.isScalar()) {
      field.problem("a literal secret in the file, which others can read", EXPECTED);
      return Optional.empty();
    }
    Map<String, Field> entries = field.entries(EXPECTED);
    // Neither keys nor values are shown: a secret may stand in place of either.
    boolean isPlace =
        entries.keySet().equals(Set.of("env"))
            || entries.keySet().equals(Set.of("file"))
            || entries.keySet().equals(Set.of("file", "pointer"));
    if (!isPlace) {
      if (field.isMapping() || field.isEmpty()) {
        field.problem("not one place of a secret", EXPECTED);
      }
      return Optional.empty();
    }
    return Optional.ofNullable(entries.get("env"))
        .map(this::variable)
        .orElseGet(() -> file(entries));
  }

  /** The place, if a usable credential is there now. */
  Optional<SecretSource> source(Field field, Kind<?> form) {
    return place(field).flatMap(source -> usable(field, source, form));
  }

  /** That place, if a usable credential is there now; else a problem of the field. */
  Optional<SecretSource> usable(Field field, SecretSource source, Kind<?> form) {
    try {
      Secret secret = source.read();
      Optional<String> objection = form.objection(secret.reveal());
      objection.ifPresent(
          what -> field.problem(source + " holds a bad value: " + what, form.expected()));
      return objection.isEmpty() ? Optional.of(loaded(source, secret)) : Optional.empty();
    } catch (SecretUnavailableException e) {
      field.problem(String.valueOf(e.getMessage()), "the credential there");
      return Optional.empty();
    }
  }

  private static SecretSource loaded(SecretSource source, Secret secret) {
    return source instanceof FileSecret file ? file.loaded(secret) : source;
  }

  /** The credential in a variable that is named after a setting. */
  SecretSource variable(String name) {
    return new EnvironmentSecret(environment, name);
  }

  private Optional<SecretSource> variable(Field field) {
    Optional<String> name = field.read(NAME);
    name.ifPresent(settings::allow);
    return name.map(this::variable);
  }

  private Optional<SecretSource> file(Map<String, Field> entries) {
    Field pointer = entries.get("pointer");
    if (pointer == null) {
      return file(entries.get("file"), new FileContent.Whole());
    }
    return pointer
        .read(POINTER)
        .flatMap(at -> file(entries.get("file"), new FileContent.Pointed(at)));
  }

  /** That content of the file that a field names. */
  Optional<SecretSource> file(@Nullable Field field, FileContent content) {
    Kind<Path> path = new Kind<>("the path of a file", this::resolved);
    return Optional.ofNullable(field)
        .flatMap(named -> named.read(path))
        .map(file -> FileSecret.at(file, content, environment));
  }

  @SuppressWarnings("UnusedException") // its message repeats the text
  private Path resolved(String text) {
    try {
      return folder.resolve(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path");
    }
  }
}
