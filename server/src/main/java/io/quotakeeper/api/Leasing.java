package io.quotakeeper.api;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.quotakeeper.api.Operation.Runs;
import io.quotakeeper.api.Operation.Takes;
import io.quotakeeper.engine.LeaseDecision;
import io.quotakeeper.engine.LeaseGrant;
import io.quotakeeper.engine.LeaseOutcome;
import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.engine.TooManyLeasesException;
import io.quotakeeper.engine.UnknownLeaseException;
import io.quotakeeper.engine.UnknownPoolException;
import io.quotakeeper.quota.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Hands out accounts of pools, takes what became of them, and tells how it was decided. */
final class Leasing {

  /** The most decisions that are told at once: as many as are kept. */
  static final int MOST_DECISIONS = 1_000;

  private static final int USUAL_DECISIONS = 100;

  private final Quotas quotas;
  private final Leases leases;
  private final Pools pools;

  Leasing(ApiPorts ports) {
    this.quotas = ports.quotas();
    this.leases = ports.leases();
    this.pools = ports.pools();
  }

  List<Operation> operations() {
    return List.of(
        new Operation(
            POST,
            "/api/v1/leases",
            Access.ADMIN,
            List.of(),
            Takes.REQUEST,
            Runs.ASIDE,
            this::lease),
        new Operation(
            POST,
            "/api/v1/leases/{id}/outcome",
            Access.ADMIN,
            List.of(),
            Takes.DOCUMENT,
            Runs.ASIDE,
            this::settle),
        new Operation(
            GET,
            "/api/v1/decisions",
            Access.ADMIN,
            List.of("pool", "account", "limit"),
            Takes.NOTHING,
            Runs.ASIDE,
            this::decisions));
  }

  private Reply lease(Call call) {
    LeaseRequest request = LeaseReader.request(call.body());
    try {
      return switch (leases.lease(request)) {
        case LeaseGrant.Granted granted -> Reply.created(LeaseJson.of(granted));
        case LeaseGrant.NoneLeft none ->
            throw new ProblemException(noneLeft(request, none, quotas.now()));
      };
    } catch (UnknownPoolException _) {
      throw new ProblemException(Holders.unknownPool());
    } catch (TooManyLeasesException e) {
      throw new ProblemException(
          Problem.of(503, "too-many-leases", String.valueOf(e.getMessage())));
    }
  }

  private static Problem noneLeft(LeaseRequest request, LeaseGrant.NoneLeft none, Instant now) {
    String what = request.model().isEmpty() ? "a request" : "\"" + request.model() + "\"";
    Optional<Instant> retryAt = none.retryAt().instant();
    String end = retryAt.map(at -> " until " + at).orElse(" now, and nothing says until when");
    Problem problem =
        Problem.of(
                429,
                "none-left",
                "no account of pool \"" + request.pool() + "\" can serve " + what + end)
            .saying(LeaseJson.of(none, now));
    return retryAt.map(at -> problem.with("retry-after", seconds(now, at))).orElse(problem);
  }

  /** Rounded up: who comes back after so many seconds does not come too early. */
  private static String seconds(Instant now, Instant at) {
    long millis = Duration.between(now, at).toMillis();
    return String.valueOf(Math.max(1, Math.ceilDiv(millis, 1000)));
  }

  private Reply settle(Call call) {
    var answers = new ObservationReader(quotas.now(), quotas.maxAge());
    LeaseOutcome outcome = LeaseReader.outcome(call.body(), answers);
    try {
      var settled = leases.settle(call.text("id").orElse(""), outcome);
      return Reply.json(ObservationJson.of(settled.account(), settled.understood()));
    } catch (UnknownLeaseException e) {
      throw new ProblemException(Problem.of(404, "unknown-lease", String.valueOf(e.getMessage())));
    }
  }

  private Reply decisions(Call call) {
    int most = call.whole("limit", 1, MOST_DECISIONS).orElse(USUAL_DECISIONS);
    Predicate<LeaseDecision> wanted = ofPool(call).and(ofAccount(call));
    return Reply.json(Json.items(leases.decisions(most, wanted), LeaseJson::of));
  }

  private Predicate<LeaseDecision> ofPool(Call call) {
    Optional<String> pool = call.text("pool");
    if (pool.isPresent() && pools.accountsOf(pool.get()).isEmpty()) {
      throw new ProblemException(Holders.unknownPool());
    }
    return decision -> pool.isEmpty() || decision.request().pool().equals(pool.get());
  }

  /** Those that chose it, and those of which it is among the named that were passed over. */
  private Predicate<LeaseDecision> ofAccount(Call call) {
    Optional<AccountId> account = call.accountIfGiven("account");
    account.ifPresent(id -> Operations.known(id, quotas::account));
    return decision -> account.isEmpty() || concerns(decision, account.get());
  }

  private static boolean concerns(LeaseDecision decision, AccountId account) {
    var selection = decision.selection();
    return selection.chosen().stream()
            .anyMatch(it -> it.standing().seat().account().equals(account))
        || selection.passedOver().stream()
            .anyMatch(it -> it.standing().seat().account().equals(account));
  }
}
