package io.quotakeeper.engine;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.testkit.ManualTime;
import io.quotakeeper.testkit.SimulatedAccount;
import io.quotakeeper.testkit.SimulatedLogin;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** A manager of one account with a login, at a provider over real HTTP, on manual time. */
final class LoginRig implements AutoCloseable {

  static final AccountId ID = new AccountId("a");
  static final String CONFIGURED = "refresh-that-was-configured";
  static final Duration LIFETIME = Duration.ofHours(1);

  final ManualTime time = new ManualTime(Instant.parse("2026-03-01T10:00:00Z"));
  final SimulatedUpstream upstream = SimulatedUpstream.start(time, time, 0);
  final SimulatedLogin login;
  final MemoryStore store = new MemoryStore();
  final Tasks tasks = new Tasks();
  private QuotaManager quotas;

  LoginRig() {
    upstream.add(SimulatedAccount.of("a", "github"));
    login = upstream.login("a", CONFIGURED).lifetime(LIFETIME);
    quotas = started(CONFIGURED);
  }

  QuotaManager quotas() {
    return quotas;
  }

  /** Another run of the program, with that in its configuration. */
  void restart(String configured) {
    quotas.close();
    quotas = started(configured);
  }

  Account account(String refreshToken) {
    return account(refreshToken, Optional.empty());
  }

  Account account(String refreshToken, Optional<SecretSource> clientSecret) {
    var login =
        new Login.RefreshToken(
            secret(refreshToken), secret("client-7"), clientSecret, upstream.loginUrl());
    return Account.of(ID, "github", login).withBaseUrl(upstream.baseUrl("github"));
  }

  static SecretSource secret(String text) {
    return SecretSource.of(Secret.of(text));
  }

  SyncOutcome sync() {
    return quotas.syncAccountQuota(ID).outcome();
  }

  TokenGrant grant() {
    return new TokenManager(quotas).tokenWithQuota("core");
  }

  Watched watched() {
    return quotas.engine().roster().book().find(ID).orElseThrow();
  }

  String reason() {
    return quotas.status(ID).reason();
  }

  int asked() {
    return login.asked().count();
  }

  int renewals() {
    return login.renewals().count();
  }

  private QuotaManager started(String configured) {
    return QuotaManager.builder()
        .accounts(account(configured))
        .adapters(adapters())
        .logins(store)
        .time(time)
        .timer(time)
        .random(new Random(7))
        .executor(tasks)
        .settings(Rig.settings(64))
        .build();
  }

  /** GitHub, with a login as Google's. */
  static Adapters adapters() {
    String yaml =
        text("github").replaceFirst("(?m)^auth:", "login: {adapter: google-oauth}\nauth:");
    return Adapters.shipped().with(List.of(Adapter.parse("github.yaml", yaml)));
  }

  private static String text(String name) {
    String path = "/io/quotakeeper/providers/adapters/" + name + ".yaml";
    try (var in = LoginRig.class.getResourceAsStream(path)) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Scope core() {
    return Scope.group("core");
  }

  @Override
  public void close() {
    quotas.close();
    upstream.close();
    tasks.shutdownNow();
  }

  /** Runs all at once, and knows when nothing runs. */
  static final class Tasks extends ThreadPoolExecutor {

    private final AtomicInteger underWay = new AtomicInteger();

    Tasks() {
      super(0, Integer.MAX_VALUE, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
    }

    @Override
    public void execute(Runnable task) {
      underWay.incrementAndGet();
      super.execute(() -> {
        try {
          task.run();
        } finally {
          underWay.decrementAndGet();
        }
      });
    }

    void settle() {
      Awaitility.await().until(() -> underWay.get() == 0);
    }
  }

  /** Keeps in memory, unless the test says that it cannot. */
  static final class MemoryStore implements LoginStore {

    final Map<AccountId, Kept> kept = new ConcurrentHashMap<>();
    volatile Consumer<Kept> saving = _ -> {};
    volatile Runnable loading = () -> {};

    @Override
    public Optional<Kept> load(AccountId account) {
      loading.run();
      return Optional.ofNullable(kept.get(account));
    }

    @Override
    public void save(AccountId account, Kept rotated) {
      saving.accept(rotated);
      kept.put(account, rotated);
    }
  }
}
