package io.quotakeeper.evidence;

import io.quotakeeper.engine.RawEvidence;
import io.quotakeeper.time.Time;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes evidence down as it comes, behind everybody's back.
 *
 * <p>Thread-safe. Telling it never blocks: what waits to be written is bounded in number and size,
 * and what comes beyond that is dropped and counted. One thread takes secrets out and writes. While
 * the files cannot be written, evidence is dropped, and the writing is tried again now and then; it
 * is said once when that begins, and once when it ends.
 */
public final class EvidenceLog implements Consumer<RawEvidence>, AutoCloseable {

  static final int MOST_WAITING = 4_000;

  /** In characters. The largest reply is 1 Mi. */
  static final long MOST_HELD = 16L << 20;

  static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(EvidenceLog.class);
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final EvidenceFiles files;
  private final EvidenceBounds bounds;
  private final Time time;
  private final LinkedBlockingQueue<Optional<RawEvidence>> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong held = new AtomicLong();
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final AtomicLong complainedAt;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread writer;
  private Optional<Long> brokenAt = Optional.empty();

  private EvidenceLog(Path folder, EvidenceBounds bounds, Time time) {
    this.files = new EvidenceFiles(folder, bounds);
    this.bounds = bounds;
    this.time = time;
    this.complainedAt = new AtomicLong(time.nanos() - BETWEEN_COMPLAINTS.toNanos());
    // A thread of the system: file systems hold on to a virtual thread's carrier.
    this.writer = Thread.ofPlatform().daemon().name("evidence-writer").unstarted(this::write);
  }

  /**
   * Starts writing in that folder, which must be there. Blocks for nothing.
   *
   * @param time tells when to try again
   */
  public static EvidenceLog start(Path folder, EvidenceBounds bounds, Time time) {
    var log = new EvidenceLog(folder, bounds, time);
    log.writer.start();
    return log;
  }

  /** The file that is written; older ones lie beside it. */
  public Path file() {
    return files.current();
  }

  @Override
  public void accept(RawEvidence evidence) {
    if (closed.get() || !reserve(evidence)) {
      drop();
      return;
    }
    queue.add(Optional.of(evidence));
  }

  /** Pieces of evidence that are in the files. */
  public long written() {
    return written.sum();
  }

  /** Pieces of evidence that never will be. */
  public long dropped() {
    return dropped.sum();
  }

  /**
   * Writes what waits and stops; after 5 seconds it stops waiting. What comes later is dropped.
   * Idempotent.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    queue.add(Optional.empty());
    try {
      if (!writer.join(FAREWELL)) {
        LOG.warn("evidence log was closed with unwritten={}", waiting.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean reserve(RawEvidence evidence) {
    long number = waiting.incrementAndGet();
    long size = held.addAndGet(size(evidence));
    boolean fits = number <= MOST_WAITING && size <= MOST_HELD;
    if (!fits) {
      free(evidence);
    }
    return fits;
  }

  private void free(RawEvidence evidence) {
    held.addAndGet(-size(evidence));
    waiting.decrementAndGet();
  }

  private static int size(RawEvidence evidence) {
    return evidence instanceof RawEvidence.Replied replied ? replied.size() : 0;
  }

  private void drop() {
    dropped.increment();
    long now = time.nanos();
    long last = complainedAt.get();
    boolean mayComplain =
        !closed.get()
            && now - last >= BETWEEN_COMPLAINTS.toNanos()
            && complainedAt.compareAndSet(last, now);
    if (mayComplain) {
      LOG.warn(
          "evidence log drops what comes too fast or cannot be written, dropped={} since the start",
          dropped.sum());
    }
  }

  private void write() {
    try (files) {
      for (Optional<RawEvidence> next = take(); next.isPresent(); next = take()) {
        write(next.get());
        free(next.get());
      }
    } catch (IOException e) {
      LOG.warn("evidence log file={} cannot be closed: {}", files.current(), words(e));
    }
  }

  private Optional<RawEvidence> take() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException _) {
        LOG.debug("an interrupt does not end the writing");
      }
    }
  }

  private void write(RawEvidence evidence) {
    if (isPausing()) {
      drop();
      return;
    }
    try {
      files.append(EvidenceLine.of(evidence, bounds.fileBytes()));
      written.increment();
      healed();
    } catch (IOException e) {
      broken(e);
      drop();
    } catch (RuntimeException | StackOverflowError e) {
      // The message of what went wrong with a reply may hold some of it.
      LOG.warn(
          "cannot keep a piece of evidence account={}: {}",
          evidence.sighting().account(),
          e.getClass().getName());
      drop();
    }
  }

  private boolean isPausing() {
    return brokenAt.filter(at -> time.nanos() - at < PAUSE.toNanos()).isPresent();
  }

  private void broken(IOException trouble) {
    if (brokenAt.isEmpty()) {
      LOG.warn(
          "evidence log file={} cannot be written and is tried again every {} s: {}",
          files.current(),
          PAUSE.toSeconds(),
          words(trouble));
    }
    brokenAt = Optional.of(time.nanos());
  }

  private void healed() {
    if (brokenAt.isPresent()) {
      LOG.info(
          "evidence log is written again file={} dropped={} since the start",
          files.current(),
          dropped.sum());
      brokenAt = Optional.empty();
    }
  }

  private static String words(IOException trouble) {
    return switch (trouble) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "its folder does not exist";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default ->
          Objects.requireNonNullElse(trouble.getMessage(), trouble.getClass().getSimpleName());
    };
  }
}
