package io.quotakeeper.config;

import io.quotakeeper.engine.Account;
import io.quotakeeper.providers.Nearest;
import io.quotakeeper.quota.AccountId;
import java.util.List;
import java.util.Map;

/**
 * The accounts of a file, for the sections that name them.
 *
 * @param accounts those that are right, in the order of the file
 * @param limits what the operator states of their limits
 * @param reserves the share, 0 to 1, of their windows that no pool uses, where they state one
 * @param providers the providers that were named, by every id, also of accounts that are not right:
 *     whoever names those makes no further mistake
 */
record Roster(
    List<Account> accounts,
    Map<AccountId, List<ManualLimit>> limits,
    Map<AccountId, Double> reserves,
    Map<String, String> providers) {

  /** One of the ids. */
  Kind<String> id() {
    return new Kind<>(
        "the id of an account in this file",
        text -> {
          if (!providers.containsKey(text)) {
            throw new IllegalArgumentException(
                "no such account" + Nearest.hint(text, providers.keySet()));
          }
          return text;
        });
  }

  /** The provider of an account, empty if it named none. */
  String provider(String id) {
    return providers.getOrDefault(id, "");
  }
}
