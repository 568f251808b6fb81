package io.quotakeeper.providers;

import io.quotakeeper.quota.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in words for people where the rules of an adapter take scopes, words and times from. */
record RuleWords(AdapterFile file) {

  /** That the reply has a word of its own. */
  static final String TOLD = "as told";

  /** A word that an expression gives where it decides between several. */
  private static final Pattern GIVEN = Pattern.compile("(?:then|else|//)\\s+\"([A-Za-z0-9-]+)\"");

  /** What windows cover. */
  String scope(List<ScopeSource> sources) {
    return sources.isEmpty()
        ? "account"
        : joined(sources.stream().flatMap(RuleWords::scopes).distinct().toList());
  }

  private static Stream<String> scopes(ScopeSource source) {
    if (source.model() != null) {
      return Stream.of("model");
    }
    if (source.group() != null) {
      return Stream.of("group");
    }
    Expr jq = source.jq();
    if (jq == null) {
      return Stream.of(source.word().equals("request-model") ? "model" : source.word());
    }
    return Stream.of("account", "model", "group")
        .filter(kind -> jq.text().contains("\"" + kind + (kind.equals("account") ? "\"" : ":")));
  }

  /** The ids that a window can have, as users see them. */
  Set<String> windows(@Nullable TextSource window, @Nullable TextSource unit) {
    Set<String> ids = new LinkedHashSet<>();
    if (window == null || unit == null) {
      return ids;
    }
    for (String word : words(window)) {
      if (isPhrase(word)) {
        ids.add(word);
      } else {
        words(unit).stream().map(counted -> id(word, counted)).forEach(ids::add);
      }
    }
    return ids;
  }

  private static String id(String word, String unit) {
    return WindowNames.id(word, isPhrase(unit) ? Unit.PERCENT : new Unit(unit));
  }

  /** Whether it says something of a word, and is none. */
  private static boolean isPhrase(String text) {
    return text.indexOf(' ') >= 0;
  }

  /** The word itself, or those between which the reply decides. */
  String word(@Nullable TextSource source) {
    return source == null ? "" : joined(words(source));
  }

  private Set<String> words(TextSource source) {
    Set<String> words = new LinkedHashSet<>();
    if (!source.table().isEmpty()) {
      Map<String, String> table = file.tables().getOrDefault(source.table(), Map.of());
      table.values().stream().distinct().sorted().forEach(words::add);
      if (words.remove("*")) {
        words.add(TOLD);
      }
    } else if (!source.length().isEmpty()) {
      words.add("by its length");
    } else if (source.jq() != null) {
      words.addAll(given(source.jq().text()));
    } else if (file.facts().containsKey(source.fact())) {
      words.addAll(given(file.facts().get(source.fact()).text()));
    } else if (!source.says().isEmpty()) {
      words.addAll(source.says().values());
    } else {
      words.add(source.literal().isEmpty() ? TOLD : source.literal());
    }
    if (!source.otherwise().isEmpty()) {
      words.add(source.otherwise());
    }
    return words;
  }

  private static List<String> given(String jq) {
    List<String> words =
        new ArrayList<>(GIVEN.matcher(jq).results().map(m -> m.group(1)).distinct().toList());
    if (words.isEmpty() || (jq.contains("//") && !jq.contains("then"))) {
      words.addFirst(TOLD);
    }
    return words;
  }

  /** Those sources, and in place of a list of the adapter's what stands in it. */
  Stream<TimeSource> places(List<TimeSource> sources) {
    return sources.stream()
        .flatMap(source ->
            source.use().isEmpty()
                ? Stream.of(source)
                : file.times().getOrDefault(source.use(), List.of()).stream());
  }

  /** Where a time stands, the best place first; empty where none is. */
  String times(List<TimeSource> sources) {
    return String.join(", else ", places(sources).map(this::time).distinct().toList());
  }

  private String time(TimeSource source) {
    TextSource convention = source.convention();
    if (convention != null) {
      return joined(
          words(convention).stream()
              .map(word -> Convention.ofWord(word).map(RuleWords::calendar).orElse(word))
              .toList());
    }
    if (!source.header().isEmpty()) {
      return Markdown.code(source.header());
    }
    return source.after().isEmpty() ? "stated in the reply" : "in the error's words";
  }

  private static String calendar(Convention convention) {
    return switch (convention) {
      case UTC_DAY -> "midnight UTC";
      case UTC_WEEK -> "Monday 00:00 UTC";
      case UTC_MONTH -> "month start UTC";
      case MIDNIGHT_PACIFIC -> "midnight Pacific";
    };
  }

  /** HTTP statuses of refusals. */
  static String statuses(List<StatusRange> ranges) {
    if (ranges.equals(List.of(RefusalRule.ERRORS))) {
      return "any error";
    }
    return String.join(
        ", ",
        ranges.stream()
            .map(r -> r.from() == r.to() ? "" + r.from() : r.from() + "-" + r.to())
            .toList());
  }

  /** {@code 90 s}, {@code 5 min} or {@code 6 h}. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  /** {@code a, b or c}. */
  static String joined(Collection<String> words) {
    List<String> all = words.stream().filter(Objects::nonNull).distinct().toList();
    if (all.size() < 2) {
      return String.join("", all);
    }
    return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.getLast();
  }

  /** The name of a provider as part of that of an environment variable. */
  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_') + "_KEY";
  }
}
