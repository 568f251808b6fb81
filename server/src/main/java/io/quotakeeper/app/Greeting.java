package io.quotakeeper.app;

/** What a server says when it has come up. */
final class Greeting {

  private Greeting() {}

  static String of(Program program, Launch launch) {
    int accounts = launch.configuration().accounts().size();
    String watched =
        accounts == 0
            ? "no accounts yet: name some in quotakeeper.yaml, which is taken at once"
            : accounts + (accounts == 1 ? " account" : " accounts");
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
            watched,
            program.url(),
            program.url(),
            program.tokenFile().toAbsolutePath(),
            launch.data().toAbsolutePath());
  }
}
