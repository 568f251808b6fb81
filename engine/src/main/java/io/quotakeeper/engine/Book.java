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

  private final Shop shop;
  private final NavigableMap<AccountId, Watched> byId;
  private final Map<Owner, List<Watched>> byOwner;

  private Book(Shop shop, NavigableMap<AccountId, Watched> byId) {
    this.shop = shop;
    this.byId = Collections.unmodifiableNavigableMap(byId);
    this.byOwner = byId.values().stream().collect(Collectors.groupingBy(w -> w.holder().owner()));
  }

  /**
   * What all accounts share.
   *
   * @param adapters know the providers
   * @param settings say how accounts are watched
   */
  record Shop(Adapters adapters, MonitorSettings settings) {}

  /** Nobody is under watch. */
  static Book empty(Shop shop) {
    return new Book(shop, new TreeMap<>());
  }

  /**
   * The book of these accounts. One that is what it was, at an adapter that is what it was, goes on
   * where it stands.
   *
   * @throws IllegalArgumentException if two have one id, or one names a provider that there is not
   */
  Book next(Shop other, Collection<Account> accounts, Due firstDue) {
    var next = new TreeMap<AccountId, Watched>();
    for (Account account : accounts) {
      Adapter adapter = adapter(account, other);
      Watched known = byId.get(account.id());
      Watched watched =
          known != null && known.isOf(account, adapter)
              ? known.with(account, other.settings)
              : anew(
                  known,
                  new Watched(account, adapter, other.settings, first(known, account, firstDue)));
      if (next.put(account.id(), watched) != null) {
        throw new IllegalArgumentException("two accounts have the id \"" + account.id() + "\"");
      }
    }
    return new Book(other, next);
  }

  Shop shop() {
    return shop;
  }

  Adapters adapters() {
    return shop.adapters;
  }

  MonitorSettings settings() {
    return shop.settings;
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
    return byId.values().stream().filter(watched -> !other.continues(watched)).toList();
  }

  /** Those that stand in both and go on where they stood, as this book has them. */
  List<Watched> keptFrom(Book other) {
    return byId.values().stream().filter(other::continues).toList();
  }

  private boolean continues(Watched watched) {
    return find(watched.id()).filter(watched::isSameCourse).isPresent();
  }

  /**
   * A pause that a provider stated for a credential holds, whatever else of the account changed.
   */
  private static Progress first(@Nullable Watched known, Account account, Due firstDue) {
    return known != null && known.progress().throttled() && isSameCredential(known, account)
        ? Progress.start(known.progress().due()).paused()
        : Progress.start(firstDue);
  }

  /** What a provider allows to ask only now and then was asked, whatever else changed. */
  private static Watched anew(@Nullable Watched known, Watched next) {
    if (known != null && isSameCredential(known, next.account())) {
      next.takesOver(known);
    }
    return next;
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
