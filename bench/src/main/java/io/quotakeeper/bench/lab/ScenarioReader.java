package io.quotakeeper.bench.lab;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads scenarios strictly: a key too many or a value that makes no sense is a fault. */
final class ScenarioReader {

  private static final String ENDING = ".yaml";
  private static final ObjectMapper MAPPER = mapper();

  private ScenarioReader() {}

  /**
   * All scenarios of a folder, by name: the file's without its ending.
   *
   * @throws ScenarioException if one cannot be used
   */
  static Map<String, Scenario> readAll(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(ENDING))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(ENDING, ""),
                  ScenarioReader::read,
                  (one, _) -> one,
                  TreeMap::new));
    } catch (IOException e) {
      throw new ScenarioException(folder.toString(), 0, "no such folder, or not readable");
    }
  }

  private static Scenario read(Path file) {
    try {
      return parse(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One scenario.
   *
   * @param file its name, for messages
   * @throws ScenarioException if it cannot be used
   */
  static Scenario parse(String file, String yaml) {
    YamlTree tree = YamlTree.of(yaml);
    tree.unknownKey(Scenario.class)
        .ifPresent(misfit -> {
          throw new ScenarioException(file, misfit.line(), misfit.what());
        });
    try {
      Scenario scenario = MAPPER.readValue(yaml, Scenario.class);
      if (scenario == null) {
        throw new ScenarioException(file, 0, "empty");
      }
      return scenario;
    } catch (JsonMappingException e) {
      List<String> path = path(e);
      String where = path.isEmpty() ? "" : String.join(".", path).replace(".[", "[") + ": ";
      throw new ScenarioException(file, tree.line(path), where + words(e));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new ScenarioException(file, at == null ? 0 : at.getLineNr(), e.getOriginalMessage());
    }
  }

  private static String words(JsonMappingException e) {
    return e.getCause() instanceof IllegalArgumentException ours
        ? String.valueOf(ours.getMessage())
        : e.getOriginalMessage();
  }

  private static List<String> path(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
        .toList();
  }

  private static ObjectMapper mapper() {
    YAMLFactory factory =
        YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    return YAMLMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .build();
  }
}
