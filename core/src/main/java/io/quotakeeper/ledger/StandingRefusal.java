package io.quotakeeper.ledger;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * A refusal that has not been lifted.
 *
 * @param refusal what was refused
 * @param account whose credential met it
 * @param sentAt when the refused call left; only what was sent later can lift it
 * @param receivedAt when the refusal came
 * @param times how often it came in a row, without a success between, 1 or more; refusals of calls
 *     that were under way together count once
 */
public record StandingRefusal(
    Refusal refusal, AccountId account, Instant sentAt, Instant receivedAt, int times) {

  /** The one that ends last first; one without an end is last of all to end. */
  static final Comparator<StandingRefusal> ENDS_LAST_FIRST =
      Comparator.comparing((StandingRefusal r) -> r.endsAt().instant().orElse(Instant.MAX))
          .reversed();

  /*
   * An account whose pause is over comes after all others, so that it is tried only where a client
   * would be turned away otherwise. It is tried often enough that quota which came back is not
   * missed for long.
   */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration FIRST_PAUSE_OF_WINDOW = Duration.ofMinutes(5);

  /** The end that was stated; one that was over when it was stated counts as none. */
  public Moment statedEnd() {
    return refusal.until().isAfter(receivedAt) ? refusal.until() : Moment.unstated();
  }

  /**
   * When it ends by itself. A stated time is kept, however far away; without one it expires soon,
   * later each time; what waits for a person does not end by itself.
   */
  public Moment endsAt() {
    if (refusal.until().isAfter(receivedAt) || refusal.kind().waitsForPerson()) {
      return statedEnd();
    }
    boolean ofWindow = refusal.kind() == RefusalClass.WINDOW_EXHAUSTED;
    Duration first = ofWindow ? FIRST_PAUSE_OF_WINDOW : FIRST_PAUSE;
    long pause = first.toSeconds() << Math.min(times - 1, 20);
    return Moment.at(receivedAt.plusSeconds(Math.min(pause, LONGEST_PAUSE.toSeconds())));
  }

  /** Whether it still stands at {@code now}. */
  public boolean stands(Instant now) {
    return !endsAt().hasPassed(now);
  }

  /**
   * Whether it keeps {@code asking} from being served: a refused credential is that account's
   * trouble alone.
   */
  public boolean concerns(AccountId asking) {
    return !refusal.kind().isOfCredential() || account.equals(asking);
  }

  /**
   * Whether a later refusal is the same one over again. A short throttle and a spent window of one
   * scope stand side by side.
   */
  boolean isSameAs(StandingRefusal other) {
    return refusal.kind() == other.refusal.kind()
        && refusal.of() == other.refusal.of()
        && refusal.scope().equals(other.refusal.scope())
        && refusal.window().equals(other.refusal.window())
        && (!refusal.kind().isOfCredential() || account.equals(other.account));
  }

  boolean isNewerThan(StandingRefusal earlier) {
    int order = sentAt.compareTo(earlier.sentAt);
    return order > 0 || (order == 0 && receivedAt.isAfter(earlier.receivedAt));
  }

  /**
   * This one as the next after {@code earlier}. It counts as another one only if it was sent once
   * the earlier was known. A time that was stated is not lost because the next refusal states none.
   */
  StandingRefusal following(StandingRefusal earlier) {
    int count = sentAt.isBefore(earlier.receivedAt) ? earlier.times : earlier.times + 1;
    boolean keepsTime =
        !refusal.until().isAfter(receivedAt) && earlier.refusal.until().isAfter(receivedAt);
    Refusal latest = keepsTime ? refusal.withUntil(earlier.refusal.until()) : refusal;
    return new StandingRefusal(latest, account, sentAt, receivedAt, count);
  }
}
