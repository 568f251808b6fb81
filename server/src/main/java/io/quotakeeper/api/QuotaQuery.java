package io.quotakeeper.api;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.ledger.Level;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the windows that somebody asks for, the most urgent first. */
record QuotaQuery(Quotas quotas, Pools pools) {

  static final List<String> PARAMETERS = List.of("account", "model", "provider", "state", "pool");

  private static final List<String> STATES =
      Stream.concat(
              Stream.of("known", "unknown", "unlimited", "not-entitled"),
              Arrays.stream(Level.values()).map(Level::word))
          .distinct()
          .toList();

  List<WindowView> find(Call call) {
    Predicate<WindowView> wanted =
        ofModel(call)
            .and(on(Holders.ofProvider(call)))
            .and(inState(call))
            .and(on(Holders.ofPool(call, pools)));
    Optional<AccountId> account = call.accountIfGiven("account");
    List<WindowView> windows =
        account.map(id -> Operations.known(id, quotas::windows)).orElseGet(quotas::windows);
    return windows.stream().filter(wanted).sorted(Urgency.MOST_URGENT_FIRST).toList();
  }

  private Predicate<WindowView> ofModel(Call call) {
    Optional<Scope> subject = call.subject("model");
    return view -> subject.isEmpty() || quotas.covers(view, subject.get());
  }

  private static Predicate<WindowView> on(Predicate<Holder> wanted) {
    return view -> wanted.test(view.holder());
  }

  /** The state of the reading or the level of the window: the words do not contradict. */
  private static Predicate<WindowView> inState(Call call) {
    Optional<String> word = call.text("state");
    if (word.isEmpty()) {
      return _ -> true;
    }
    String state = word.get();
    if (!STATES.contains(state)) {
      throw Call.badParameter("state", "must be one of " + String.join(", ", STATES));
    }
    return view ->
        view.reading().amount().state().equals(state) || view.level().word().equals(state);
  }
}
