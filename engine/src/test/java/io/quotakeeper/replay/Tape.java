package io.quotakeeper.replay;

import io.quotakeeper.engine.Account;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.engine.MonitorSettings;
import io.quotakeeper.engine.Pool;
import io.quotakeeper.engine.SecretSource;
import io.quotakeeper.engine.Shadow;
import io.quotakeeper.providers.Adapter;
import io.quotakeeper.providers.Adapters;
import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Headers;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Owner;
import io.quotakeeper.quota.Secret;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.select.Purpose;
import io.quotakeeper.select.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A record made by hand, of accounts at a provider with one window of five hours. */
final class Tape {

  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  static final String PROVIDER = "tape";
  static final Adapter ADAPTER =
      Adapter.parse(
          "tape.yaml",
          """
          name: tape
          summary: A provider of tests.
          access: documented
          baseUrl: https://tape.example
          auth: {header: Authorization, value: 'Bearer ${secret}'}
          chains: [{name: quota, calls: usage}, {name: extra, calls: extra, optional: true}]
          calls:
            usage:
              request: {path: /usage}
              expect: (.windows | type) == "array"
              plan: {id: .plan, words: .plan}
              readings:
                - name: counted
                  each: .windows[] | select(.limit)
                  scope: account
                  window: .id
                  unit: requests
                  amount: {limit: .limit, remaining: .left}
                  resetsAt: {jq: .reset, as: epoch-seconds}
                  refills: full
                - name: share
                  each: .windows[] | select(.share)
                  scope: account
                  window: .id
                  unit: requests
                  amount: {percent-used: .share}
                  resetsAt: {jq: .reset, as: epoch-seconds}
                  refills: full
            extra:
              request: {path: /extra}
              expect: (.windows | type) == "array"
              readings:
                - name: extra
                  each: .windows[]
                  scope: account
                  window: .id
                  unit: tokens
                  amount: {limit: .limit, remaining: .left}
          facts:
            kind: .error?
            end: .until?
          times:
            end: [{fact: end, as: epoch-seconds}]
          refusals:
            - {name: spent, facts: {kind: spent}, class: window-exhausted, scope: account,
               window: 5h, until: {use: end}}
            - {name: fast, facts: {kind: fast}, class: throttled, scope: account,
               until: {use: end}}
            - {name: busy, facts: {kind: busy}, class: capacity, scope: account}
            - {name: who, facts: {kind: who}, class: unauthenticated, scope: account}
          """);

  private final List<Happening> happenings = new ArrayList<>();
  private Instant now = START;
  private int leases;

  List<Happening> happenings() {
    return happenings;
  }

  Instant now() {
    return now;
  }

  Tape pause(Duration pause) {
    now = now.plus(pause);
    return this;
  }

  Sighting sighting(String account) {
    return new Sighting(new AccountId(account), new Owner(PROVIDER, account), now, now);
  }

  /** The usage call says that so many of so many requests are left until the end of a period. */
  Tape says(String account, int left, int limit, Instant reset) {
    return says(
        account,
        "{\"windows\":[{\"id\":\"5h\",\"limit\":%d,\"left\":%d,\"reset\":%d}]}"
            .formatted(limit, left, reset.getEpochSecond()));
  }

  Tape says(String account, String body) {
    return replied(account, "usage", 200, body, "");
  }

  Tape replied(String account, String call, int status, String body, String lease) {
    happenings.add(
        new Happening.Replied(
            sighting(account),
            new Context("", ""),
            new Reply(call, status, Headers.none(), body, now),
            lease));
    return this;
  }

  /** A lease of that account is handed out; the name of the lease. */
  String lease(String pool, String account, String session, String... except) {
    String lease = "lease-" + leases++;
    Set<AccountId> tried = Set.copyOf(Arrays.stream(except).map(AccountId::new).toList());
    happenings.add(
        new Happening.Leased(
            sighting(account),
            lease,
            new LeaseRequest(pool, "", session, Purpose.INTERACTIVE, Map.of(), tried)));
    return lease;
  }

  Tape ended(String account, String lease, boolean sent, Map<Unit, Double> usage) {
    happenings.add(new Happening.Ended(sighting(account), lease, sent, usage));
    return this;
  }

  /** A request of a lease is served. */
  Tape serves(String account, String lease) {
    return replied(account, Adapter.TRAFFIC, 200, "", lease).ended(account, lease, true, Map.of());
  }

  /** A request of a lease is refused until then. */
  Tape refuses(String account, String lease, String kind, Instant until) {
    String body = "{\"error\":\"%s\",\"until\":%d}".formatted(kind, until.getEpochSecond());
    return replied(account, Adapter.TRAFFIC, 429, body, lease)
        .ended(account, lease, true, Map.of());
  }

  static Shadow.Cast cast(Pool... pools) {
    List<Account> accounts =
        Arrays.stream(pools)
            .flatMap(pool -> pool.accounts().stream())
            .distinct()
            .map(id -> Account.of(id, PROVIDER, SecretSource.of(Secret.of("s"))))
            .toList();
    return new Shadow.Cast(
        Adapters.shipped().with(List.of(ADAPTER)),
        MonitorSettings.defaults(),
        accounts,
        List.of(pools));
  }

  static Pool pool(String id, String... accounts) {
    return Pool.of(id, Arrays.stream(accounts).map(AccountId::new).toList());
  }

  /** What those strategies would have made of it. */
  Findings with(Shadow.Cast cast, Strategy... strategies) {
    try (var replay = new Replay(new Replay.Task(cast, Set.of("other"), List.of(strategies), 10))) {
      happenings.forEach(replay::take);
      return replay.findings();
    }
  }
}
