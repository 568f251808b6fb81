package io.quotakeeper.engine;

import io.quotakeeper.ledger.Holder;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Plan;
import io.quotakeeper.quota.Reading;
import java.util.List;
import java.util.Map;

/**
 * One credential, or one login, at one provider.
 *
 * @param id its name
 * @param provider the adapter's name
 * @param owner who holds the limits: the id's text, unless several accounts share one project or
 *     user
 * @param project the provider's project, empty if there is none
 * @param declared the plan as the operator declares it, {@link Plan#NONE} to have it detected
 * @param labels what the operator sorts accounts by
 * @param enabled whether it may be synced and used
 * @param baseUrl replaces the adapter's origin and path prefix, empty for the adapter's
 * @param limits limits that the operator states, may be empty
 * @param secret where the credential is read from, or the login by which one is got
 */
public record Account(
    AccountId id,
    String provider,
    String owner,
    String project,
    Plan declared,
    Map<String, String> labels,
    boolean enabled,
    String baseUrl,
    List<Reading> limits,
    Credential secret) {

  /** Copies the collections. */
  public Account {
    labels = Map.copyOf(labels);
    limits = List.copyOf(limits);
  }

  /** An enabled account with nothing but the needful; its owner is itself. */
  public static Account of(AccountId id, String provider, SecretSource secret) {
    return by(secret, id, provider);
  }

  /** The same, by a login. */
  public static Account of(AccountId id, String provider, Login login) {
    return by(login, id, provider);
  }

  private static Account by(Credential credential, AccountId id, String provider) {
    return new Account(
        id, provider, id.value(), "", Plan.NONE, Map.of(), true, "", List.of(), credential);
  }

  /** This account with a project. */
  public Account withProject(String other) {
    return new Account(
        id, provider, owner, other, declared, labels, enabled, baseUrl, limits, secret);
  }

  /** This account with a base URL. */
  public Account withBaseUrl(String other) {
    return new Account(
        id, provider, owner, project, declared, labels, enabled, other, limits, secret);
  }

  /** This account, enabled or not. */
  public Account withEnabled(boolean other) {
    return new Account(
        id, provider, owner, project, declared, labels, other, baseUrl, limits, secret);
  }

  /** This account with other stated limits. */
  Account withLimits(List<Reading> other) {
    return new Account(
        id, provider, owner, project, declared, labels, enabled, baseUrl, other, secret);
  }

  /** This account and who holds its limits. */
  public Holder holder() {
    return new Holder(id, new Owner(provider, owner));
  }
}
