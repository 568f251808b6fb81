package io.quotakeeper.testkit;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import java.util.ArrayList;
import java.util.List;

/**
 * One account at the simulated upstream, as it is set up. Immutable: each method that changes
 * something gives a new one.
 *
 * @param id its name in the simulation
 * @param provider {@code cloud-code}, {@code openrouter}, {@code github} or {@code openai}
 * @param token what it authenticates with
 * @param owner who holds its windows; accounts of one provider that name the same owner share those
 *     of the first one added
 * @param plan the plan's id as the provider spells it, where the provider tells plans
 * @param project the only project that quota calls may name, empty if any will do
 * @param models the models that it may ask for; requests for others are answered as unknown
 * @param lockedModels models that exist but are not in the plan
 * @param windows its limits; one for {@link SimulatedWindow#EACH_MODEL} stands for as many as there
 *     are models
 */
public record SimulatedAccount(
    AccountId id,
    String provider,
    Secret token,
    String owner,
    String plan,
    String project,
    List<String> models,
    List<String> lockedModels,
    List<SimulatedWindow> windows) {

  /** Copies the lists, and checks that the upstream speaks that provider's format. */
  public SimulatedAccount {
    Dialect.of(provider);
    models = List.copyOf(models);
    lockedModels = List.copyOf(lockedModels);
    windows = List.copyOf(windows);
  }

  /**
   * An account as that provider has them: usual windows, all full, the token {@code token-of-<id>}.
   *
   * @throws IllegalArgumentException if the upstream does not speak that provider's format, or the
   *     id is malformed
   */
  public static SimulatedAccount of(String id, String provider) {
    Dialect dialect = Dialect.of(provider);
    return new SimulatedAccount(
        new AccountId(id),
        provider,
        Secret.of("token-of-" + id),
        id,
        dialect.plan(),
        "",
        dialect.models(),
        List.of(),
        dialect.windows());
  }

  /** With another token. */
  public SimulatedAccount token(String value) {
    return new SimulatedAccount(
        id, provider, Secret.of(value), owner, plan, project, models, lockedModels, windows);
  }

  /** Held by an owner, whose windows it shares. */
  public SimulatedAccount owner(String name) {
    return new SimulatedAccount(
        id, provider, token, name, plan, project, models, lockedModels, windows);
  }

  /** On another plan. */
  public SimulatedAccount plan(String name) {
    return new SimulatedAccount(
        id, provider, token, owner, name, project, models, lockedModels, windows);
  }

  /** Bound to a project. */
  public SimulatedAccount project(String name) {
    return new SimulatedAccount(
        id, provider, token, owner, plan, name, models, lockedModels, windows);
  }

  /** With these models instead. */
  public SimulatedAccount models(String... names) {
    return new SimulatedAccount(
        id, provider, token, owner, plan, project, List.of(names), lockedModels, windows);
  }

  /** With these models beside, which its plan does not include. */
  public SimulatedAccount lockedModels(String... names) {
    return new SimulatedAccount(
        id, provider, token, owner, plan, project, models, List.of(names), windows);
  }

  /** With these windows alone. */
  public SimulatedAccount windows(SimulatedWindow... all) {
    return new SimulatedAccount(
        id, provider, token, owner, plan, project, models, lockedModels, List.of(all));
  }

  /** With one more window, in place of one with the same name. */
  public SimulatedAccount window(SimulatedWindow window) {
    List<SimulatedWindow> all = new ArrayList<>(windows);
    all.replaceAll(w -> w.window().equals(window.window()) ? window : w);
    if (!all.contains(window)) {
      all.add(window);
    }
    return windows(all.toArray(SimulatedWindow[]::new));
  }
}
