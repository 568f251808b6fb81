package io.quotakeeper.providers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Header fields in the order in which they came. Names are not case-sensitive. Immutable. */
public final class Headers {

  private static final Headers NONE = new Headers(List.of());

  private final List<Map.Entry<String, String>> fields;

  private Headers(List<Map.Entry<String, String>> fields) {
    this.fields = List.copyOf(fields);
  }

  /** No fields. */
  public static Headers none() {
    return NONE;
  }

  /** These fields; a name may stand more than once. */
  public static Headers of(List<Map.Entry<String, String>> fields) {
    return new Headers(fields);
  }

  /**
   * These fields, each with its values, as most HTTP clients give them. What HTTP/2 puts among the
   * fields without being one ({@code :status}) is left out.
   */
  public static Headers of(Map<String, List<String>> fields) {
    List<Map.Entry<String, String>> flat = new ArrayList<>();
    fields.forEach((name, values) -> {
      if (!name.startsWith(":")) {
        values.forEach(value -> flat.add(Map.entry(name, value)));
      }
    });
    return new Headers(flat);
  }

  /** These fields with one more. */
  public Headers with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(fields);
    more.add(Map.entry(name, value));
    return new Headers(more);
  }

  /**
   * The values of all fields of that name, trimmed, joined by a comma as RFC 9110 section 5.3 says;
   * absent if there is none.
   */
  public Optional<String> get(String name) {
    List<String> values =
        fields.stream()
            .filter(f -> f.getKey().equalsIgnoreCase(name))
            .map(f -> f.getValue().strip())
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /** All fields. Their values may be credentials: not for logs. */
  public List<Map.Entry<String, String>> fields() {
    return fields;
  }

  /** The names alone, since values may be credentials. */
  @Override
  public String toString() {
    return fields.stream().map(Map.Entry::getKey).toList().toString();
  }
}
