package io.quotakeeper.cli;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A terminal's second page, which leaves the first as it was, without a cursor. The terminal is
 * given back also when the process is told to stop. Thread-safe.
 */
final class Canvas implements AutoCloseable {

  private static final String ENTER = "\033[?1049h\033[?25l";
  private static final String LEAVE = "\033[?25h\033[?1049l";

  private final Terminal terminal;
  private final Look look;
  private final ReentrantLock lock = new ReentrantLock();
  private final Thread leaving = Thread.ofPlatform().unstarted(this::leave);
  private boolean left;

  Canvas(Terminal terminal, Look look) {
    this.terminal = terminal;
    this.look = look;
    Runtime.getRuntime().addShutdownHook(leaving);
    write(ENTER);
  }

  /** What fits. */
  Frame frame() {
    return new Frame(terminal.columns(), terminal.rows(), look.ellipsis());
  }

  /** Shows these lines and nothing else. */
  void draw(List<String> lines) {
    lock.lock();
    try {
      if (!left) {
        write(Frame.drawing(lines));
      }
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      if (!left) {
        left = true;
        write(LEAVE);
      }
    } finally {
      lock.unlock();
    }
  }

  private void write(String text) {
    terminal.out().print(text);
    terminal.out().flush();
  }

  @Override
  public void close() {
    leave();
    try {
      Runtime.getRuntime().removeShutdownHook(leaving);
    } catch (IllegalStateException _) {
      // The process is being stopped: the hook finds nothing left to do.
    }
  }
}
