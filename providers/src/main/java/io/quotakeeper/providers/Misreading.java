package io.quotakeeper.providers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in the words of people who write adapters why a part of a file does not fit. */
final class Misreading {

  private Misreading() {}

  static String words(JsonMappingException trouble) {
    Throwable cause = trouble;
    while (cause.getCause() != null && cause instanceof JsonProcessingException) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case InvalidNullException _ -> "is empty";
      case MismatchedInputException mismatch when expected(mismatch.getTargetType()) != null ->
          "must be " + expected(mismatch.getTargetType());
      case JsonProcessingException json -> firstLine(json.getOriginalMessage());
      default -> firstLine(cause.getMessage());
    };
  }

  /** What must stand there. Never a list: one value in the place of a list is a list of one. */
  private static @Nullable String expected(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> Word.of((Enum<?>) constant))
              .collect(Collectors.joining(", "));
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class || type == Expr.class) {
      return "a text";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord() ? "a mapping of keys" : null;
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "not understood" : message.lines().findFirst().orElse("");
  }
}
