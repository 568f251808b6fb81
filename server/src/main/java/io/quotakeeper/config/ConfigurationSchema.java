package io.quotakeeper.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON Schema (draft 2020-12) of {@code quotakeeper.yaml}, for editors. It is made of the very
 * tables of keys that the file is read with. A file that the program takes is valid by it; one that
 * is valid may still be refused, since a schema cannot say everything.
 */
public final class ConfigurationSchema {

  private ConfigurationSchema() {}

  /**
   * The schema's document.
   *
   * @param providers the adapters that there are; an editor proposes their names
   */
  public static String document(Adapters providers) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Quotakeeper's configuration");
    schema.putAll(Shape.mapping(ConfigurationReader.SECTIONS).keywords());
    var known = Shape.words(providers.all().stream().map(Adapter::name).toList());
    schema.put("$defs", Map.of("provider", Shape.either(known, Shape.TEXT).keywords()));
    try {
      return JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build()
          .writeValueAsString(schema);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and lists of text are always JSON", e);
    }
  }
}
