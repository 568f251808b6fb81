package io.quotakeeper.engine;

import java.util.List;

/** By what an account is let in: a credential as it is, or a login from which one is got. */
public sealed interface Credential permits SecretSource, Login {

  /** All that it is read from. */
  List<SecretSource> sources();

  /**
   * What a person does when the provider takes it no more, as a clause: no secret, no full stop.
   */
  default String remedy() {
    return "replace the credential";
  }
}
