package io.quotakeeper.engine;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The accounts under watch, in the order of their ids. Immutable; the next book keeps what has not
 * changed.
 */
final class Book {

  static final Book EMPTY = new Book(new TreeMap<>());

  private final NavigableMap<AccountId, Watched> byId;
  private final Map<Owner, List<Watched>> byOwner;

  private Book(NavigableMap<AccountId, Watched> byId) {
    this.byId = Collections.unmodifiableNavigableMap(byId);
    this.byOwner = byId.values().stream().collect(Collectors.groupingBy(w -> w.holder().owner()));
  }

  /**
   * What new accounts need.
   *
   * @param adapters know the providers
   * @param settings say how values are judged
   */
  record Shop(Adapters adapters, MonitorSettings settings) {}

  /**
   * The book of these accounts.
   *
   * @throws IllegalArgumentException if two have one id, or one names a provider that there is not
   */
  Book next(Collection<Account> accounts, Shop shop, Due firstDue) {
    var next = new TreeMap<AccountId, Watched>();
    for (Account account : accounts) {
      Watched known = byId.get(account.id());
      Watched watched =
          known != null && known.account().equals(account)
              ? known
              : new Watched(
                  account, adapter(account, shop), shop.settings, first(known, account, firstDue));
      if (next.put(account.id(), watched) != null) {
        throw new IllegalArgumentException("two accounts have the id \"" + account.id() + "\"");
      }
    }
    return new Book(next);
  }

  Optional<Watched> find(AccountId account) {
    return Optional.ofNullable(byId.get(account));
  }

  Collection<Watched> all() {
    return byId.values();
  }

  List<Watched> of(Owner owner) {
    return byOwner.getOrDefault(owner, List.of());
  }

  Set<Owner> owners() {
    return byOwner.keySet();
  }

  Set<AccountId> ids() {
    return byId.keySet();
  }

  /** Those that stand in this book and not, or changed, in the other. */
  List<Watched> without(Book other) {
    return byId.values().stream()
        .filter(watched -> other.find(watched.id()).filter(watched::equals).isEmpty())
        .toList();
  }

  /**
   * A pause that a provider stated for a credential holds, whatever else of the account changed.
   */
  private static Progress first(@Nullable Watched known, Account account, Due firstDue) {
    return known != null && known.progress().throttled() && isSameCredential(known, account)
        ? Progress.start(known.progress().due()).paused()
        : Progress.start(firstDue);
  }

  private static boolean isSameCredential(Watched known, Account account) {
    return known.account().provider().equals(account.provider())
        && known.account().secret().equals(account.secret());
  }

  private static Adapter adapter(Account account, Shop shop) {
    return shop.adapters
        .find(account.provider())
        .orElseThrow(() ->
            new IllegalArgumentException(
                "account \""
                    + account.id()
                    + "\" names provider \""
                    + account.provider()
                    + "\", which is not known"));
  }
}
