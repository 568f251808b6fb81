package io.quotakeeper.bench;

import io.quotakeeper.engine.QuotaManager;
import java.util.concurrent.CountDownLatch;

/**
 * A program that does nothing, for ever: with the monitor of so many accounts at a local port, or
 * without. Prints a line when it is ready. Arguments: none, or accounts and port.
 */
public final class Idle {

  private Idle() {}

  /**
   * Starts it.
   *
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    if (args.length == 2) {
      QuotaManager quotas =
          QuotaManager.builder()
              .accounts(
                  SweepClient.accounts(Integer.parseInt(args[0]), "http://127.0.0.1:" + args[1]))
              .build();
      Runtime.getRuntime().addShutdownHook(new Thread(quotas::close));
      quotas.startBackgroundMonitor();
    }
    System.out.println("ready");
    new CountDownLatch(1).await();
  }
}
