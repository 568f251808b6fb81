package io.quotakeeper.quota;

/**
 * Who holds the limits: an account itself, or what several accounts of one provider share (a
 * project, a user, an organisation). The ledger is keyed by owner, so that two keys of one project
 * are never counted as more quota.
 *
 * @param provider the adapter's name
 * @param name the owner's name; the account's id where the operator names no other
 */
public record Owner(String provider, String name) {

  @Override
  public String toString() {
    return provider + "/" + name;
  }
}
