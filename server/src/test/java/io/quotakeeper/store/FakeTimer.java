package io.quotakeeper.store;

import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A timer whose time is up when the test says so. */
final class FakeTimer implements Timer {

  /** What was put off. */
  record Alarm(Duration delay, Runnable action) {}

  private final BlockingQueue<Alarm> alarms = new LinkedBlockingQueue<>();

  @Override
  public Task after(Duration delay, Runnable action) {
    var alarm = new Alarm(delay, action);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  /** Waits until something is put off, and takes it. */
  Alarm next() throws InterruptedException {
    @Nullable Alarm alarm = alarms.poll(20, TimeUnit.SECONDS);
    if (alarm == null) {
      throw new AssertionError("nothing was put off");
    }
    return alarm;
  }
}
