package io.quotakeeper.bench.lab;

import java.util.SplittableRandom;

/**
 * Makes the requests of one load. Who is not served does not come again, but for workers, who go on
 * with their next: so the same seed asks the same of everybody, however they answer.
 */
final class Demand {

  private static final long BURST = 10 * Span.SECOND;
  private static final double QUIET_SHARE = 0.05;

  private final Load load;
  private final String name;
  private final SplittableRandom random;
  private final String[] sessions;
  private long begun;
  private double clock;
  private int leftOfBurst;

  /**
   * Nothing has happened yet.
   *
   * @param name tells its sessions from those of others
   */
  Demand(Load load, String name, long seed) {
    this.load = load;
    this.name = name;
    this.random = new SplittableRandom(seed);
    int count = load.workerCount() > 0 ? load.workerCount() : load.sessionCount();
    this.sessions = new String[load.sessionCount() > 0 ? count : 0];
    for (int i = 0; i < sessions.length; i++) {
      sessions[i] = newSession();
    }
  }

  Load load() {
    return load;
  }

  /** When the next request comes, in milliseconds since the start. Not for workers. */
  long nextAt() {
    switch (load.kind()) {
      case STEADY -> clock += load.rateOrThrow().wait(random);
      case BURSTY -> burst();
      case OFFICE_HOURS -> {
        do {
          clock += load.rateOrThrow().wait(random);
        } while (!isOfficeHour() && random.nextDouble() >= QUIET_SHARE);
      }
      case CONCURRENT -> throw new IllegalStateException("workers have no clock");
    }
    return (long) clock;
  }

  /** How long a worker takes to its next request, in milliseconds. */
  long pause() {
    return load.pauses().any(random);
  }

  /**
   * The next request.
   *
   * @param worker who sends it; negative if nobody waits for it
   */
  Request next(int worker) {
    double tokens = Math.floor(load.tokenCounts().any(random));
    return new Request(
        this,
        worker,
        load.modelName(),
        session(worker),
        tokens,
        Math.ceil(tokens * load.guesses().any(random)),
        load.durations().any(random));
  }

  private void burst() {
    if (leftOfBurst > 0) {
      leftOfBurst--;
      clock += random.nextDouble() * 2 * BURST / load.burstSize();
    } else {
      leftOfBurst = load.burstSize() - 1;
      clock += load.rateOrThrow().wait(random) * load.burstSize();
    }
  }

  private boolean isOfficeHour() {
    long hour = (long) (clock / Span.HOUR);
    long day = hour / 24 % 7;
    return day < 5 && hour % 24 >= 9 && hour % 24 < 17;
  }

  private String session(int worker) {
    if (sessions.length == 0) {
      return "";
    }
    int place = worker >= 0 ? worker : random.nextInt(sessions.length);
    String session = sessions[place];
    if (random.nextDouble() * load.meanTurns() < 1) {
      sessions[place] = newSession();
    }
    return session;
  }

  private String newSession() {
    return name + "-" + ++begun;
  }
}
