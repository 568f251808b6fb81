package io.quotakeeper.config;

import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.SecretUnavailableException;
import io.quotakeeper.quota.Secret;
import java.util.Map;

/**
 * A credential in an environment variable. Two of one place are equal, so that a reload can tell
 * what changed.
 */
record EnvironmentSecret(Map<String, String> environment, String variable) implements SecretSource {

  @Override
  public Secret read() {
    String value = environment.get(variable);
    if (value == null) {
      throw new SecretUnavailableException(this + " is not set");
    }
    return SecretText.at(toString(), variable, value);
  }

  /** The place, for people. */
  @Override
  public String toString() {
    return Spelling.mayShow(variable)
        ? "environment variable " + variable
        : "the environment variable that the configuration names";
  }
}
