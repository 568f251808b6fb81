package io.quotakeeper.providers;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads adapter files strictly: a key too many or an expression that is wrong is a fault. */
final class AdapterFormat {

  private static final ObjectMapper MAPPER = mapper();

  private AdapterFormat() {}

  /**
   * Reads and checks a file.
   *
   * @param source the file's name, for messages
   * @param name what the adapter is called where the file does not say
   * @throws AdapterFault with everything that is wrong
   */
  static AdapterFile read(String source, String name, String yaml) {
    AdapterFile file = parse(source, yaml);
    AdapterFile named = file.name().isEmpty() ? file.named(name) : file;
    List<Misfit> misfits = AdapterCheck.misfits(named);
    if (!misfits.isEmpty()) {
      throw fault(source, yaml, misfits);
    }
    return named;
  }

  /** Reads a file that is only a part of adapters: nothing in it is required. */
  static AdapterFile parse(String source, String yaml) {
    try {
      AdapterFile file = MAPPER.readValue(yaml, AdapterFile.class);
      if (file == null) {
        throw AdapterFault.of(source, 0, "empty");
      }
      return file;
    } catch (JsonMappingException e) {
      List<Misfit> misfits = MisfitFinder.find(MAPPER, yaml);
      throw fault(source, yaml, misfits.isEmpty() ? List.of(first(e)) : misfits);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw AdapterFault.of(source, at == null ? 0 : at.getLineNr(), e.getOriginalMessage());
    }
  }

  private static Misfit first(JsonMappingException e) {
    List<String> path =
        e.getPath().stream()
            .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
            .toList();
    return new Misfit(path, Misreading.words(e));
  }

  private static AdapterFault fault(String source, String yaml, List<Misfit> misfits) {
    YamlLines lines = YamlLines.of(yaml);
    return AdapterFault.of(source, misfits.stream().map(m -> problem(lines, m)).toList());
  }

  private static AdapterFault.Problem problem(YamlLines lines, Misfit misfit) {
    String key = String.join(".", misfit.path()).replace(".[", "[");
    return new AdapterFault.Problem(lines.line(misfit.path()), key, misfit.message());
  }

  private static ObjectMapper mapper() {
    YAMLFactory factory =
        YAMLFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxDocumentLength(YamlGuard.LARGEST)
                    .maxStringLength(YamlGuard.LARGEST)
                    .maxNestingDepth(YamlGuard.DEEPEST)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    SimpleModule module = new SimpleModule();
    module.addDeserializer(Duration.class, new DurationReader());
    YAMLMapper mapper =
        YAMLMapper.builder(factory)
            .addModule(module)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    for (Class<?> type : List.of(String.class, List.class, Map.class)) {
      mapper
          .configOverride(type)
          .setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.FAIL));
    }
    return mapper;
  }

  /** Reads {@code 60s}. */
  private static final class DurationReader extends StdScalarDeserializer<Duration> {

    private static final long serialVersionUID = 1L;

    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getText();
      return Durations.go(text)
          .orElseThrow(
              () -> JsonMappingException.from(parser, "a duration is 60s or 1h30m: " + text));
    }
  }
}
