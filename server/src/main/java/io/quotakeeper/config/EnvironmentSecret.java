package io.quotakeeper.config;

import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.SecretUnavailableException;
import io.quotakeeper.quota.Secret;
import java.util.Map;

/** A credential in an environment variable. */
final class EnvironmentSecret implements SecretSource {

  private final Map<String, String> environment;
  private final String variable;

  EnvironmentSecret(Map<String, String> environment, String variable) {
    this.environment = environment;
    this.variable = variable;
  }

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
