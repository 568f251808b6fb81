package io.quotakeeper.app;

import io.quotakeeper.testkit.SimulatedUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as its user starts it: a process of its own, on a folder that a test owns. */
final class ChildServer {

  private final Path folder;

  ChildServer(Path folder) {
    this.folder = folder;
  }

  /** How a run ended. */
  record Ended(int code, String out, String err) {}

  /** Writes the file with an account's secret, which its owner alone may open. */
  static Path secret(Path folder, String account, String text) throws IOException {
    Path secret = folder.resolve(account + ".token");
    if (!Files.exists(secret)) {
      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.writeString(secret, text);
  }

  /** Writes the configuration, with one file for each account's secret. */
  Path configuration(SimulatedUpstream upstream, String head) throws IOException {
    var yaml = new StringBuilder(head).append("\naccounts:\n");
    for (var live : upstream.accounts()) {
      var account = live.account();
      Path secret = secret(folder, account.id().value(), account.token().reveal());
      yaml.append(
          "  - {id: %s, provider: %s, baseUrl: '%s', secret: {file: '%s'}}%n"
              .formatted(
                  account.id(), account.provider(), upstream.baseUrl(account.provider()), secret));
    }
    return Files.writeString(folder.resolve("quotakeeper.yaml"), yaml);
  }

  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("QUOTAKEEPER_"));
    environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    environment.put("XDG_DATA_HOME", folder.resolve("share").toString());
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return builder.start();
  }

  /** Runs to the end. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("still running after a minute: " + List.of(arguments));
    }
    return new Ended(process.exitValue(), out(), err());
  }

  String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }
}
