package io.quotakeeper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A sweep of many accounts whose provider is slow, with each transport, over the least time that it
 * can take. The provider and each client run in processes of their own. Arguments: accounts, delay
 * in milliseconds, calls at once; without any 10,000, 250 and 1,000.
 */
public final class Sweep {

  private Sweep() {}

  /**
   * Runs it and prints a table.
   *
   * @throws IOException if a process cannot be started, or ends early
   */
  public static void main(String[] args) throws IOException {
    List<String> sizes = args.length == 3 ? List.of(args) : List.of("10000", "250", "1000");
    Path errors = Files.createTempFile("quotakeeper-sweep", ".log");
    System.out.println(SweepClient.HEAD);
    try (Child provider = Child.start(errors, SlowProvider.class, sizes.get(1))) {
      String port = provider.line();
      for (String transport : List.of("jdk", "vertx")) {
        try (Child client =
            Child.start(
                errors,
                SweepClient.class,
                transport,
                port,
                sizes.get(0),
                sizes.get(1),
                sizes.get(2))) {
          for (int i = 0; i < SweepClient.SWEEPS; i++) {
            System.out.println(client.line());
          }
        }
      }
    } finally {
      System.out.print(Files.readString(errors));
    }
  }
}
