package io.quotakeeper.config;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.quota.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the operator wants. Immutable; secrets are not in it, only the places where they are read.
 *
 * @param source the file as the user named it, empty for built-in defaults
 * @param server where the server listens, and who may enter
 * @param monitor how accounts are watched
 * @param accounts the accounts, in the order of the file; their limits are as of the load
 * @param limits the limits that the operator states, by account, to be stated anew at each reset;
 *     accounts without any are not in it
 * @param pools the pools, in the order of the file
 * @param providers the names of the providers that may be used
 * @param adapters the adapters of all providers: those that come with Quotakeeper, and the
 *     operator's own
 * @param outbound where requests may go
 * @param notes what the operator should know of this file, one sentence each, may be empty
 * @param origins where each single value of {@code server}, {@code monitor}, {@code cache} and
 *     {@code thresholds} came from, by its key: {@code default}, {@code file:line} or {@code
 *     environment variable NAME}
 */
public record Configuration(
    String source,
    ServerSettings server,
    MonitorSettings monitor,
    List<Account> accounts,
    Map<AccountId, List<ManualLimit>> limits,
    List<Pool> pools,
    Set<String> providers,
    Adapters adapters,
    OutboundPolicy outbound,
    List<String> notes,
    Map<String, String> origins) {

  /** Copies the collections. */
  public Configuration {
    accounts = List.copyOf(accounts);
    limits = Map.copyOf(limits);
    pools = List.copyOf(pools);
    providers = Set.copyOf(providers);
    notes = List.copyOf(notes);
    origins = Map.copyOf(origins);
  }

  /** This configuration with the port that the command line names. */
  public Configuration withPort(int port) {
    return new Configuration(
        source,
        server.withPort(port),
        monitor,
        accounts,
        limits,
        pools,
        providers,
        adapters,
        outbound,
        notes,
        origins);
  }
}
