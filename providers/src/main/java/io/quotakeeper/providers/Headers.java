package io.quotakeeper.providers;

import io.quotakeeper.quota.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Header fields in the order in which they came. Names are not case-sensitive. Of more than any
 * server sends only the first are kept: {@value #MOST_FIELDS} fields of {@value #MOST_CHARACTERS}
 * characters in all. Immutable.
 */
public final class Headers {

  private static final int MOST_FIELDS = 1_000;
  private static final int MOST_CHARACTERS = 1 << 16;
  private static final int LONGEST_AGE = 9;
  private static final Headers NONE = new Headers(List.of());

  private final List<Map.Entry<String, String>> fields;

  private Headers(List<Map.Entry<String, String>> fields) {
    this.fields = List.copyOf(fields.subList(0, kept(fields)));
  }

  private static int kept(List<Map.Entry<String, String>> fields) {
    int left = MOST_CHARACTERS;
    int kept = 0;
    while (kept < Math.min(fields.size(), MOST_FIELDS)) {
      Map.Entry<String, String> field = fields.get(kept);
      left -= field.getKey().length() + field.getValue().length();
      if (left < 0) {
        break;
      }
      kept++;
    }
    return kept;
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

  /**
   * When the answer came by its sender's clock: its Date, and its Age if a cache kept it (RFC 9110
   * section 6.6.1, RFC 9111 section 5.1); unstated where that makes no sense.
   */
  public Moment date() {
    return dateIn("date")
        .instant()
        .map(left -> Moment.at(left.plus(age())))
        .orElseGet(Moment::unstated);
  }

  /**
   * The HTTP date in the field of that name, in any of the three forms of RFC 9110 section 5.6.7;
   * unstated if there is none.
   */
  public Moment dateIn(String name) {
    return get(name).map(ResetGrammar::httpDateAnyTime).orElseGet(Moment::unstated);
  }

  private Duration age() {
    return get("age")
        .filter(text -> !text.isEmpty() && text.length() <= LONGEST_AGE)
        .filter(text -> text.chars().allMatch(c -> c >= '0' && c <= '9'))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(Duration.ZERO);
  }

  /**
   * The texts, in small letters, that the star in {@code pattern} stands for in the names of these
   * fields; none if there is no star.
   */
  Set<String> stars(String pattern) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return Set.of();
    }
    String before = pattern.substring(0, star).toLowerCase(Locale.ROOT);
    String after = pattern.substring(star + 1).toLowerCase(Locale.ROOT);
    Set<String> stars = new TreeSet<>();
    for (Map.Entry<String, String> field : fields) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (name.length() > before.length() + after.length()
          && name.startsWith(before)
          && name.endsWith(after)) {
        stars.add(name.substring(before.length(), name.length() - after.length()));
      }
    }
    return stars;
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
