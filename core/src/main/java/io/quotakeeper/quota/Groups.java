package io.quotakeeper.quota;

/** Which models share a limit. A provider's adapter knows. Implementations are immutable. */
@FunctionalInterface
public interface Groups {

  /** Whether {@code model} counts against the limits of {@code group} at {@code provider}. */
  boolean contains(String provider, String group, String model);

  /** No model belongs to any group. */
  static Groups none() {
    return (provider, group, model) -> false;
  }

  /**
   * Whether a limit on {@code scope} binds {@code subject}: a limit of the account binds
   * everything, a group's binds its models, and any scope's binds itself. A model's limit does not
   * bind the account as such.
   */
  default boolean covers(String provider, Scope scope, Scope subject) {
    if (scope instanceof Scope.Account || scope.equals(subject)) {
      return true;
    }
    return scope instanceof Scope.Group(String group)
        && subject instanceof Scope.Model(String model)
        && contains(provider, group, model);
  }
}
