package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.select.Decision;
import java.util.List;

/** A credential for one request, or why there is none. */
public sealed interface TokenGrant {

  /**
   * Use this one.
   *
   * @param account whose it is
   * @param secret the credential
   * @param decision what is known of it
   */
  record Granted(AccountId account, Secret secret, Decision decision) implements TokenGrant {}

  /**
   * None is left.
   *
   * @param earliestReset when the first of them can serve again; unstated if no one says
   * @param passedOver why each account cannot serve, the best first
   */
  record NoneLeft(Moment earliestReset, List<PassedOver> passedOver) implements TokenGrant {
    /** Copies the list. */
    public NoneLeft {
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * An account that cannot serve.
   *
   * @param account which
   * @param reason why, for a person
   * @param until when that ends, as far as it is known
   */
  record PassedOver(AccountId account, String reason, Moment until) {}
}
