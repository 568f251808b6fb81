package io.quotakeeper.app;

import io.quotakeeper.config.Configuration;
import io.quotakeeper.config.ConfigurationException;
import io.quotakeeper.engine.Account;
import io.quotakeeper.time.Time;
import io.quotakeeper.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a running server follow its configuration: when one of its files has changed, and when it is
 * told to. A configuration that cannot be taken changes nothing, and every mistake in it is said
 * once. Thread-safe: the lock orders looks and reloads, which read files and so run aside.
 */
final class Reload implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final ReentrantLock reloading = new ReentrantLock();
  private final ConfigurationFile file;
  private final Configuration started;
  private final Subject subject;
  private final Tools tools;
  private FileMarks lastLook;
  private FileMarks taken;
  private List<String> mistakes = List.of();
  private volatile Timer.Task nextLook = () -> {};
  private volatile boolean closed;

  /**
   * What follows the configuration.
   *
   * @param live what it is by now
   * @param monitor watches its accounts
   * @param memory keeps what is known of them
   */
  record Subject(LiveConfiguration live, Monitor monitor, Remembering memory) {}

  /**
   * What a reload needs beside.
   *
   * @param time tells how old files are
   * @param timer repeats looks
   * @param executor runs what reads files
   */
  record Tools(Time time, Timer timer, Executor executor) {}

  /** {@code first} is how the file looked before it was read first. */
  Reload(ConfigurationFile file, FileMarks first, Subject subject, Tools tools) {
    this.file = file;
    this.subject = subject;
    this.tools = tools;
    started = subject.live.configuration();
    lastLook = FileMarks.none().next(file.parts(started), tools.time.now());
    taken = lastLook.as(first);
  }

  /** Watches the files from now on. */
  void start() {
    nextLook = tools.timer.after(BETWEEN_LOOKS, () -> aside(this::look));
  }

  /** Reloads, in the background: its user asks for it. */
  void request() {
    LOG.info("Reload of the configuration was asked for");
    aside(() -> {
      reloading.lock();
      try {
        mistakes = List.of();
        reload(marks());
      } finally {
        reloading.unlock();
      }
    });
  }

  private void aside(Runnable work) {
    try {
      tools.executor.execute(() -> {
        if (!closed) {
          work.run();
        }
      });
    } catch (RejectedExecutionException _) {
      // The server is stopping.
    }
  }

  private void look() {
    reloading.lock();
    try {
      FileMarks now = marks();
      // A file that still changes may be half written.
      boolean settled = now.equals(lastLook);
      lastLook = now;
      // What was wrong may lie outside of these files, in a mode or a file that they name: as long
      // as something is, each look tries again.
      if (settled && (!now.equals(taken) || !mistakes.isEmpty())) {
        reload(now);
      }
    } finally {
      reloading.unlock();
      if (!closed) {
        start();
      }
    }
  }

  private FileMarks marks() {
    return lastLook.next(file.parts(subject.live.configuration()), tools.time.now());
  }

  private void reload(FileMarks marks) {
    if (closed) {
      return;
    }
    Configuration running = subject.live.configuration();
    try {
      Configuration next = file.again(running);
      take(next, running);
      succeeded(next);
    } catch (ConfigurationException e) {
      failed(e.problems());
    } catch (RuntimeException e) {
      LOG.error("Reload failed", e);
      failed(List.of("internal error: " + e.getClass().getName()));
    }
    lastLook = marks();
    // A file that was changed since it was read is news to the next look.
    taken = lastLook.as(marks);
  }

  private void take(Configuration next, Configuration running) {
    boolean done = false;
    // The policy for calls first: a new account is synced at once.
    subject.live.becomes(next);
    try {
      subject.monitor.follow();
      subject.memory.forgetThoseGone(running.accounts().stream().map(Account::id).toList());
      done = true;
    } finally {
      if (!done) {
        subject.live.becomes(running);
      }
    }
  }

  private void succeeded(Configuration next) {
    mistakes = List.of();
    subject.live.succeeded();
    LOG.info("Reloaded file={} accounts={}", next.source(), next.accounts().size());
    next.notes().forEach(note -> LOG.warn("Configuration: {}", note));
    RestartNotes.of(started, next).forEach(note -> LOG.warn("Configuration: {}", note));
  }

  private void failed(List<String> problems) {
    subject.live.failed();
    if (!problems.equals(mistakes)) {
      LOG.error(
          "The new configuration is not taken, the old one stays: problems={}", problems.size());
      problems.forEach(problem -> LOG.error("Configuration: {}", problem));
    }
    mistakes = problems;
  }

  @Override
  public void close() {
    closed = true;
    nextLook.cancel();
  }
}
