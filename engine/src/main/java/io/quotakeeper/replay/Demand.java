package io.quotakeeper.replay;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.select.Need;
import java.time.Instant;

/**
 * A request that was made, for which another account might have been chosen.
 *
 * @param id its name
 * @param root its own name; of one that was refused and is made again the name of the first of them
 * @param request what was asked for
 * @param account which account it went to
 * @param at when
 */
record Demand(String id, String root, LeaseRequest request, Account account, Instant at) {

  String pool() {
    return request.pool();
  }

  /** Whether one that was refused is made again. */
  boolean isAgain() {
    return !id.equals(root);
  }

  /** What it was estimated to take. */
  Need need() {
    return new Need(Scope.ofModelOrScope(request.model()), request.estimate(), request.purpose());
  }
}
