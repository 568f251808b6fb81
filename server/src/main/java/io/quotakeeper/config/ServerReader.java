package io.quotakeeper.config;

import io.quotakeeper.engine.SecretSource;
import java.util.Map;
import java.util.Optional;

/** Reads {@code server}. */
final class ServerReader {

  private static final String TOKEN_VARIABLE = Settings.variable("server.adminToken");
  private static final Kind<String> HOST =
      new Kind<>("an address or a host name such as 127.0.0.1", ServerReader::host);
  private static final Kind<String> TOKEN =
      Kind.text("a token of 16 to 512 visible ASCII characters", "[!-~]{16,512}");

  static final Keys KEYS =
      Keys.of(
          Key.optional(
              "host", HOST, "Where it listens; another address than loopback needs an adminToken."),
          Key.optional("port", Kind.PORT, "The port; 0 takes any free one."),
          Key.optional(
              "adminToken",
              SecretReader.SHAPE,
              "Where the operator's credential is; without it the first start makes one."));

  private final Settings settings;
  private final SecretReader secrets;
  private final Problems problems;

  ServerReader(Settings settings, SecretReader secrets, Problems problems) {
    this.settings = settings;
    this.secrets = secrets;
    this.problems = problems;
  }

  ServerSettings read(Mapping section, Map<String, String> environment) {
    ServerSettings usual = ServerSettings.defaults();
    int before = problems.count();
    String host = settings.read(section, "host", HOST, usual.host());
    int port = settings.read(section, "port", Kind.PORT, usual.port());
    Optional<AdminToken> given = given(section, environment);
    boolean soundSoFar = problems.count() == before;
    if (soundSoFar && given.isEmpty() && !Urls.isLoopback(Hosts.plain(host))) {
      problems.add(
          spotOfHost(section, environment),
          "other computers could reach the server, and its operator has set no credential",
          "server.adminToken: {env: NAME} or {file: path}, or a loopback host such as 127.0.0.1");
    }
    return new ServerSettings(host, port, given.orElse(usual.adminToken()));
  }

  private Optional<AdminToken> given(Mapping section, Map<String, String> environment) {
    settings.allow(TOKEN_VARIABLE);
    Optional<Field> written = section.get("adminToken");
    Optional<SecretSource> source = written.flatMap(field -> secrets.source(field, TOKEN));
    if (environment.containsKey(TOKEN_VARIABLE)) {
      Field place = settings.field(TOKEN_VARIABLE, "");
      SecretSource variable = secrets.variable(TOKEN_VARIABLE);
      source = secrets.usable(place, variable, TOKEN);
      settings.overrides("server.adminToken");
    }
    return source.map(AdminToken.Given::new);
  }

  private static Spot spotOfHost(Mapping section, Map<String, String> environment) {
    String variable = Settings.variable("server.host");
    return environment.containsKey(variable)
        ? Spot.environment(variable)
        : section.get("host").map(Field::spot).orElse(section.spot());
  }

  private static String host(String text) {
    String plain = Hosts.plain(text);
    if (!text.equals(text.strip()) || !(Hosts.isName(plain) || Hosts.address(plain).isPresent())) {
      throw new IllegalArgumentException("not a host");
    }
    return plain;
  }
}
