package io.quotakeeper.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.time.Time;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An account of a running {@link SimulatedUpstream}: what is left to it, what it was asked, and how
 * it misbehaves. Thread-safe.
 */
public final class LiveAccount {

  private static final int MOST_REQUESTS = 10_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SimulatedAccount account;
  private final Dialect dialect;
  private final Stock stock;
  private final Time time;
  private final Ruling ruling = new Ruling();
  private final Tally received = new Tally();
  private final Tally answered = new Tally();
  private final Tally dropped = new Tally();
  private final Map<String, Tally> byCall = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<SeenRequest> requests = new ArrayDeque<>();
  private int open;
  private int mostOpen;

  LiveAccount(SimulatedAccount account, Stock stock, Time time) {
    this.account = account;
    this.dialect = Dialect.of(account.provider());
    this.stock = stock;
    this.time = time;
  }

  /** How it was set up. */
  public SimulatedAccount account() {
    return account;
  }

  /**
   * Uses so much of every window that covers {@code subject} and counts {@code unit}, as traffic
   * would; no window goes below nothing.
   *
   * @throws IllegalArgumentException if there is no such window
   */
  public void burn(Scope subject, Unit unit, double amount) {
    stock.burn(subject, unit, amount);
  }

  /**
   * Uses all that is left of a window.
   *
   * @throws IllegalArgumentException if there is no such window
   */
  public void exhaust(Window window) {
    stock.exhaust(window);
  }

  /**
   * Fills a window up: an early reset, or a bill that was paid.
   *
   * @throws IllegalArgumentException if there is no such window
   */
  public void refill(Window window) {
    stock.refill(window);
  }

  /**
   * How a window stands.
   *
   * @throws IllegalArgumentException if there is no such window
   */
  public Remaining remaining(Window window) {
    return stock.read(window);
  }

  /** How all its windows stand, in the order in which they were set up. */
  public List<Remaining> remaining() {
    return stock.read();
  }

  /** From now on, all its calls meet this. */
  public void misbehave(Misbehaviour misbehaviour) {
    misbehave(misbehaviour, Calls.all());
  }

  /** From now on, these calls meet this, whatever was set for them before. */
  public void misbehave(Misbehaviour misbehaviour, Calls calls) {
    ruling.add(misbehaviour, calls, Integer.MAX_VALUE);
  }

  /**
   * The next {@code times} of these calls meet this; then what was set before holds again.
   *
   * @param times more than zero
   */
  public void misbehave(Misbehaviour misbehaviour, Calls calls, int times) {
    ruling.add(misbehaviour, calls, times);
  }

  /** Behaves well from now on. Calls under way keep what they met. */
  public void behave() {
    ruling.clear();
  }

  /** Counts its calls as they arrive. */
  public Tally received() {
    return received;
  }

  /**
   * Counts its calls of one kind as they arrive.
   *
   * @param call the adapter's name for it, {@code traffic} for ordinary requests
   */
  public Tally received(String call) {
    return byCall.computeIfAbsent(call, c -> new Tally());
  }

  /** Counts the calls that were answered in full. */
  public Tally answered() {
    return answered;
  }

  /** Counts the calls whose connection the peer closed before it had an answer. */
  public Tally dropped() {
    return dropped;
  }

  /** How many of its calls are under way. */
  public int open() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The largest number of its calls that were ever under way at once. A call is under way until its
   * answer begins, or until its connection is seen to be closed.
   */
  public int mostOpen() {
    lock.lock();
    try {
      return mostOpen;
    } finally {
      lock.unlock();
    }
  }

  /** Its requests, oldest first: the last 10 000. */
  public List<SeenRequest> requests() {
    lock.lock();
    try {
      return List.copyOf(requests);
    } finally {
      lock.unlock();
    }
  }

  /** Takes a call in. */
  Line enter(IncomingRequest request) {
    String call = dialect.call(request);
    note(call, request);
    Visit visit = new Visit(request, json(request.body()), account, stock, time.now());
    Reaction reaction =
        ruling
            .next(call)
            .map(m -> react(m, call, visit))
            .orElseGet(() -> new Reaction.Send(dialect.answer(call, visit)));
    return new Line(reaction, this::leave, this::end);
  }

  private Reaction react(Misbehaviour misbehaviour, String call, Visit visit) {
    return switch (misbehaviour) {
      case Misbehaviour.Slow slow ->
          new Reaction.SendLate(dialect.answer(call, visit), slow.delay());
      case Misbehaviour.Hang _ -> new Reaction.Hold();
      case Misbehaviour.Reset _ -> new Reaction.Break();
      case Misbehaviour.Fail fail -> new Reaction.Send(dialect.failure(fail.status()));
      case Misbehaviour.Throttle throttle ->
          new Reaction.Send(dialect.throttled(throttle.pause(), visit));
      case Misbehaviour.Malformed malformed ->
          new Reaction.Send(Spoiling.body(dialect.answer(call, visit), malformed.form()));
      case Misbehaviour.BadEntry _ ->
          new Reaction.Send(Spoiling.entry(dialect.answer(call, visit), dialect.entries(call)));
      case WireFault fault -> new Reaction.Play(dialect.answer(call, visit), fault);
      case Misstatement.RetryAfter(int status, String value) ->
          new Reaction.Send(dialect.failure(status).with("Retry-After", value));
      case Misstatement odd ->
          new Reaction.Send(Distorting.of(dialect.answer(call, visit), odd, visit.now()));
    };
  }

  private void note(String call, IncomingRequest request) {
    List<String> names = request.headers().fields().stream().map(Map.Entry::getKey).toList();
    lock.lock();
    try {
      open++;
      mostOpen = Math.max(mostOpen, open);
      if (requests.size() == MOST_REQUESTS) {
        requests.removeFirst();
      }
      requests.addLast(new SeenRequest(call, request.method(), request.path(), names));
    } finally {
      lock.unlock();
    }
    received(call).add();
    received.add();
  }

  private void leave() {
    lock.lock();
    try {
      open--;
    } finally {
      lock.unlock();
    }
  }

  private void end(Line.Ending ending) {
    switch (ending) {
      case ANSWERED -> answered.add();
      case DROPPED_BY_PEER -> dropped.add();
      case ENDED_BY_US -> {}
    }
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public String toString() {
    return account.provider() + "/" + account.id();
  }
}
