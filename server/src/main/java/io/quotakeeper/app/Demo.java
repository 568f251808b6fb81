package io.quotakeeper.app;

import io.quotakeeper.cli.CliContext;
import io.quotakeeper.config.Configuration;
import io.quotakeeper.config.ConfigurationLoader;
import io.quotakeeper.engine.SystemTime;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.testkit.SimulatedUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server whose providers are simulated, with traffic. It goes the way of every server: a
 * configuration file, secrets in files, real HTTP; all of it in a temporary folder that is gone
 * with the demo.
 */
final class Demo implements AutoCloseable {

  private final Stopping stopping = new Stopping();
  private final Program program;
  private final Launch launch;

  private Demo(CliContext context, SystemTime time, @Nullable Integer port) {
    boolean up = false;
    try {
      Path folder = temporaryFolder();
      SimulatedUpstream upstream = SimulatedUpstream.start(time);
      stopping.then("simulated providers", upstream::close);
      DemoCast.enter(upstream);
      Configuration configuration = configuration(folder, upstream, time);
      launch = new Launch(configuration, folder.resolve("data"), true, context);
      program = start(launch, time, port);
      stopping.then("server", program::close);
      var traffic = new DemoTraffic(upstream, program, time);
      stopping.then("traffic", traffic::close);
      traffic.start();
      up = true;
    } finally {
      if (!up) {
        close();
      }
    }
  }

  /**
   * Starts a demo.
   *
   * @throws StartException if it cannot
   */
  static Demo start(CliContext context, SystemTime time, @Nullable Integer port) {
    return new Demo(context, time, port);
  }

  /** The usual port; where that is taken and no other was asked for, any. */
  private static Program start(Launch launch, SystemTime time, @Nullable Integer port) {
    Configuration configuration = launch.configuration();
    int first = port == null ? configuration.server().port() : port;
    try {
      return Program.start(launch.onPort(first), time);
    } catch (PortInUseException e) {
      if (port != null) {
        throw e;
      }
      return Program.start(launch.onPort(0), time);
    }
  }

  private Path temporaryFolder() {
    FileAttribute<?> ours =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    try {
      Path folder = Files.createTempDirectory("quotakeeper-demo", ours);
      stopping.then("temporary folder", () -> delete(folder));
      return folder;
    } catch (IOException e) {
      throw new StartException(
          "no temporary folder can be made in " + System.getProperty("java.io.tmpdir"));
    }
  }

  private static Configuration configuration(
      Path folder, SimulatedUpstream upstream, SystemTime time) {
    try {
      for (DemoCast.Part part : DemoCast.PARTS) {
        Path secret = folder.resolve(part.id() + ".token");
        Files.createFile(
            secret,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, upstream.account(part.id()).account().token().reveal());
      }
      Path file = folder.resolve("quotakeeper.yaml");
      Files.writeString(file, yaml(folder, upstream));
      return new ConfigurationLoader(Map.of(), Adapters.shipped(), time).load(file);
    } catch (IOException e) {
      throw new StartException("the demo's files cannot be written to " + folder);
    }
  }

  private static String yaml(Path folder, SimulatedUpstream upstream) {
    String accounts =
        DemoCast.PARTS.stream()
            .map(part ->
                "  - {id: %s, provider: %s, project: demo, baseUrl: '%s', secret: {file: '%s'}}"
                    .formatted(
                        part.id(),
                        part.provider(),
                        upstream.baseUrl(part.provider()),
                        folder.resolve(part.id() + ".token")))
            .collect(Collectors.joining("\n"));
    return """
    monitor: {interval: 10s, timeout: 5s}
    providers: {cloud-code: {enabled: true}}
    outbound: {allow: [127.0.0.1]}
    accounts:
    %s
    pools:
      - {id: studio, accounts: {provider: cloud-code}, session: {moveCost: 5s}}
      - {id: chat, accounts: {provider: openai}, reserve: {batch: 20%%}}
    """
        .formatted(accounts);
  }

  /** What to tell who started it. */
  String greeting() {
    String cast =
        DemoCast.PARTS.stream()
            .map(part -> "  %-17s %-10s %s".formatted(part.id(), part.provider(), part.story()))
            .collect(Collectors.joining("\n"));
    return Greeting.of(program, launch)
        + "\n\nThis is a demo: its providers are simulated, its windows last minutes, and it keeps nothing.\n"
        + cast
        + "\n\nIn another terminal: ./quotakeeper status"
        + "\n                     ./quotakeeper lease studio gemini-3-flash --explain";
  }

  int awaitStop() {
    return program.awaitStop(this);
  }

  @Override
  public void close() {
    stopping.run();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }
}
