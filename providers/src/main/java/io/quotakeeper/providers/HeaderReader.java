package io.quotakeeper.providers;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Reading;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads windows from the headers of a reply. */
final class HeaderReader {

  private final List<HeaderRule> rules;
  private final RuleLog log;

  HeaderReader(List<HeaderRule> rules, RuleLog log) {
    this.rules = rules;
    this.log = log;
  }

  /** What the headers say. */
  Gathering read(Material head) {
    Gathering gathering = new Gathering();
    for (HeaderRule rule : rules) {
      if (rule.calls().contains(head.reply().call())) {
        for (String star : stars(rule, head)) {
          gather(rule, head.withStar(star), gathering);
        }
      }
    }
    return gathering;
  }

  private void gather(HeaderRule rule, Material material, Gathering gathering) {
    Moment resetsAt = TimeSource.first(rule.resetsAt(), material);
    boolean isTold =
        resetsAt.instant().isPresent()
            || rule.amount().values().stream().anyMatch(n -> value(rule, n, material) != null);
    if (isTold) {
      gathering.add(() -> reading(rule, material, resetsAt));
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
    log.used("header", rule.name());
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
        told.put(e.getKey(), Numbers.required(text));
      }
    }
    return Measure.amount(told);
  }

  private static @Nullable String value(HeaderRule rule, String name, Material material) {
    return material.header(name).filter(v -> !rule.untold().contains(v)).orElse(null);
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
      int star = pattern.indexOf('*');
      if (star < 0) {
        return Set.of("");
      }
      String before = pattern.substring(0, star).toLowerCase(Locale.ROOT);
      String after = pattern.substring(star + 1).toLowerCase(Locale.ROOT);
      for (Map.Entry<String, String> field : head.reply().headers().fields()) {
        String name = field.getKey().toLowerCase(Locale.ROOT);
        if (name.length() > before.length() + after.length()
            && name.startsWith(before)
            && name.endsWith(after)) {
          stars.add(name.substring(before.length(), name.length() - after.length()));
        }
      }
    }
    stars.removeAll(Set.copyOf(rule.except()));
    return stars;
  }
}
