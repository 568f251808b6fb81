package io.quotakeeper.engine;

import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.CallRequest;
import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.providers.Target;
import io.quotakeeper.providers.Understanding;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.time.Time;
import java.time.Instant;
import java.util.concurrent.ExecutionException;

/**
 * One account's quota, fetched: the only place where a quota call gets its credential and leaves.
 */
final class QuotaFetcher {

  private final Transport transport;
  private final Time time;
  private final Witnesses witnesses;

  QuotaFetcher(Transport transport, Time time, Witnesses witnesses) {
    this.transport = transport;
    this.time = time;
    this.witnesses = witnesses;
  }

  /**
   * A call and its answer.
   *
   * @param call which
   * @param sighting who saw it, and when
   * @param reply the answer
   * @param meaning what it means
   */
  record Fetched(String call, Sighting sighting, Reply reply, Understanding meaning) {}

  /** The host that a call of this account goes to. */
  static String host(Account account, Adapter adapter, String call, Instant now) {
    return String.valueOf(adapter.request(call, target(account), now).uri().getAuthority());
  }

  /**
   * Sends a call and reads its answer.
   *
   * @throws ExecutionException if no answer came
   * @throws java.util.concurrent.CancellationException if the flight was ended first
   */
  Fetched fetch(Watched watched, String call, Secret secret, Flight flight)
      throws ExecutionException {
    Account account = watched.account();
    Adapter adapter = watched.adapter();
    CallRequest request = adapter.request(call, target(account), time.now());
    flight.check();
    Instant sentAt = time.now();
    Answer answer = flight.await(transport.send(adapter.authorized(request, secret)));
    Instant receivedAt = time.now();
    var reply = new Reply(call, answer.status(), answer.headers(), answer.body(), receivedAt);
    var sighting = new Sighting(account.id(), account.holder().owner(), sentAt, receivedAt);
    var context = new Context("", account.baseUrl());
    witnesses.tell(
        () -> new RawEvidence.Replied(sighting, context, reply, SecretSource.of(secret)));
    Understanding meaning = adapter.read(reply, context);
    return new Fetched(call, sighting, reply, meaning);
  }

  private static Target target(Account account) {
    return new Target(account.project(), account.baseUrl());
  }
}
