package io.quotakeeper.ledger;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Sighting;
import java.time.Duration;
import java.time.Instant;

/**
 * Who said the value of a window, and when.
 *
 * @param source what kind of evidence
 * @param account whose credential saw it
 * @param chain the chain of quota calls that tells of the window, empty if none does
 * @param call the quota call of that chain that told of it last, empty if none did
 * @param asOf the instant that the value describes: when the call left, less the lag that its
 *     adapter declares. Evidence is ordered by it
 * @param receivedAt when the answer came
 */
public record Provenance(
    Source source, AccountId account, String chain, String call, Instant asOf, Instant receivedAt) {

  private static final Duration AS_GOOD_AS_FRESH = Duration.ofMinutes(1);

  static Provenance of(Source source, Sighting seen) {
    return new Provenance(source, seen.account(), "", "", seen.sentAt(), seen.receivedAt());
  }

  static Provenance of(Evidence.Polled polled) {
    Sighting seen = polled.sighting();
    return new Provenance(
        Source.POLLED,
        seen.account(),
        polled.chain(),
        polled.call(),
        seen.sentAt().minus(polled.lag()),
        seen.receivedAt());
  }

  /**
   * Whether the value describes an instant long before it came: more than the minute within which
   * calls end and numbers are as good as fresh. It may as well describe a later one.
   */
  boolean isLate() {
    return asOf.plus(AS_GOOD_AS_FRESH).isBefore(receivedAt);
  }

  boolean isOfChain(String name) {
    return !chain.isEmpty() && chain.equals(name);
  }

  /** Of two that describe the same instant the one that came later is the newer. */
  boolean isOlderThan(Provenance other) {
    int order = asOf.compareTo(other.asOf);
    return order < 0 || (order == 0 && receivedAt.isBefore(other.receivedAt));
  }

  /**
   * A header's word of a window that a quota call tells of, too: the window still goes when that
   * call no longer mentions it.
   */
  Provenance keepingCallOf(Provenance earlier) {
    return source == Source.OBSERVED
        ? new Provenance(source, account, earlier.chain, earlier.call, asOf, receivedAt)
        : this;
  }
}
