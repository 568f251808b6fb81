package io.quotakeeper.bench;

import io.quotakeeper.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/** A server in a folder of its own: its configuration, its secrets, its process. */
record ServerSetup(Path folder) {

  /** An account as the configuration names it. */
  record Line(String id, String provider, String baseUrl, String token) {}

  static ServerSetup inTemporaryFolder() throws IOException {
    return new ServerSetup(Files.createTempDirectory("quotakeeper-bench"));
  }

  /** Where the server logs. */
  Path log() {
    return folder.resolve("server.log");
  }

  /** Starts a server on a free port, on {@code head} and these accounts. */
  Child start(String head, List<Line> accounts) throws IOException {
    for (Line account : accounts) {
      Path secret = Files.createFile(folder.resolve(account.id + ".token"));
      Files.writeString(secret, account.token);
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }
    Path file = folder.resolve("quotakeeper.yaml");
    Files.writeString(
        file,
        accounts.stream()
            .map(a ->
                "  - {id: %s, provider: %s, project: bench, baseUrl: '%s', secret: {file: '%s'}}"
                    .formatted(a.id, a.provider, a.baseUrl, folder.resolve(a.id + ".token")))
            .collect(Collectors.joining("\n", head + "\naccounts:\n", "\n")));
    return Child.start(
        log(),
        Main.class.getName(),
        List.of(
            "serve",
            "--config",
            file.toString(),
            "--data",
            folder.resolve("data").toString(),
            "--port",
            "0"));
  }
}
