package io.quotakeeper.engine;

import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Headers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Answers as the test says, by the credential's name, and counts what is under way. */
final class FakeTransport implements Transport {

  private final Map<String, Function<CallRequest, CompletableFuture<Answer>>> scripts =
      new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> most = new ConcurrentHashMap<>();
  private final AtomicInteger allUnderWay = new AtomicInteger();
  private final AtomicInteger mostOfAll = new AtomicInteger();
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private final Function<CallRequest, CompletableFuture<Answer>> otherwise;

  /** A call that was sent, and the future that was given for it. */
  record Sent(String account, String path, CompletableFuture<Answer> answer) {}

  FakeTransport(Function<CallRequest, CompletableFuture<Answer>> otherwise) {
    this.otherwise = otherwise;
  }

  /** From now on, calls of that account meet this. */
  void script(String account, Function<CallRequest, CompletableFuture<Answer>> script) {
    scripts.put(account, script);
  }

  void answer(String account, Answer answer) {
    script(account, _ -> CompletableFuture.completedFuture(answer));
  }

  void hang(String account) {
    script(account, _ -> new CompletableFuture<>());
  }

  void behave(String account) {
    scripts.remove(account);
  }

  @Override
  public CompletableFuture<Answer> send(CallRequest request) {
    String account =
        request.headers().get("Authorization").orElse("").replaceFirst("^Bearer token-of-", "");
    count(account, 1);
    CompletableFuture<Answer> answer;
    try {
      answer = scripts.getOrDefault(account, otherwise).apply(request);
    } catch (Throwable trouble) {
      count(account, -1);
      throw trouble;
    }
    sent.add(new Sent(account, request.uri().getPath(), answer));
    var _ = answer.whenComplete((_, _) -> count(account, -1));
    return answer;
  }

  @Override
  public void close() {}

  List<Sent> sent() {
    return sent;
  }

  List<Sent> sent(String account) {
    return sent.stream().filter(call -> call.account.equals(account)).toList();
  }

  int calls(String account) {
    return sent(account).size();
  }

  int underWay() {
    return allUnderWay.get();
  }

  int mostUnderWay() {
    return mostOfAll.get();
  }

  /** The largest number of calls that any one account had under way at once. */
  int mostOfOneAccount() {
    return most.values().stream().mapToInt(AtomicInteger::get).max().orElse(0);
  }

  static Answer status(int status) {
    return new Answer(status, Headers.none(), "{\"message\": \"as told\"}");
  }

  static Answer json(String body) {
    return new Answer(200, Headers.none().with("Content-Type", "application/json"), body);
  }

  private void count(String account, int change) {
    int now = underWay.computeIfAbsent(account, _ -> new AtomicInteger()).addAndGet(change);
    most.computeIfAbsent(account, _ -> new AtomicInteger()).accumulateAndGet(now, Math::max);
    mostOfAll.accumulateAndGet(allUnderWay.addAndGet(change), Math::max);
  }
}
