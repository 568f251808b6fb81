package io.quotakeeper.config;

import io.quotakeeper.engine.Account;
import io.quotakeeper.quota.AccountId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the accounts that a pool selects. All that is given must hold. */
final class PoolAccounts {

  private static final Keys KEYS =
      Keys.of(
          Key.optional("provider", Shape.PROVIDER, "The accounts of this provider."),
          Key.optional("ids", Shape.list(Names.ID.shape()), "The accounts of these ids."),
          Key.optional("labels", Names.LABELS, "The accounts that have all of these labels."));

  /** What the selection looks like. */
  static final Shape SHAPE =
      Shape.either(
          Shape.list(Names.ID.shape()),
          Shape.mapping(KEYS).with("type", "object").with("minProperties", 1));

  private static final String EXPECTED =
      "{provider: NAME}, {labels: {team: search}}, {ids: [a, b]}, several of these, or a list of"
          + " ids";

  private final Roster roster;
  private final Kind<KnownProvider> providers;
  private final Kind<String> id;
  private final Map<String, Account> right = new HashMap<>();

  PoolAccounts(Roster roster, Kind<KnownProvider> providers) {
    this.roster = roster;
    this.providers = providers;
    id = roster.id();
    roster.accounts().forEach(account -> right.put(account.id().value(), account));
  }

  /** The accounts of a pool. */
  List<AccountId> of(Mapping pool) {
    Optional<Field> field = pool.get("accounts");
    if (field.isEmpty()) {
      pool.missing("accounts", EXPECTED);
      return List.of();
    }
    List<Account> selected = field.get().isList() ? named(field.get()) : matching(field.get());
    TreeSet<String> several = new TreeSet<>();
    selected.forEach(account -> several.add(account.provider()));
    if (several.size() > 1) {
      field
          .get()
          .problem(
              "accounts of several providers: " + String.join(", ", several),
              "accounts of one provider");
    }
    return selected.stream().map(Account::id).toList();
  }

  /** Which of these accounts have a reserve of their own, and how much. */
  Map<AccountId, Double> reserves(List<AccountId> accounts) {
    Map<AccountId, Double> reserves = new HashMap<>(roster.reserves());
    reserves.keySet().retainAll(accounts);
    return reserves;
  }

  /** An id of the file's. */
  Kind<String> id() {
    return id;
  }

  /** Whether a pool's keys may name that account: those in it, and those that are not right. */
  boolean mayName(String name, List<AccountId> accounts) {
    Account account = right.get(name);
    return account == null ? roster.providers().containsKey(name) : accounts.contains(account.id());
  }

  private List<Account> named(Field list) {
    List<Account> named = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Field item : list.list("a list of ids")) {
      Optional<String> name = item.read(id);
      if (name.filter(seen::add).isPresent()) {
        name.map(right::get).ifPresent(named::add);
      } else if (name.isPresent()) {
        item.problem("named twice", "each account once");
      }
    }
    return named;
  }

  private List<Account> matching(Field field) {
    int before = field.problems().count();
    Mapping keys = field.mapping(KEYS);
    Optional<KnownProvider> provider = keys.read("provider", providers);
    Map<String, String> labels = keys.get("labels").map(Names::labels).orElse(Map.of());
    List<Account> from = keys.get("ids").map(this::named).orElse(roster.accounts());
    if (keys.wellFormed() && keys.entries().isEmpty()) {
      field.problem("selects nothing", EXPECTED);
    }
    // What was misread selects nothing, so that one mistake is not said twice.
    boolean misread = field.problems().count() > before;
    return from.stream()
        .filter(_ -> !misread)
        .filter(a -> provider.isEmpty() || provider.get().name().equals(a.provider()))
        .filter(a -> a.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }
}
