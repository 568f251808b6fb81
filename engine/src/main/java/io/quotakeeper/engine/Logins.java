package io.quotakeeper.engine;

import io.quotakeeper.engine.LoginException.Kind;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Grant;
import io.quotakeeper.providers.LoginWay;
import io.quotakeeper.providers.TokenEndpoint;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The one door to what opens an account: its credential, or its login's access token. An account
 * whose login is what it was keeps its token when other things of it change. Thread-safe.
 */
final class Logins {

  private final Map<AccountId, Kept> keepers = new ConcurrentHashMap<>();
  private final Map<AccountId, Rotation> rotations = new ConcurrentHashMap<>();
  private final Supplier<Adapters> adapters;
  private final TokenCalls calls;
  private final Rotation.Tools tools;
  private final Engine.Ports ports;
  private volatile boolean closed;

  private record Kept(Login login, LoginWay way, Adapter endpoint, LoginKeeper keeper) {

    boolean isOf(Login other, LoginWay otherWay, Adapter otherEndpoint) {
      return login.equals(other) && way.equals(otherWay) && endpoint.equals(otherEndpoint);
    }
  }

  Logins(Supplier<Adapters> adapters, TokenCalls calls, LoginStore store, Engine.Ports ports) {
    this.adapters = adapters;
    this.calls = calls;
    this.tools = new Rotation.Tools(store, ports.timer(), ports.random(), ports.executor());
    this.ports = ports;
  }

  /**
   * What opens an account. Does not block; cancelling it disturbs nobody else. Fails with a {@link
   * LoginException}, or with what a {@link SecretSource} throws.
   *
   * @param executor reads credentials
   */
  Future<Secret> opening(Watched watched, ExecutorService executor) {
    return switch (watched.account().secret()) {
      case SecretSource source -> executor.submit(source::read);
      case Login login -> token(watched, login);
    };
  }

  /**
   * What opens an account. Blocks until it is read, or got.
   *
   * @throws SecretUnavailableException if it cannot be had; the message is for a person
   */
  Secret secret(Watched watched) {
    return switch (watched.account().secret()) {
      case SecretSource source -> source.read();
      case Login login -> await(token(watched, login));
    };
  }

  /**
   * Another access token than the one that the provider did not take; empty if there is no other.
   */
  Optional<Future<Secret>> insteadOf(Watched watched, Secret rejected) {
    return switch (watched.account().secret()) {
      case SecretSource _ -> Optional.empty();
      case Login login -> Optional.of(instead(watched, login, rejected));
    };
  }

  /** What to look for in an answer to a request that somebody sent. */
  SecretSource known(Watched watched) {
    return switch (watched.account().secret()) {
      case SecretSource source -> source;
      case Login _ ->
          Optional.ofNullable(keepers.get(watched.id()))
              .flatMap(kept -> kept.keeper.known())
              .map(SecretSource::of)
              .orElse(() -> {
                throw new SecretUnavailableException("no access token was got yet");
              });
    };
  }

  /** What the operator should know of an account's login; empty if nothing. Never blocks. */
  String note(Watched watched) {
    Kept kept = keepers.get(watched.id());
    return kept == null || !kept.login.equals(watched.account().secret()) ? "" : kept.keeper.note();
  }

  /** Forgets the logins of all other accounts, but for rotated ones that are not saved yet. */
  void retain(Set<AccountId> ids) {
    keepers.keySet().retainAll(ids);
    rotations
        .entrySet()
        .removeIf(known -> !ids.contains(known.getKey()) && known.getValue().isAtRest());
  }

  /**
   * No refresh token is used any more. Gives what completes when no login is being renewed and what
   * could not be saved was tried once more: a rotated one would be lost. Never blocks.
   */
  List<CompletableFuture<?>> close() {
    closed = true;
    rotations.values().forEach(Rotation::close);
    return Stream.<CompletableFuture<?>>concat(
            keepers.values().stream().map(kept -> kept.keeper.idle()),
            rotations.values().stream().map(this::settled))
        .toList();
  }

  private CompletableFuture<?> settled(Rotation known) {
    try {
      return CompletableFuture.runAsync(known::settle, ports.executor());
    } catch (RejectedExecutionException _) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private CompletableFuture<Secret> token(Watched watched, Login login) {
    try {
      return keeper(watched, login).token();
    } catch (LoginException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<Secret> instead(Watched watched, Login login, Secret rejected) {
    try {
      return keeper(watched, login).insteadOf(rejected);
    } catch (LoginException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Secret await(CompletableFuture<Secret> token) {
    try {
      return token.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new SecretUnavailableException("interrupted while an access token was got");
    } catch (ExecutionException e) {
      String why =
          e.getCause() instanceof LoginException failure
              ? String.valueOf(failure.getMessage())
              : "no access token";
      throw new SecretUnavailableException(why);
    }
  }

  private LoginKeeper keeper(Watched watched, Login login) throws LoginException {
    LoginWay way =
        watched
            .adapter()
            .login()
            .orElseThrow(() ->
                misconfigured(watched.adapter().name() + " takes no login; give it a secret"));
    Adapter endpoint =
        adapters
            .get()
            .find(way.adapter())
            .orElseThrow(() -> misconfigured("there is no adapter " + way.adapter()));
    TokenEndpoint requests =
        endpoint
            .tokenEndpoint()
            .orElseThrow(() -> misconfigured(way.adapter() + " describes no token endpoint"));
    return keepers.compute(
            watched.id(),
            (id, known) ->
                known != null && (known.isOf(login, way, endpoint) || watched.isDropped())
                    ? known
                    : new Kept(login, way, endpoint, keeper(id, login, way, endpoint, requests)))
        .keeper;
  }

  private LoginKeeper keeper(
      AccountId id, Login login, LoginWay way, Adapter endpoint, TokenEndpoint requests) {
    return new LoginKeeper(
        id,
        source(id, login, way, endpoint, requests),
        new LoginKeeper.Tools(ports.time(), ports.random(), ports.executor()));
  }

  private TokenSource source(
      AccountId id, Login login, LoginWay way, Adapter endpoint, TokenEndpoint requests) {
    return switch (login) {
      case Login.RefreshToken refresh -> {
        var desk =
            new TokenCalls.Desk(
                endpoint, requests, Grant.REFRESH_TOKEN, refresh.baseUrl(), login.remedy());
        yield new RefreshedTokens(refresh, way.scopes(), calls, desk, rotation(id));
      }
      case Login.ServiceAccount account -> {
        var desk =
            new TokenCalls.Desk(
                endpoint, requests, Grant.SERVICE_ACCOUNT, account.baseUrl(), login.remedy());
        yield new KeyTokens(account.key(), way.scopes(), calls, desk, ports.time());
      }
    };
  }

  private Rotation rotation(AccountId id) {
    Rotation known = rotations.computeIfAbsent(id, _ -> new Rotation(id, tools));
    if (closed) {
      known.close();
    }
    return known;
  }

  private static LoginException misconfigured(String message) {
    return new LoginException(Kind.NEEDS_PERSON, "configuration", message);
  }
}
