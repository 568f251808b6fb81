package io.quotakeeper.providers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Reads JSON that others wrote: every size is bounded, and nothing throws. */
final class Json {

  /** The largest body that is looked at, in characters. */
  static final int LARGEST = 1 << 20;

  private static final String MARK = "\uFEFF";

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxDocumentLength(LARGEST)
          .maxStringLength(LARGEST)
          .maxNameLength(1_000)
          .maxNumberLength(100)
          .maxNestingDepth(64)
          .maxTokenCount(40_000)
          .build();

  private static final JsonMapper STRICT = JsonMapper.builder(factory(LIMITS)).build();
  private static final JsonMapper LENIENT =
      JsonMapper.builder(factory(LIMITS))
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  static {
    STRICT.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    STRICT.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  }

  private Json() {}

  /**
   * The document, or a missing node where {@code text} is not one well-formed document. A byte
   * order mark before it is passed over, as RFC 8259 section 8.1 allows.
   */
  static JsonNode strict(String text) {
    return read(STRICT, unmarked(text));
  }

  private static String unmarked(String text) {
    return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
  }

  /** The same, but raw line breaks in strings and commas too many are let pass. */
  static JsonNode lenient(String text) {
    JsonNode strict = strict(text);
    if (!strict.isMissingNode() || text.length() > LARGEST) {
      return strict;
    }
    return read(LENIENT, Commas.single(unmarked(text)));
  }

  private static JsonNode read(JsonMapper mapper, String text) {
    if (text.length() > LARGEST) {
      return MissingNode.getInstance();
    }
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * Buffers are shared among threads: the usual pool is a thread's own, and ours are short-lived.
   */
  private static JsonFactory factory(StreamReadConstraints limits) {
    return JsonFactory.builder()
        .streamReadConstraints(limits)
        .recyclerPool(JsonRecyclerPools.sharedBoundedPool())
        .build();
  }
}
