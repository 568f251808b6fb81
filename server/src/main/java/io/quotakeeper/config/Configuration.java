package io.quotakeeper.config;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.quota.AccountId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
 * @param switched the providers that the file switches on or off, by name
 * @param adapters the adapters of all providers: those that come with Quotakeeper, and the
 *     operator's own
 * @param outbound where requests may go
 * @param evidence whether and how evidence is kept as it came
 * @param notes what the operator should know of this file, one sentence each, may be empty
 * @param origins where each single value of {@code server}, {@code monitor}, {@code cache}, {@code
 *     thresholds} and {@code evidence} came from, by its key: {@code default}, {@code file:line} or
 *     {@code environment variable NAME}
 */
public record Configuration(
    String source,
    ServerSettings server,
    MonitorSettings monitor,
    List<Account> accounts,
    Map<AccountId, List<ManualLimit>> limits,
    List<Pool> pools,
    Map<String, Boolean> switched,
    Adapters adapters,
    OutboundPolicy outbound,
    EvidenceSettings evidence,
    List<String> notes,
    Map<String, String> origins) {

  /** Copies the collections. */
  public Configuration {
    accounts = List.copyOf(accounts);
    limits = Map.copyOf(limits);
    pools = List.copyOf(pools);
    switched = Map.copyOf(switched);
    notes = List.copyOf(notes);
    origins = Map.copyOf(origins);
  }

  /**
   * The files on which it depends and which may change: its own, if it has one, and those of
   * adapters and with secrets that it names.
   */
  public Set<Path> files() {
    Set<Path> files = new TreeSet<>();
    if (!source.isEmpty()) {
      files.add(Path.of(source));
    }
    adapters.own().forEach(adapter -> files.add(Path.of(adapter.source())));
    accounts.forEach(
        account -> account.secret().sources().forEach(source -> addFile(files, source)));
    if (server.adminToken() instanceof AdminToken.Given(SecretSource given)) {
      addFile(files, given);
    }
    return files;
  }

  private static void addFile(Set<Path> files, SecretSource source) {
    if (source instanceof FileSecret(Path file, _, _, _)) {
      files.add(file);
    }
  }

  /**
   * Whether accounts of that provider may be used: as the file says, else unless its vendor keeps
   * the calls for its own clients.
   */
  public boolean isOn(String provider) {
    return adapters
        .find(provider)
        .filter(adapter -> switched.getOrDefault(provider, !adapter.isVendorPrivate()))
        .isPresent();
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
        switched,
        adapters,
        outbound,
        evidence,
        notes,
        origins);
  }
}
