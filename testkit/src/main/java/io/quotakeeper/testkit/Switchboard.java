package io.quotakeeper.testkit;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.time.Time;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds whom a request is for: the provider by its path, the account by its token. Thread-safe. */
final class Switchboard {

  /** The path that stands before that of the token endpoint. */
  static final String LOGINS = "/logins";

  private static final String TOKEN = "/token";

  private final Time time;
  private final Map<AccountId, LiveAccount> accounts = new ConcurrentHashMap<>();
  private final Map<String, LiveAccount> byToken = new ConcurrentHashMap<>();
  private final Map<Owner, Stock> stocks = new ConcurrentHashMap<>();
  private final Map<AccountId, SimulatedLogin> logins = new ConcurrentHashMap<>();
  private final Tally strangers = new Tally();

  Switchboard(Time time) {
    this.time = time;
  }

  LiveAccount add(SimulatedAccount account) {
    Owner owner = new Owner(account.provider(), account.owner());
    Dialect dialect = Dialect.of(account.provider());
    Stock stock = stocks.computeIfAbsent(owner, o -> new Stock(account, dialect, time));
    LiveAccount live = new LiveAccount(account, stock, time);
    if (accounts.putIfAbsent(account.id(), live) != null) {
      throw new IllegalArgumentException("there is an account " + account.id() + " already");
    }
    String token = key(dialect, account.token().reveal());
    if (byToken.putIfAbsent(token, live) != null) {
      accounts.remove(account.id());
      throw new IllegalArgumentException("another account has the token of " + account.id());
    }
    return live;
  }

  /** Gives an account a login beside its token. */
  SimulatedLogin login(String id, String refreshToken) {
    AccountId account = get(id).account().id();
    var login = new SimulatedLogin(id, refreshToken, time);
    logins.put(account, login);
    return login;
  }

  LiveAccount get(String id) {
    LiveAccount account = accounts.get(new AccountId(id));
    if (account == null) {
      throw new IllegalArgumentException("there is no account " + id);
    }
    return account;
  }

  Collection<LiveAccount> accounts() {
    return accounts.values();
  }

  Tally strangers() {
    return strangers;
  }

  /** What to do with a request. */
  Line connect(IncomingRequest request) {
    if (request.path().equals(LOGINS + TOKEN)) {
      return login(SimulatedLogin.form(request.body()));
    }
    return dialectOf(request.path())
        .map(dialect -> connect(dialect, below(dialect, request)))
        .orElseGet(() -> Line.unknown(Answer.empty(404)));
  }

  private static Line unknownLogin() {
    return Line.unknown(SimulatedLogin.error("invalid_grant"));
  }

  private Line login(Map<String, String> form) {
    return logins.values().stream()
        .filter(login -> login.isOf(form))
        .findFirst()
        .map(login -> Line.ofLogin(login.answer(form)))
        .orElseGet(Switchboard::unknownLogin);
  }

  private @Nullable LiveAccount account(Dialect dialect, String token) {
    LiveAccount fixed = byToken.get(key(dialect, token));
    return fixed != null
        ? fixed
        : accounts.values().stream()
            .filter(live -> live.account().provider().equals(dialect.provider()))
            .filter(live -> opens(live, token))
            .findFirst()
            .orElse(null);
  }

  private boolean opens(LiveAccount live, String token) {
    SimulatedLogin login = logins.get(live.account().id());
    return login != null && login.opens(token);
  }

  private Line connect(Dialect dialect, IncomingRequest request) {
    LiveAccount account = account(dialect, request.credential());
    if (account == null) {
      strangers.add();
      return Line.unknown(dialect.failure(401));
    }
    return account.enter(request);
  }

  private static Optional<Dialect> dialectOf(String path) {
    return Dialect.all().stream().filter(d -> path.startsWith(prefix(d) + "/")).findFirst();
  }

  private static IncomingRequest below(Dialect dialect, IncomingRequest request) {
    return request.at(request.path().substring(prefix(dialect).length()));
  }

  /** The path that stands before all paths of a provider. */
  static String prefix(Dialect dialect) {
    return "/" + dialect.provider();
  }

  private static String key(Dialect dialect, String token) {
    return dialect.provider() + " " + token;
  }
}
