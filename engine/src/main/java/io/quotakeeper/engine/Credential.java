package io.quotakeeper.engine;

/** By what an account is let in: a credential as it is, or a login from which one is got. */
public sealed interface Credential permits SecretSource, Login {

  /** What a person does when the provider takes it no more, as a clause: no secret, no full stop. */
  default String remedy() {
    return "replace the credential";
  }
}
