package io.quotakeeper.cli;

import io.quotakeeper.quota.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the server that a command talks to: the one named by option or environment, else one that
 * runs on this machine, a real one before a demo.
 */
final class ServerFinder {

  private static final Duration PROBE = Duration.ofSeconds(2);
  private static final int LONGEST_TOKEN = 64 * 1024;

  private final CliContext context;
  private final Screen screen;
  private final ServerFolder folder;

  ServerFinder(CliContext context, Screen screen) {
    this.context = context;
    this.screen = screen;
    this.folder = ServerFolder.of(context.environment(), context.home());
  }

  /**
   * The server, with a credential where one is known.
   *
   * @param url the option, empty if not given
   * @param tokenFile the option, empty if not given
   * @throws Failure if there is none, or what was given is wrong
   */
  Server find(String url, String tokenFile) {
    if (!url.isEmpty()) {
      return named(url, "--server", tokenFile);
    }
    String fromEnvironment = context.variable("QUOTAKEEPER_URL");
    if (!fromEnvironment.isEmpty()) {
      return named(fromEnvironment, "QUOTAKEEPER_URL", tokenFile);
    }
    ServerFile file = choose();
    Server server = Server.at(file.url(), "the url in a file of " + folder.path());
    return withToken(server, tokenFile, file.tokenFile());
  }

  private Server named(String address, String source, String tokenFile) {
    Server server = Server.at(address, source);
    String tokenLeft =
        files().stream()
            .filter(file -> file.url().equals(server.url().toString()))
            .map(ServerFile::tokenFile)
            .filter(left -> Files.isReadable(Path.of(left)))
            .findFirst()
            .orElse("");
    return withToken(server, tokenFile, tokenLeft);
  }

  private ServerFile choose() {
    List<ServerFile> live =
        files().stream()
            .filter(ServerFinder::isAlive)
            .sorted(Comparator.comparing(ServerFile::demo))
            .toList();
    if (live.isEmpty()) {
      throw new Failure(
          Exit.UNREACHABLE,
          "no server is running on this machine (none has left its file in " + folder.path() + ")",
          "Start one with `quotakeeper serve` or `quotakeeper demo`, or name one with --server"
              + " URL.");
    }
    ServerFile chosen = live.getFirst();
    String what = (chosen.demo() ? "the demo at " : "the server at ") + chosen.url();
    if (live.size() > 1) {
      screen.note("using " + what + "; " + live.size() + " are running, choose with --server URL");
    } else if (chosen.demo()) {
      screen.note("using " + what);
    }
    return chosen;
  }

  private List<ServerFile> files() {
    try {
      return folder.list();
    } catch (UncheckedIOException e) {
      throw new Failure(
              Exit.FAILED,
              "cannot read the folder " + folder.path(),
              "Check who may read it, or name a server with --server URL.")
          .causedBy(e);
    }
  }

  private static boolean isAlive(ServerFile file) {
    if (ProcessHandle.of(file.pid()).filter(ProcessHandle::isAlive).isEmpty()) {
      return false;
    }
    try {
      Server server = Server.at(file.url(), "url");
      return new ServerClient(server).get("/health/live", Map.of(), PROBE).status() == 200;
    } catch (Failure e) {
      return false;
    }
  }

  private Server withToken(Server server, String option, String left) {
    if (!option.isEmpty()) {
      return server.with(
          read(
              option,
              "--token-file",
              Exit.USAGE,
              "Check that the file is there and that you may read it."));
    }
    String variable = context.variable("QUOTAKEEPER_TOKEN");
    if (!variable.isEmpty()) {
      return server.with(secret(variable, "QUOTAKEEPER_TOKEN"));
    }
    return left.isEmpty()
        ? server
        : server.with(
            read(
                left,
                "the token file that the server left,",
                Exit.FAILED,
                "Run as the server's user, or give its token with --token-file FILE or"
                    + " QUOTAKEEPER_TOKEN."));
  }

  private static Secret read(String file, String source, int exit, String hint) {
    try (InputStream stream = Files.newInputStream(Path.of(file))) {
      byte[] bytes = stream.readNBytes(LONGEST_TOKEN);
      return secret(new String(bytes, StandardCharsets.UTF_8), source + " " + file);
    } catch (IOException e) {
      throw new Failure(exit, "cannot read " + source + " " + file, hint).causedBy(e);
    }
  }

  private static Secret secret(String text, String source) {
    return Optional.of(text.strip())
        .filter(t -> !t.isEmpty() && t.chars().allMatch(c -> c > ' ' && c < 0x7f))
        .map(Secret::of)
        .orElseThrow(() ->
            new Failure(
                Exit.USAGE,
                source + " holds no token",
                "A token is one line of visible ASCII characters."));
  }
}
