package io.quotakeeper.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A reply and what must be understood from it, as a file describes them.
 *
 * @param name provider and file, for people
 * @param reply the reply
 * @param context what the request says
 * @param expected what must be printed
 */
record OwnVector(String name, Reply reply, Context context, JsonNode expected) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The project's own vectors of a provider. */
  static List<OwnVector> own(String provider) {
    try {
      return in(Path.of(OwnVector.class.getResource("/vectors").toURI()).resolve(provider));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The vectors of a folder, sorted by file. */
  static List<OwnVector> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(OwnVector::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String provider() {
    return name.substring(0, name.indexOf('/'));
  }

  private static OwnVector read(Path file) {
    try {
      JsonNode json = JSON.readTree(file.toFile());
      String body =
          json.path("body").isTextual()
              ? Files.readString(file.resolveSibling(json.get("body").textValue()))
              : "";
      Reply reply =
          new Reply(
              json.get("call").textValue(),
              json.get("status").intValue(),
              headers(json.get("headers")),
              body,
              Instant.parse(json.get("at").textValue()));
      String provider = json.get("provider").textValue();
      return new OwnVector(
          provider + "/" + file.getFileName(),
          reply,
          new Context(json.path("model").asText(""), json.path("baseUrl").asText("")),
          json.get("expected"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Headers headers(JsonNode lines) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (JsonNode line : lines) {
      String[] parts = line.textValue().split(":", 2);
      fields.add(Map.entry(parts[0], parts[1].strip()));
    }
    return Headers.of(fields);
  }

  @Override
  public String toString() {
    return name;
  }
}
