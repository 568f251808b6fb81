package io.quotakeeper.config;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.Credential;
import io.quotakeeper.engine.Login;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.SubscriptionTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code accounts}. */
final class AccountReader {

  private static final Kind<SubscriptionTier> TIER =
      Kind.choice(
          "tier",
          Map.of(
              "FREE", SubscriptionTier.FREE,
              "PRO", SubscriptionTier.PRO,
              "ULTRA", SubscriptionTier.ULTRA));
  private static final Kind<String> PROJECT =
      Kind.text("1 to 128 letters, digits or '-'", "[A-Za-z0-9-]{1,128}");
  static final Keys KEYS =
      Keys.of(
          Key.required("id", Names.ID, "Unique: letters, digits, '.', '_' or '-'."),
          Key.required("provider", Shape.PROVIDER, "Its adapter; see: quotakeeper provider list."),
          Key.optional("project", PROJECT, "The provider's project, where its adapter needs one."),
          Key.optional("tier", TIER, "Its subscription; detected where the provider tells."),
          CredentialReader.SECRET,
          CredentialReader.LOGIN,
          CredentialReader.KEY,
          Key.optional("owner", Names.SHORT, "Accounts of one owner share its limits."),
          Key.optional(
              "enabled", Kind.TRUTH, "Whether it is synced and used; else its secret may lack."),
          Key.optional(
              "limits",
              Shape.list(Shape.mapping(LimitReader.KEYS)),
              "Limits that the provider does not tell."),
          Key.optional(
              "baseUrl", Urls.SHAPE, "Replaces the origin and path prefix of its adapter's calls."),
          Key.optional("labels", Names.LABELS, "Names by which pools select it."),
          Key.optional(
              "reserve",
              Kind.PERCENT,
              "The share of each of its windows that no pool uses; where the pool keeps back more,"
                  + " that holds."));

  /** What an account looks like. */
  static final Shape SHAPE = Shape.mapping(KEYS).with("oneOf", CredentialReader.ONE);

  private final ProviderSwitches providers;
  private final CredentialReader credentials;
  private final Urls urls;
  private final Instant now;
  private final List<String> notes;

  private final Kind<KnownProvider> provider;
  private final List<Account> accounts = new ArrayList<>();
  private final Map<AccountId, List<ManualLimit>> limits = new LinkedHashMap<>();
  private final Map<AccountId, Double> reserves = new HashMap<>();
  private final Map<String, String> providerOf = new HashMap<>();
  private final Map<Login, AccountId> loginOf = new HashMap<>();
  private final Map<String, Integer> lineOf = new HashMap<>();

  /** For accounts of the providers that are known by now. */
  AccountReader(
      ProviderSwitches providers,
      SecretReader secrets,
      Urls urls,
      Instant now,
      List<String> notes) {
    this.providers = providers;
    this.credentials = new CredentialReader(secrets, urls);
    this.urls = urls;
    this.now = now;
    this.notes = notes;
    this.provider = providers.kind();
  }

  Roster read(List<Field> items) {
    items.forEach(this::readOne);
    return new Roster(
        List.copyOf(accounts), Map.copyOf(limits), Map.copyOf(reserves), Map.copyOf(providerOf));
  }

  private void readOne(Field item) {
    int before = item.problems().count();
    Mapping keys = item.mapping(KEYS);
    Optional<String> id = id(keys);
    Optional<KnownProvider> found = keys.require("provider", provider);
    found.ifPresent(known -> keys.get("provider").ifPresent(f -> providers.check(f, known)));
    id.ifPresent(name -> providerOf.put(name, found.map(KnownProvider::name).orElse("")));
    boolean enabled = keys.read("enabled", Kind.TRUTH).orElse(true);
    List<ManualLimit> stated = keys.get("limits").map(LimitReader::read).orElse(List.of());
    found
        .filter(known -> !known.takesLogins())
        .ifPresent(known -> CredentialReader.refuseLogin(keys, known.name()));
    Optional<Credential> secret = credentials.read(keys, enabled);
    Optional<Double> reserve = keys.read("reserve", Kind.PERCENT);
    Account account =
        new Account(
            new AccountId(id.orElse("unnamed")),
            found.map(KnownProvider::name).orElse(""),
            keys.read("owner", Names.SHORT).orElse(id.orElse("")),
            keys.read("project", PROJECT).orElse(""),
            keys.read("tier", TIER).map(Plan::declared).orElse(Plan.NONE),
            keys.get("labels").map(Names::labels).orElse(Map.of()),
            enabled,
            keys.read("baseUrl", urls.base()).orElse(""),
            stated.stream().map(limit -> limit.reading(now)).toList(),
            secret.orElse(new EnvironmentSecret(Map.of(), "")));
    if (item.problems().count() == before) {
      add(account, stated, found.filter(KnownProvider::needsProject).isPresent());
      reserve.ifPresent(share -> reserves.put(account.id(), share));
    }
  }

  private void add(Account account, List<ManualLimit> stated, boolean needsProject) {
    accounts.add(account);
    if (account.secret() instanceof Login login) {
      AccountId first = loginOf.putIfAbsent(login, account.id());
      if (first != null) {
        notes.add(
            "accounts %s and %s have one login: where its provider rotates refresh tokens, each needs a login of its own"
                .formatted(first, account.id()));
      }
    }
    if (!stated.isEmpty()) {
      limits.put(account.id(), List.copyOf(stated));
    }
    if (needsProject && account.project().isEmpty()) {
      notes.add(
          "account %s has no project, which %s needs: it cannot be synced until it has one"
              .formatted(account.id(), account.provider()));
    }
  }

  private Optional<String> id(Mapping keys) {
    Optional<String> id = keys.require("id", Names.ID);
    Optional<Field> field = keys.get("id");
    if (id.isPresent() && field.isPresent()) {
      Integer first = lineOf.putIfAbsent(id.get(), field.get().spot().line());
      if (first != null) {
        field.get().problem("already the id of the account in line " + first, "an id of its own");
      }
    }
    return id;
  }
}
