package io.quotakeeper.cli;

import io.quotakeeper.config.Configuration;
import io.quotakeeper.config.ConfigurationException;
import io.quotakeeper.config.ConfigurationLoader;
import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.SecretUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at the configuration and at the places of the secrets that it names. */
final class ConfigurationCheck {

  private static final String CHECK = "configuration";

  private final List<Finding> findings = new ArrayList<>();
  private @Nullable Configuration loaded;

  ConfigurationCheck(ConfigurationLoader loader, @Nullable Path file) {
    try {
      Configuration configuration =
          file == null ? loader.loadUsual(Path.of("")) : loader.load(file);
      loaded = configuration;
      findings.add(found(configuration));
      configuration.notes().forEach(note -> findings.add(Finding.note(CHECK, note, "")));
      secrets(configuration);
    } catch (ConfigurationException e) {
      e.problems().forEach(problem -> findings.add(Finding.problem(CHECK, problem, "")));
    }
  }

  /** The configuration, if it is right. */
  Optional<Configuration> loaded() {
    return Optional.ofNullable(loaded);
  }

  List<Finding> findings() {
    return findings;
  }

  private static Finding found(Configuration configuration) {
    if (configuration.source().isEmpty()) {
      return Finding.note(
          CHECK,
          "There is no "
              + ConfigurationLoader.USUAL_NAME
              + " in this folder: a server would watch no account.",
          "Write one, or name another with --config FILE.");
    }
    String source = Path.of(configuration.source()).toAbsolutePath().normalize().toString();
    return configuration.accounts().isEmpty()
        ? Finding.note(CHECK, source + " is good, but names no account.", "Name some in it.")
        : Finding.ok(CHECK, source + " is good: " + configuration.accounts().size() + " accounts.");
  }

  /** A bad one of an account that is switched on is a problem of the configuration already. */
  private void secrets(Configuration configuration) {
    int readable = 0;
    for (Account account : configuration.accounts()) {
      try {
        account.secret().sources().forEach(SecretSource::read);
        readable++;
      } catch (SecretUnavailableException e) {
        findings.add(
            Finding.note(
                "secrets",
                "Account " + account.id() + " is switched off, and " + e.getMessage() + ".",
                "It needs one before it can be switched on."));
      }
    }
    if (readable > 0) {
      findings.add(Finding.ok("secrets", readable + " of the accounts' secrets can be read."));
    }
  }
}
