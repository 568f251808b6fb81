package io.quotakeeper.quota;

import java.util.Locale;

/** What to do with a request, as far as quota is concerned. */
public sealed interface QuotaDecision {

  /** There is enough. */
  record Proceed() implements QuotaDecision {}

  /**
   * There is little left.
   *
   * @param remaining the share left of the tightest window, 0 to 1
   * @param resetTime when that window refills
   */
  record LowQuota(double remaining, Moment resetTime) implements QuotaDecision {}

  /**
   * Nothing is left, or requests are refused.
   *
   * @param resetTime when that ends, as far as it is stated
   */
  record Exhausted(Moment resetTime) implements QuotaDecision {}

  /**
   * Nothing is known.
   *
   * @param reason why, for a person
   */
  record Unknown(String reason) implements QuotaDecision {}

  /**
   * The word that users see: {@code proceed}, {@code low}, {@code exhausted} or {@code unknown}.
   */
  default String word() {
    String name = this instanceof LowQuota ? "low" : getClass().getSimpleName();
    return name.toLowerCase(Locale.ROOT);
  }

  /** When what is short comes back, as far as it is stated. */
  default Moment resetTime() {
    return switch (this) {
      case LowQuota low -> low.resetTime;
      case Exhausted exhausted -> exhausted.resetTime;
      case Proceed _, Unknown _ -> Moment.unstated();
    };
  }
}
