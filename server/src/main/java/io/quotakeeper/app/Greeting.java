package io.quotakeeper.app;

import io.quotakeeper.config.Configuration;
import io.quotakeeper.config.ConfigurationLoader;

/** What a server says when it has come up. */
final class Greeting {

  private Greeting() {}

  static String of(Program program, Launch launch) {
    return """
    Quotakeeper listens on %s
      accounts  %s
      look      ./quotakeeper status
      API       %s/api/v1/quotas   (contract: %s/openapi.yaml)
      token     %s   (Authorization: Bearer ...)
      data      %s
      stop      Ctrl-C\
    """
        .formatted(
            program.url(),
            accounts(launch.configuration()),
            program.url(),
            program.url(),
            program.tokenFile().toAbsolutePath(),
            launch.data().toAbsolutePath());
  }

  private static String accounts(Configuration configuration) {
    int accounts = configuration.accounts().size();
    if (accounts > 0) {
      return accounts + (accounts == 1 ? " account" : " accounts");
    }
    String file =
        configuration.source().isEmpty() ? ConfigurationLoader.USUAL_NAME : configuration.source();
    return "no accounts yet: name some in %s, which is taken at once".formatted(file);
  }
}
