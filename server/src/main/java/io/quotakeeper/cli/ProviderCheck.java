package io.quotakeeper.cli;

import io.quotakeeper.config.Configuration;
import io.quotakeeper.engine.Account;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks whether the hosts that a server would ask can be reached. No credential goes there. */
record ProviderCheck(Examination examination) {

  private static final String CHECK = "providers";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  List<Finding> of(Configuration configuration) {
    Map<URI, String> hosts = new LinkedHashMap<>();
    for (Account account : configuration.accounts()) {
      target(account, configuration.adapters())
          .ifPresent(uri -> hosts.putIfAbsent(uri, account.id().value()));
    }
    List<URI> targets = List.copyOf(hosts.keySet());
    if (targets.isEmpty()) {
      return List.of();
    }
    List<String> answers = examination.reach(targets, configuration.outbound(), PATIENCE);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      URI target = targets.get(i);
      findings.add(
          answers.get(i).isEmpty()
              ? Finding.ok(CHECK, target.getHost() + " can be reached.")
              : Finding.problem(
                  CHECK,
                  "Account " + hosts.get(target) + " cannot be synced: " + answers.get(i) + ".",
                  remedy(answers.get(i))));
    }
    return findings;
  }

  /** The origin of an account's calls, if it is ever called. */
  private static Optional<URI> target(Account account, Adapters adapters) {
    Optional<Adapter> adapter =
        adapters.find(account.provider()).filter(a -> !a.chains().isEmpty());
    return adapter
        .filter(_ -> account.enabled())
        .map(a -> URI.create(account.baseUrl().isEmpty() ? a.baseUrl() : account.baseUrl()))
        .map(uri -> URI.create(uri.getScheme() + "://" + uri.getRawAuthority()));
  }

  private static String remedy(String trouble) {
    if (trouble.contains("not public")) {
      return "If that is meant, name the host in outbound.allow.";
    }
    return trouble.contains("trusted")
        ? "Look whether a proxy breaks TLS, and whether the clock is right."
        : "Look at the network, name server and firewall of this machine.";
  }
}
