package io.quotakeeper.engine;

import io.quotakeeper.providers.Adapters;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link QuotaManager}. What is not given is made by it, and closed with the manager; what
 * is given stays its giver's to close. Not thread-safe.
 */
public final class QuotaManagerBuilder {

  private List<Account> accounts = List.of();
  private MonitorSettings settings = MonitorSettings.defaults();
  private @Nullable Adapters adapters;
  private @Nullable Transport transport;
  private LoginStore logins = LoginStore.none();
  private @Nullable Time time;
  private @Nullable Timer timer;
  private @Nullable RandomGenerator random;
  private @Nullable ExecutorService executor;

  QuotaManagerBuilder() {}

  /** The accounts to begin with; none if not given. */
  public QuotaManagerBuilder accounts(Collection<Account> first) {
    accounts = List.copyOf(first);
    return this;
  }

  /** The accounts to begin with. */
  public QuotaManagerBuilder accounts(Account... first) {
    return accounts(List.of(first));
  }

  /** How the monitor works; {@link MonitorSettings#defaults} if not given. */
  public QuotaManagerBuilder settings(MonitorSettings other) {
    settings = other;
    return this;
  }

  /** The providers that there are; those that come with Quotakeeper if not given. */
  public QuotaManagerBuilder adapters(Adapters other) {
    adapters = other;
    return this;
  }

  /** What sends quota calls; a {@link JdkTransport} if not given. */
  public QuotaManagerBuilder transport(Transport other) {
    transport = other;
    return this;
  }

  /** What keeps rotated logins; they are lost at the end if not given. */
  public QuotaManagerBuilder logins(LoginStore other) {
    logins = other;
    return this;
  }

  /** The clocks; the system's if not given. */
  public QuotaManagerBuilder time(Time other) {
    time = other;
    return this;
  }

  /** What calls later; a thread of its own if not given. */
  public QuotaManagerBuilder timer(Timer other) {
    timer = other;
    return this;
  }

  /** Where jitter comes from; must be thread-safe. {@link java.util.Random} if not given. */
  public QuotaManagerBuilder random(RandomGenerator other) {
    random = other;
    return this;
  }

  /**
   * What runs syncs, which block, and reads credentials for them: it must start every task at once,
   * and not queue it behind others. A virtual thread for each if not given.
   */
  public QuotaManagerBuilder executor(ExecutorService other) {
    executor = other;
    return this;
  }

  /**
   * The manager. It sends nothing until it is asked to or its monitor is started.
   *
   * @throws IllegalArgumentException if two accounts have one id, or one names a provider that
   *     there is not
   */
  public QuotaManager build() {
    List<Runnable> closers = new ArrayList<>();
    var ports =
        new Engine.Ports(
            transport == null ? ownTransport(closers) : transport,
            time == null ? ownTime(closers) : time,
            timer == null ? ownTime(closers) : timer,
            random == null ? RandomGenerator.of("Random") : random,
            executor == null ? ownExecutor(closers) : executor);
    Adapters known = adapters == null ? Adapters.shipped() : adapters;
    Engine engine = Engine.of(ports, known, settings, logins);
    try {
      engine.roster().replace(accounts);
    } catch (RuntimeException e) {
      closers.forEach(Runnable::run);
      throw e;
    }
    return new QuotaManager(engine, closers);
  }

  private static Transport ownTransport(List<Runnable> closers) {
    var own = new JdkTransport();
    closers.add(own::close);
    return own;
  }

  private static SystemTime ownTime(List<Runnable> closers) {
    var own = new SystemTime();
    closers.add(own::close);
    return own;
  }

  private static ExecutorService ownExecutor(List<Runnable> closers) {
    ExecutorService own = Executors.newVirtualThreadPerTaskExecutor();
    closers.add(own::shutdownNow);
    return own;
  }
}
