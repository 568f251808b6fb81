package io.quotakeeper.providers;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads windows from the headers of a reply. */
final class HeaderReader {

  private static final int MOST_POSITIONS = 16;

  private final List<HeaderRule> rules;
  private final @Nullable RateLimitFields rateLimitFields;
  private final RuleLog log;

  HeaderReader(List<HeaderRule> rules, @Nullable RateLimitRule rateLimitFields, RuleLog log) {
    this.rules = rules;
    this.rateLimitFields =
        rateLimitFields == null ? null : new RateLimitFields(rateLimitFields, log);
    this.log = log;
  }

  /** What the headers say. */
  Gathering read(Material head) {
    Gathering gathering = new Gathering();
    if (rateLimitFields != null && head.reply().call().equals(Adapter.TRAFFIC)) {
      rateLimitFields.read(head, gathering);
    }
    for (HeaderRule rule : rules) {
      if (rule.calls().contains(head.reply().call()) && head.hasHeaders(rule.headers())) {
        for (String star : stars(rule, head)) {
          positions(rule, head.withStar(star)).forEach(m -> gather(rule, m, gathering));
        }
      }
    }
    return gathering;
  }

  /** One for each element of the lists; the head itself for a rule of plain headers. */
  private static Stream<Material> positions(HeaderRule rule, Material head) {
    if (!rule.list()) {
      return Stream.of(head);
    }
    int longest =
        rule.amount().values().stream()
            .mapToInt(name -> head.header(name).map(v -> v.split(",", -1).length).orElse(0))
            .max()
            .orElse(0);
    return IntStream.range(0, Math.min(longest, MOST_POSITIONS)).mapToObj(head::withPosition);
  }

  private void gather(HeaderRule rule, Material material, Gathering gathering) {
    Moment resetsAt = TimeSource.first(rule.resetsAt(), material);
    boolean isUntold =
        rule.amount().values().stream().allMatch(n -> value(rule, n, material) == null);
    boolean isSilent =
        resetsAt.instant().isEmpty()
            || rule.amount().values().stream().anyMatch(n -> material.header(n).isPresent());
    if (!(isUntold && isSilent)) {
      gathering.add(
          () -> reading(rule, material, resetsAt), why -> log.lost("header", rule.name(), why));
    }
  }

  private Reading reading(HeaderRule rule, Material material, Moment resetsAt) {
    Reading reading =
        new Reading(
            Gathering.window(
                ScopeSource.first(rule.scope(), material),
                required(rule.window(), material),
                required(rule.unit(), material)),
            rule.role(),
            amount(rule, material),
            resetsAt,
            Moment.unstated(),
            rule.refills());
    log.used("header", rule.name(), reading.window().toString());
    return reading;
  }

  private static Amount amount(HeaderRule rule, Material material) {
    Map<Measure, Double> told = new EnumMap<>(Measure.class);
    for (Map.Entry<Measure, String> e : rule.amount().entrySet()) {
      String text = value(rule, e.getValue(), material);
      if (text != null && e.getKey() == Measure.LIMIT && rule.unlimited().contains(text)) {
        return Amount.unlimited();
      }
      if (text != null) {
        told.put(e.getKey(), e.getKey().read(text));
      }
    }
    return Measure.amount(told);
  }

  private static @Nullable String value(HeaderRule rule, String name, Material material) {
    return material
        .header(name)
        .map(v -> rule.list() ? v : Repeated.once(v))
        .filter(v -> !rule.untold().contains(v))
        .orElse(null);
  }

  private static String required(@Nullable TextSource source, Material material) {
    if (source == null) {
      throw new Unreadable("a header rule lacks a name");
    }
    return source.find(material).orElseThrow(() -> new Unreadable("a header lacks a name"));
  }

  /** The texts that the star stands for in this reply; one empty text for a rule without a star. */
  private static Set<String> stars(HeaderRule rule, Material head) {
    Set<String> stars = new TreeSet<>();
    for (String pattern : rule.amount().values()) {
      if (pattern.indexOf('*') < 0) {
        return Set.of("");
      }
      stars.addAll(head.reply().headers().stars(pattern));
    }
    stars.removeAll(Set.copyOf(rule.except()));
    return stars;
  }
}
