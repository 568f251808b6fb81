package io.quotakeeper.select;

import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.OF_ACCOUNT;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.select.Stand.NEED;
import static io.quotakeeper.select.Stand.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.ledger.Scene;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.RefusalClass;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GlanceTest {

  private static final Unit INPUT = new Unit("input-tokens");
  private static final Window TOKENS = new Window(Scene.FLASH, "tpm", Unit.TOKENS);
  private static final Window OF_INPUT = new Window(Scene.FLASH, "itpm", INPUT);

  private static Evidence left(double requests, String resets) {
    return polled("12:00", reading(FIVE_HOURS, Amount.counted(requests, 100), resets));
  }

  private static Glance glance(Stand stand) {
    return stand.glance(Strategy.EXPIRING_FIRST, NOW);
  }

  @Test
  void aGlance_holdsUntilSomethingHappensToItsOwner() {
    Stand stand = Stand.of("a", left(50, "15:00"));
    Glance first = glance(stand);
    assertThat(first.holds(NOW)).isTrue();
    Hold hold = stand.standing().take(NEED, NOW).orElseThrow();
    assertThat(first.holds(NOW)).as("taken").isFalse();
    Glance second = glance(stand);
    stand.holdings().release(hold);
    assertThat(second.holds(NOW)).as("given back").isFalse();
    Glance third = glance(stand);
    stand.holdings().release(hold);
    assertThat(third.holds(NOW)).as("given back twice is nothing new").isTrue();
    stand.standing().given(1, 0);
    assertThat(third.holds(NOW)).as("its turn").isFalse();
    Glance fourth = glance(stand);
    stand.holdings().changed();
    assertThat(fourth.holds(NOW)).as("other things are known of it").isFalse();
    Glance fifth = glance(stand);
    stand.learn(polled("12:05", reading(FIVE_HOURS, Amount.counted(40, 100), "15:00")));
    stand.standing();
    assertThat(fifth.holds(NOW)).as("what is held is counted anew").isFalse();
  }

  @Test
  void aGlance_holdsUntilTheSecondInWhichTimeChangesSomething() {
    Stand stand = Stand.of("a", left(50, "15:00"));
    Instant reset = Scene.time("15:00");
    assertThat(glance(stand).holds(reset.minusSeconds(1))).isTrue();
    assertThat(glance(stand).holds(reset)).isFalse();
    Stand never = Stand.of("a");
    assertThat(glance(never).holds(Instant.MAX)).as("nothing is known of it").isTrue();
  }

  @Test
  void anOwnerThatCameBack_isLookedAtAgain_whenItMayHaveMore() {
    Stand stand = Stand.of("a", left(50, "15:00"));
    stand.holdings().cameBack(NOW);
    for (int i = 0; i < 8; i++) {
      assertThat(stand.standing().take(NEED, NOW)).isPresent();
    }
    Glance spared = glance(stand);
    assertThat(spared.grade).isEqualTo(Grade.SPARED);
    assertThat(spared.holds(NOW.plusSeconds(1))).isTrue();
    Instant later = NOW.plusSeconds(2);
    assertThat(spared.holds(later)).isFalse();
    assertThat(stand.glance(Strategy.EXPIRING_FIRST, later).grade).isEqualTo(Grade.READY);
  }

  @Test
  void flows_areComparedAcrossDays_andDoNotGrowByLookingBack() {
    Instant evening = Instant.parse("2026-03-01T23:45:00Z");
    Flow flow = Flow.NONE.plus(8, evening);
    assertThat(flow.at(Flow.Look.at(evening.plusSeconds(1800)))).isEqualTo(2);
    Flow more = flow.plus(6, evening.plusSeconds(1800));
    assertThat(more.at(Flow.Look.at(evening.plusSeconds(2700)))).isEqualTo(4);
    assertThat(more.at(Flow.Look.at(evening))).isEqualTo(8);
    assertThat(more.at(Flow.Look.at(evening.plusSeconds(3_000_000_000L)))).isZero();
  }

  /** What is told at a glance is what every account says if it is asked for that very need. */
  @ParameterizedTest
  @EnumSource(Strategy.class)
  void rankingAtAGlance_isAsIfEachWereAsked(Strategy strategy) {
    var random = new Random(11);
    int ranked = 0;
    int refused = 0;
    for (int run = 0; run < 300; run++) {
      List<Stand> stands = stands(random);
      long turn = random.nextInt(40);
      boolean isSession = random.nextBoolean();
      for (int asked = 0; asked < 5; asked++) {
        Need need = need(random);
        Set<AccountId> except = asked == 0 ? Set.of(new AccountId("3")) : Set.of();
        var way = new Selector.Way(strategy, turn, isSession, except, NOW);
        List<Glance> glances = stands.stream().map(s -> s.glance(strategy, NOW)).toList();
        Ranking ranking = Selector.rank(need, glances, way);
        List<Glance> able = asked(need, glances, way);
        assertThat(IntStream.range(0, ranking.size()).mapToObj(ranking::best).toList())
            .containsExactlyElementsOf(able.stream().limit(9).map(Glance::standing).toList());
        assertThat(counts(ranking)).isEqualTo(counts(need, glances, able, way));
        ranked += able.size();
        refused += glances.size() - able.size();
        if (ranking.size() > 0) {
          ranking.best(0).take(need, NOW);
          ranking.best(0).given(++turn, 0);
        }
      }
    }
    assertThat(ranked).isGreaterThan(2_000);
    assertThat(refused).isGreaterThan(2_000);
  }

  /** Those that can serve, in order, each asked for itself. */
  private static List<Glance> asked(Need need, List<Glance> glances, Selector.Way way) {
    Flow.Look look = Flow.Look.at(NOW);
    boolean isByFlow = way.isSession() && way.strategy() == Strategy.EXPIRING_FIRST;
    List<Glance> able = new ArrayList<>();
    Map<Glance, Grade> grades = new HashMap<>();
    for (Glance glance : glances) {
      Standing standing = glance.standing();
      boolean isWanted = !way.except().contains(standing.seat().account());
      if (isWanted && standing.whyNot(need).isEmpty()) {
        able.add(glance);
        Grade grade = standing.grade(need, way.strategy(), NOW);
        boolean explored =
            grade == Grade.UNKNOWN && way.turn() % 20 == 19 && standing.holdings().inFlight() == 0;
        grades.put(glance, explored ? Grade.EXPLORED : grade);
      }
    }
    able.sort(
        Comparator.comparing((Glance glance) -> grades.get(glance))
            .thenComparingDouble(glance ->
                isByFlow
                    ? glance.standing().lapse().load(glance.standing().holdings().flow().at(look))
                    : glance.first)
            .thenComparingDouble(glance -> glance.second)
            .thenComparingInt(glance -> glance.standing().holdings().inFlight())
            .thenComparingLong(glance -> glance.standing().seat().lastTurn()));
    return able;
  }

  private static Map<Reason, Integer> counts(Ranking ranking) {
    Selection selection = ranking.size() > 0 ? ranking.chosen(0) : ranking.none();
    Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
    counts.putAll(selection.rest());
    selection.passedOver().forEach(v -> counts.merge(v.reason(), 1, Integer::sum));
    return counts;
  }

  private static Map<Reason, Integer> counts(
      Need need, List<Glance> glances, List<Glance> able, Selector.Way way) {
    Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
    for (Glance glance : glances) {
      boolean isTried = way.except().contains(glance.standing().seat().account());
      Optional<Reason> why = isTried ? Optional.of(Reason.TRIED) : glance.standing().whyNot(need);
      why.ifPresent(reason -> counts.merge(reason, 1, Integer::sum));
    }
    if (able.size() > 1) {
      counts.put(Reason.RANKED_LOWER, able.size() - 1);
    }
    return counts;
  }

  private static Need need(Random random) {
    Purpose purpose = random.nextBoolean() ? Purpose.BATCH : Purpose.INTERACTIVE;
    return switch (random.nextInt(4)) {
      case 0 -> new Need(Scene.FLASH, Map.of(), purpose);
      case 1 -> new Need(Scene.FLASH, Map.of(Unit.REQUESTS, 3.0 * random.nextInt(9)), purpose);
      case 2 -> new Need(Scene.FLASH, Map.of(Unit.TOKENS, 10.0 * random.nextInt(12)), purpose);
      default -> new Need(Scene.FLASH, Map.of(INPUT, 7.0 * random.nextInt(12)), purpose);
    };
  }

  private static List<Stand> stands(Random random) {
    List<Stand> stands = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      Map<Purpose, Double> reserve =
          random.nextInt(3) > 0 ? Map.of() : Map.of(Purpose.BATCH, 0.2 * random.nextInt(3));
      var seat = new Seat(new AccountId(String.valueOf(i)), i, 1.0 + random.nextInt(3), reserve);
      stands.add(Stand.of(String.valueOf(i), seat, evidence(random)));
    }
    for (Stand stand : stands) {
      stand.claim(random.nextInt(4) > 0 ? 0 : 5.0 * random.nextInt(4));
      if (random.nextInt(5) == 0) {
        stand.holdings().cameBack(NOW.minusSeconds(1));
      }
      for (int taken = random.nextInt(4); taken > 0; taken--) {
        stand.standing().take(NEED, NOW.minusSeconds(60L * random.nextInt(60)));
      }
    }
    return stands;
  }

  private static Evidence[] evidence(Random random) {
    String resets = List.of("13:00", "15:00", "23:00").get(random.nextInt(3));
    Amount requests = Amount.counted(random.nextInt(6) * random.nextInt(10), 50);
    Amount other =
        random.nextInt(3) == 0
            ? Amount.share(random.nextInt(4) / 4.0)
            : Amount.counted(random.nextInt(30), 30);
    Amount tokens = Amount.counted(random.nextInt(120), 120);
    Evidence known =
        polled(
            "12:00",
            reading(FIVE_HOURS, requests, resets),
            reading(OF_ACCOUNT, other, resets),
            reading(TOKENS, tokens, resets),
            reading(OF_INPUT, tokens, resets));
    return switch (random.nextInt(8)) {
      case 0 -> new Evidence[0];
      case 1 ->
          new Evidence[] {
            known, Scene.refused("12:05", Scene.refusal(RefusalClass.THROTTLED, "12:11"))
          };
      default -> new Evidence[] {known};
    };
  }
}
