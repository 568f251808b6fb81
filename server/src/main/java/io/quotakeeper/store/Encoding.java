package io.quotakeeper.store;

import io.quotakeeper.ledger.LedgerView;
import io.quotakeeper.ledger.OwnerState;
import java.util.stream.Stream;

/** Makes a row of what is dirty, from the newest state that the views tell. */
final class Encoding {

  private final LedgerView ledger;
  private final AccountFactsView accounts;

  Encoding(LedgerView ledger, AccountFactsView accounts) {
    this.ledger = ledger;
    this.accounts = accounts;
  }

  Stream<Row> row(Dirty dirty) {
    return switch (dirty) {
      case Dirty.OfOwner(var owner) -> {
        OwnerState state = ledger.state(owner);
        yield Stream.of(new Row.OfOwner(owner, state.isEmpty() ? "" : StateCodec.encode(state)));
      }
      case Dirty.OfAccount(var account) -> {
        String facts = accounts.facts(account).map(FactsCodec::encode).orElse("");
        yield Stream.of(new Row.OfAccount(account, facts));
      }
      case Dirty.Waiter _ -> Stream.empty();
    };
  }
}
