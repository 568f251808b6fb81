package io.quotakeeper.api;

import io.quotakeeper.ledger.Level;
import io.quotakeeper.ledger.WindowView;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        ofModel(call).and(ofProvider(call)).and(inState(call)).and(ofPool(call));
    Optional<AccountId> account = call.accountIfGiven("account");
    List<WindowView> windows =
        account.map(id -> Operations.known(id, quotas::windows)).orElseGet(quotas::windows);
    return windows.stream().filter(wanted).sorted(Urgency.MOST_URGENT_FIRST).toList();
  }

  private Predicate<WindowView> ofModel(Call call) {
    Optional<Scope> subject = call.subject("model");
    return view -> subject.isEmpty() || quotas.covers(view, subject.get());
  }

  private static Predicate<WindowView> ofProvider(Call call) {
    Optional<String> provider = call.text("provider");
    return view -> provider.isEmpty() || view.holder().owner().provider().equals(provider.get());
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

  private Predicate<WindowView> ofPool(Call call) {
    Optional<String> pool = call.text("pool");
    if (pool.isEmpty()) {
      return _ -> true;
    }
    Set<AccountId> accounts = Operations.known(pool.get(), pools);
    return view -> accounts.contains(view.holder().account());
  }
}
