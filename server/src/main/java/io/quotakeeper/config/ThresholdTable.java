package io.quotakeeper.config;

import io.quotakeeper.ledger.Thresholds;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Window;
import java.util.Map;

/**
 * What is low, where the operator says so: the most specific rule holds, in the order account and
 * window, account, provider and window, provider, window, all. Two of the same rules are equal, so
 * that a reload can tell what changed.
 *
 * @param general what holds where no rule says otherwise
 * @param rules what holds for whom
 */
record ThresholdTable(double general, Map<Key, Double> rules) implements Thresholds {

  /**
   * What a rule is for. Empty text stands for any.
   *
   * @param provider the adapter's name; empty where an account is named, since that has one
   * @param account the account's id
   * @param window the window's id
   */
  record Key(String provider, String account, String window) {}

  ThresholdTable {
    rules = Map.copyOf(rules);
  }

  @Override
  public double low(Owner owner, AccountId account, Window window) {
    double ofWindow = low(new Key("", "", window.id()), general);
    double ofProvider = low(new Key(owner.provider(), "", ""), ofWindow);
    double ofBoth = low(new Key(owner.provider(), "", window.id()), ofProvider);
    double ofAccount = low(new Key("", account.value(), ""), ofBoth);
    return low(new Key("", account.value(), window.id()), ofAccount);
  }

  private double low(Key key, double otherwise) {
    return rules.getOrDefault(key, otherwise);
  }
}
