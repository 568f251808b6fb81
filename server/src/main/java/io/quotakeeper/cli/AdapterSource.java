package io.quotakeeper.cli;

import io.quotakeeper.config.ConfigurationException;
import io.quotakeeper.config.ConfigurationLoader;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which adapters the commands about providers know: those of a configuration, if there is one. */
final class AdapterSource {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration whose own adapters are known too; ./"
              + ConfigurationLoader.USUAL_NAME
              + " if there is one. Of it only the adapters are read.")
  private String config = "";

  /**
   * The adapters. A file that nobody named only helps: if its adapters are wrong it is said, and
   * the shipped ones serve.
   *
   * @throws ConfigurationException if the named file's adapters are wrong
   */
  Adapters adapters(Session session) {
    if (!config.isEmpty()) {
      return session.loader().adapters(Path.of(config));
    }
    Path usual = Path.of(ConfigurationLoader.USUAL_NAME);
    if (!Files.isReadable(usual)) {
      return Adapters.shipped();
    }
    try {
      return session.loader().adapters(usual);
    } catch (ConfigurationException wrong) {
      wrong.problems().forEach(session.screen()::note);
      session.screen().note("the adapters of " + usual + " are left aside; only the shipped serve");
      return Adapters.shipped();
    }
  }

  /**
   * The adapter of that name, or in that file.
   *
   * @throws ConfigurationException if the file is no good adapter
   * @throws Failure if there is neither
   */
  Adapter adapter(Session session, String nameOrFile) {
    Path file = Path.of(nameOrFile);
    if (!nameOrFile.matches("[a-z0-9-]+")) {
      return session.loader().adapter(file);
    }
    Adapters known = adapters(session);
    return Files.exists(file) && known.find(nameOrFile).isEmpty()
        ? session.loader().adapter(file)
        : AdapterPages.find(known, nameOrFile);
  }
}
