package io.quotakeeper.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quotakeeper.providers.Adapters;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** What an editor would say of a file, by the published schema. */
final class SchemaOracle {

  private static final JsonNode DOCUMENT = json(ConfigurationSchema.document(Adapters.shipped()));
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema SCHEMA = REGISTRY.getSchema(DOCUMENT);

  private SchemaOracle() {}

  /** The schema itself. */
  static JsonNode document() {
    return DOCUMENT;
  }

  /** The schema of schemas. */
  static Schema meta() {
    return REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
  }

  /** What is wrong with a file that is YAML; nothing if it is good, or empty. */
  static List<String> objections(String yaml) {
    JsonNode node = yaml(yaml);
    return node.isMissingNode() || node.isNull() ? List.of() : objections(node);
  }

  static List<String> objections(JsonNode node) {
    return SCHEMA.validate(node).stream().map(Error::toString).sorted().toList();
  }

  /** A file as editors understand it: by YAML 1.2, where {@code on} is no truth. */
  static JsonNode yaml(String text) {
    var loader = new LoaderOptions();
    var dumper = new DumperOptions();
    var yaml =
        new Yaml(
            new SafeConstructor(loader), new Representer(dumper), dumper, loader, new OfEditors());
    return new ObjectMapper().valueToTree(yaml.load(text));
  }

  private static final class OfEditors extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
      addImplicitResolver(Tag.INT, INT, "-0123456789");
      addImplicitResolver(Tag.FLOAT, FLOAT, "-.0123456789");
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
