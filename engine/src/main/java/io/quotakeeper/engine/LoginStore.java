package io.quotakeeper.engine;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Secret;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Keeps refresh tokens that providers rotated: whoever loses one must log in again. Implementations
 * are thread-safe and may block.
 */
public interface LoginStore {

  /**
   * What was saved last for an account.
   *
   * @throws SecretUnavailableException if it cannot be read any more; the message is for a person
   * @throws RuntimeException if it cannot be read now; it is tried again later
   */
  Optional<Kept> load(AccountId account);

  /**
   * Saves it in place of what was saved before. Returns only when it will survive a loss of power.
   *
   * @throws RuntimeException if that cannot be promised; it is tried again later
   */
  void save(AccountId account, Kept kept);

  /**
   * A rotated refresh token.
   *
   * @param grownFrom the {@link Fingerprint} of the configured one, which a new login supersedes:
   *     no secret
   * @param refreshToken where it is read from
   */
  record Kept(String grownFrom, SecretSource refreshToken) {

    /** A token that grew from that one. */
    static Kept of(Secret configured, Secret rotated, RandomGenerator random) {
      return new Kept(Fingerprint.of(configured, random), SecretSource.of(rotated));
    }

    boolean isGrownFrom(Secret configured) {
      return Fingerprint.matches(grownFrom, configured);
    }
  }

  /**
   * Keeps nothing: after a restart the configured refresh token is used again, which is right where
   * the provider does not rotate.
   */
  static LoginStore none() {
    return new LoginStore() {
      @Override
      public Optional<Kept> load(AccountId account) {
        return Optional.empty();
      }

      @Override
      public void save(AccountId account, Kept kept) {
        throw new UnsupportedOperationException("no LoginStore was given");
      }
    };
  }
}
