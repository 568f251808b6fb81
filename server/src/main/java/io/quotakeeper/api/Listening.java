package io.quotakeeper.api;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.quota.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Begins to listen to the feed, to all accounts or some. */
record Listening(ApiPorts ports) {

  static final List<String> PARAMETERS = List.of("account", "provider", "pool");

  private static final String PAUSE_SECONDS = "5";

  EventReply begin(Call call) {
    Predicate<Holder> interest =
        ofAccount(call).and(Holders.ofProvider(call)).and(Holders.ofPool(call, ports.pools()));
    return ports
        .events()
        .subscribe(interest, call.lastEventId())
        .map(EventReply::new)
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(503, "too-many-listeners", "too many listen to events already")
                    .with("retry-after", PAUSE_SECONDS)));
  }

  private Predicate<Holder> ofAccount(Call call) {
    Optional<AccountId> account = call.accountIfGiven("account");
    account.ifPresent(id -> Operations.known(id, ports.quotas()::account));
    return holder -> account.isEmpty() || holder.account().equals(account.get());
  }
}
