package io.quotakeeper.ledger;

import static io.quotakeeper.ledger.Scene.ANNA;
import static io.quotakeeper.ledger.Scene.BEN;
import static io.quotakeeper.ledger.Scene.HOLDER;
import static io.quotakeeper.ledger.Scene.OWNER;
import static io.quotakeeper.ledger.Scene.POLICY;
import static io.quotakeeper.ledger.Scene.after;
import static io.quotakeeper.ledger.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Moment;
import io.quotakeeper.quota.QuotaDecision;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Refill;
import io.quotakeeper.quota.Refusal;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Role;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import io.quotakeeper.select.Decider;
import io.quotakeeper.select.Decision;
import io.quotakeeper.select.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any evidence. Each seed is one made-up history. */
class LedgerPropertyTest {

  private static final List<Scope> SCOPES =
      List.of(Scope.account(), Scene.FLASHES, Scene.FLASH, Scene.SLOW);

  static Stream<Integer> seeds() {
    return IntStream.range(0, 100).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sameEvidenceOfWindowsAndSuccesses_inAnyOrder_givesOneState(int seed) {
    var random = new Random(seed);
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Instant sent = time("12:00").plusSeconds(60L * i);
      var seen = new Sighting(ANNA, OWNER, sent, sent.plusSeconds(random.nextInt(300)));
      double left = random.nextInt(11) / 10.0;
      List<Reading> readings =
          List.of(
              Scene.left(Scene.FIVE_HOURS, left, "17:00"),
              Scene.left(Scene.WEEKLY, 1 - left, "23:00"));
      evidence.add(
          switch (random.nextInt(3)) {
            case 0 -> new Evidence.Polled(seen, "quota", "usage", readings, false, Duration.ZERO);
            case 1 -> new Evidence.Observed(seen, Scene.FLASH, true, readings);
            default ->
                new Evidence.Refused(seen, Scene.refusal(RefusalClass.THROTTLED, "18:0" + i));
          });
    }
    List<Evidence> polls = evidence.stream().filter(e -> !(e instanceof Evidence.Refused)).toList();
    assertThat(values(after(shuffled(polls, random)))).isEqualTo(values(after(polls)));
    assertThat(values(after(shuffled(evidence, random)))).isEqualTo(values(after(polls)));
    assertThat(ends(after(shuffled(evidence, random)))).isEqualTo(ends(after(evidence)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyEvidence_isTakenIn_andNothingSpentIsPassed(int seed) {
    var random = new Random(seed);
    var ledger = new QuotaLedger(Scene.GROUPS);
    for (int i = 0; i < 60; i++) {
      ledger.record(evidence(random));
      Instant now = time("11:00").plusSeconds(random.nextInt(24 * 3600));
      OwnerState state = ledger.state(OWNER);
      for (Scope subject : SCOPES) {
        Decision decision = Decider.decide(new Question(HOLDER, subject, ""), state, POLICY, now);
        if (isBlocked(state, subject, now)) {
          assertThat(decision.outcome()).isInstanceOf(QuotaDecision.Exhausted.class);
        }
      }
    }
  }

  /**
   * The rule, written a second time, in the plainest way. Balances are left out of the evidence.
   */
  private static boolean isBlocked(OwnerState state, Scope subject, Instant now) {
    boolean spent =
        state.windows().values().stream()
            .map(known -> known.at(now, Scene.FRESHNESS))
            .filter(reading -> reading.role() == Role.LIMIT)
            .filter(reading -> Scene.GROUPS.covers("acme", reading.window().scope(), subject))
            .anyMatch(reading ->
                reading.amount() instanceof Amount.NotEntitled || reading.amount().isSpent());
    boolean refused =
        state.refusals().stream()
            .anyMatch(r ->
                r.stands(now)
                    && r.concerns(ANNA)
                    && Scene.GROUPS.covers("acme", r.refusal().scope(), subject));
    return spent || refused;
  }

  private static Evidence evidence(Random random) {
    Instant sent = time("11:00").plusSeconds(random.nextInt(7200));
    var seen =
        new Sighting(
            random.nextInt(4) == 0 ? BEN : ANNA, OWNER, sent, sent.plusSeconds(random.nextInt(60)));
    List<Reading> readings = readings(random);
    Scope subject = SCOPES.get(random.nextInt(SCOPES.size()));
    return switch (random.nextInt(6)) {
      case 0, 1 ->
          new Evidence.Polled(
              seen,
              random.nextBoolean() ? "quota" : "credits",
              random.nextBoolean() ? "usage" : "models",
              readings,
              random.nextInt(5) == 0,
              Duration.ofSeconds(random.nextInt(3) * 600L));
      case 2 -> new Evidence.Observed(seen, subject, random.nextBoolean(), readings);
      case 3 -> new Evidence.Refused(seen, refusal(random, subject));
      case 4 -> new Evidence.Metered(seen, subject, Unit.REQUESTS, random.nextInt(5));
      default -> new Evidence.Stated(seen, readings);
    };
  }

  private static Refusal refusal(Random random, Scope scope) {
    RefusalClass[] kinds = RefusalClass.values();
    return new Refusal(
        kinds[random.nextInt(kinds.length)],
        random.nextInt(4) == 0 ? Refusal.Target.SYNC : Refusal.Target.REQUEST,
        scope,
        random.nextBoolean() ? "" : "5h",
        moment(random),
        "",
        "");
  }

  private static List<Reading> readings(Random random) {
    List<Reading> readings = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      var window =
          new Window(
              SCOPES.get(random.nextInt(SCOPES.size())),
              random.nextBoolean() ? "5h" : "weekly",
              Unit.REQUESTS);
      readings.add(
          new Reading(
              window,
              random.nextInt(5) == 0 ? Role.EXTRA : Role.LIMIT,
              amount(random),
              moment(random),
              random.nextInt(5) == 0 ? moment(random) : Moment.unstated(),
              random.nextBoolean() ? Refill.FULL : Refill.UNTOLD));
    }
    return readings;
  }

  private static Amount amount(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> Amount.counted(random.nextInt(20) - 5, random.nextInt(20));
      case 1 -> Amount.balance(random.nextInt(20) - 5);
      case 2 -> Amount.share(random.nextInt(5) / 4.0);
      case 3 -> Amount.unknown();
      case 4 -> Amount.cap(random.nextInt(20));
      case 5 -> Amount.unlimited();
      default -> Amount.notEntitled();
    };
  }

  private static Moment moment(Random random) {
    return random.nextInt(3) == 0
        ? Moment.unstated()
        : Moment.at(time("11:00").plusSeconds(random.nextInt(20 * 3600)));
  }

  private static List<Evidence> shuffled(List<Evidence> evidence, Random random) {
    List<Evidence> shuffled = new ArrayList<>(evidence);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static List<Object> values(OwnerState state) {
    return state.windows().values().stream()
        .<Object>map(known -> List.of(known.reading(), known.provenance().asOf()))
        .toList();
  }

  private static List<Moment> ends(OwnerState state) {
    return state.refusals().stream().map(StandingRefusal::endsAt).toList();
  }
}
