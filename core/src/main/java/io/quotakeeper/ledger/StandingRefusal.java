package io.quotakeeper.ledger;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A refusal that has not been lifted.
 *
 * @param refusal what was refused
 * @param account whose credential met it
 * @param sentAt when the refused call left; only what was sent later can lift it
 * @param receivedAt when the refusal came
 * @param times how often in a row it came without a success between, 1 or more
 */
public record StandingRefusal(
    Refusal refusal, AccountId account, Instant sentAt, Instant receivedAt, int times) {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
  private static final Duration FIRST_PAUSE_OF_WINDOW = Duration.ofMinutes(5);
  private static final Duration LONGEST_PAUSE_OF_WINDOW = Duration.ofHours(6);

  /**
   * When it ends by itself. A stated time is kept, however far away; without one it expires soon,
   * later each time; what waits for a person does not end by itself.
   */
  public Moment endsAt() {
    if (refusal.until() instanceof Moment.At || refusal.kind().waitsForPerson()) {
      return refusal.until();
    }
    boolean ofWindow = refusal.kind() == RefusalClass.WINDOW_EXHAUSTED;
    Duration first = ofWindow ? FIRST_PAUSE_OF_WINDOW : FIRST_PAUSE;
    Duration longest = ofWindow ? LONGEST_PAUSE_OF_WINDOW : LONGEST_PAUSE;
    Duration pause = first.multipliedBy(1L << Math.min(times - 1, 20));
    return Moment.at(receivedAt.plus(pause.compareTo(longest) < 0 ? pause : longest));
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

  StandingRefusal after(List<StandingRefusal> earlier) {
    int before =
        earlier.stream().filter(this::isSameAs).mapToInt(StandingRefusal::times).max().orElse(0);
    return new StandingRefusal(refusal, account, sentAt, receivedAt, before + 1);
  }
}
