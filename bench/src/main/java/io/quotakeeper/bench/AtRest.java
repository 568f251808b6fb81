package io.quotakeeper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What ten accounts cost that are polled every five minutes, over a program that does nothing: as a
 * library and as a server, each in a process of its own with the launcher's flags. Argument: how
 * many minutes to watch, 5 if not given.
 */
public final class AtRest {

  private static final int ACCOUNTS = 10;
  private static final Duration SETTLING = Duration.ofSeconds(60);

  private AtRest() {}

  /**
   * Runs it and prints a table.
   *
   * @throws IOException if a process cannot be started, or ends early
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Duration watch =
        Duration.ofSeconds(Math.round(60 * (args.length == 1 ? Double.parseDouble(args[0]) : 5)));
    ServerSetup setup = ServerSetup.inTemporaryFolder();
    Path errors = setup.folder().resolve("errors.log");
    Map<String, Child> programs = new LinkedHashMap<>();
    try (Child provider = Child.start(errors, SlowProvider.class, "50")) {
      String port = provider.line();
      programs.put("idle", Child.start(errors, Idle.class));
      programs.put("library", Child.start(errors, Idle.class, String.valueOf(ACCOUNTS), port));
      programs.put("server", server(setup, port));
      for (Child program : programs.values()) {
        program.line();
      }
      Thread.sleep(SETTLING);
      measure(programs, watch);
    } finally {
      programs.values().forEach(Child::close);
      System.out.print(Files.readString(errors));
    }
  }

  private static Child server(ServerSetup setup, String port) throws IOException {
    List<ServerSetup.Line> accounts =
        IntStream.range(0, ACCOUNTS)
            .mapToObj(i ->
                new ServerSetup.Line(
                    "account-" + i, "github", "http://127.0.0.1:" + port, "token-" + i))
            .toList();
    return setup.start("monitor: {interval: 5m}\noutbound: {allow: [127.0.0.1]}", accounts);
  }

  private static void measure(Map<String, Child> programs, Duration watch)
      throws IOException, InterruptedException {
    List<ProcessFigures> before = figures(programs);
    Thread.sleep(watch);
    List<ProcessFigures> after = figures(programs);
    System.out.println("program     CPU ms      CPU %  over idle %  resident MiB  over idle MiB");
    double idle = percent(before.getFirst(), after.getFirst(), watch);
    List<String> names = List.copyOf(programs.keySet());
    for (int i = 0; i < names.size(); i++) {
      ProcessFigures now = after.get(i);
      double cpu = percent(before.get(i), now, watch);
      System.out.printf(
          Locale.ROOT,
          "%-8s %9d %10.3f %12.3f %13.1f %14.1f%n",
          names.get(i),
          now.cpu().minus(before.get(i).cpu()).toMillis(),
          cpu,
          cpu - idle,
          now.residentMiB(),
          now.residentMiB() - after.getFirst().residentMiB());
    }
  }

  /** In the order of the programs, of which the idle one is the first. */
  private static List<ProcessFigures> figures(Map<String, Child> programs) throws IOException {
    List<ProcessFigures> figures = new ArrayList<>();
    for (Child program : programs.values()) {
      figures.add(program.figures());
    }
    return figures;
  }

  private static double percent(ProcessFigures before, ProcessFigures after, Duration watch) {
    return 100.0 * after.cpu().minus(before.cpu()).toNanos() / watch.toNanos();
  }
}
