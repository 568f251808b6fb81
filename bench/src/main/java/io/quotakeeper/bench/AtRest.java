package io.quotakeeper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    Map<String, ProcessFigures> before = figures(programs);
    Thread.sleep(watch);
    Map<String, ProcessFigures> after = figures(programs);
    System.out.println("program     CPU ms      CPU %  over idle %  resident MiB  over idle MiB");
    double idle = percent(before.get("idle"), after.get("idle"), watch);
    for (String name : programs.keySet()) {
      double cpu = percent(before.get(name), after.get(name), watch);
      System.out.printf(
          Locale.ROOT,
          "%-8s %9d %10.3f %12.3f %13.1f %14.1f%n",
          name,
          after.get(name).cpu().minus(before.get(name).cpu()).toMillis(),
          cpu,
          cpu - idle,
          after.get(name).residentMiB(),
          after.get(name).residentMiB() - after.get("idle").residentMiB());
    }
  }

  private static Map<String, ProcessFigures> figures(Map<String, Child> programs)
      throws IOException {
    Map<String, ProcessFigures> figures = new LinkedHashMap<>();
    for (var program : programs.entrySet()) {
      figures.put(program.getKey(), program.getValue().figures());
    }
    return figures;
  }

  private static double percent(ProcessFigures before, ProcessFigures after, Duration watch) {
    return 100.0 * after.cpu().minus(before.cpu()).toNanos() / watch.toNanos();
  }
}
