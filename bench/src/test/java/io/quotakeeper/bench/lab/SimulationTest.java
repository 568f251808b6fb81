package io.quotakeeper.bench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationTest {

  /** Gives the account whose turn it is by a rule, and none where that is negative. */
  private record Scripted(Rule rule) implements Router {
    @FunctionalInterface
    interface Rule {
      int account(Ask ask, long now);
    }

    @Override
    public Grant acquire(Ask ask, long now) {
      int account = rule.account(ask, now);
      boolean isNone = account < 0 || ask.refusedBy().contains(account);
      return isNone ? new Grant.None(now) : new Grant.Use(account, now, "");
    }

    @Override
    public void told(Grant.Use grant, LabReply reply, double tokens, long now) {}
  }

  private static Counts run(Scenario scenario, Scripted.Rule rule) {
    var strategist = new Strategist("scripted", (_, _) -> new Scripted(rule));
    return Simulation.run(scenario, strategist, 1);
  }

  private static Scenario scenario(String accounts, String load) {
    return Samples.scenario(
        """
        summary: A sample.
        length: 10h
        accounts: [%s]
        load: [%s]
        """
            .formatted(accounts, load));
  }

  private static final Scenario SCARCE =
      scenario(
          "{id: a, count: 2, windows: [{id: w, kind: fixed, limit: 20, every: 5h}]}",
          "{kind: steady, rate: 60/h, sessions: 3}");

  @Test
  void whoNeverKnocks_turnsAwayAllWithQuota_andUsesNothing() {
    Counts counts = run(SCARCE, (_, _) -> -1);

    assertThat(counts.requests).isBetween(500L, 700L);
    assertThat(counts.turnedAwayWithQuota).isEqualTo(counts.requests);
    assertThat(counts.lapsedUse).isZero();
    assertThat(counts.lapsedOffer).isEqualTo(4);
  }

  @Test
  void whoKnocksAtOneDoorAlone_isRefusedThere_afterItWasKnown() {
    Counts counts = run(SCARCE, (_, _) -> 0);

    assertThat(counts.served).isEqualTo(40);
    assertThat(counts.exhaustions).isEqualTo(2);
    assertThat(counts.refusals).isEqualTo(counts.requests - counts.served);
    assertThat(counts.refusalsKnown).isBetween(counts.refusals - 10, counts.refusals - 2);
    assertThat(counts.turnedAwayWithQuota).isEqualTo(counts.turnedAway);
    assertThat(counts.moves).isZero();
    assertThat(counts.lapsedUse / counts.lapsedOffer).isEqualTo(0.5);
  }

  @Test
  void whoMovesAlthoughTheAccountCouldServe_movesNeedlessly() {
    Scenario plenty =
        scenario(
            "{id: a, count: 2, windows: [{id: w, kind: fixed, limit: 9999, every: 5h}]}",
            "{kind: steady, rate: 60/h, sessions: 1, turns: 100000}");
    Counts counts = run(plenty, (_, now) -> (int) (now / Span.HOUR % 2));

    assertThat(counts.sessions).isEqualTo(1);
    assertThat(counts.moves).isEqualTo(9);
    assertThat(counts.needlessMoves).isEqualTo(9);
    assertThat(counts.sessionsMoved).isEqualTo(1);
  }

  @Test
  void whoMovesSinceTheAccountRefused_doesNotMoveNeedlessly() {
    Counts counts = run(SCARCE, (ask, _) -> ask.refusedBy().contains(0) ? 1 : 0);

    assertThat(counts.served).isEqualTo(80);
    assertThat(counts.moves).isPositive();
    assertThat(counts.turnedAwayWithQuota).isZero();
  }

  @Test
  void timeAfterAnEarlyResetOfAll_isUntilSomethingIsServed() {
    Scenario reset =
        scenario(
            "{id: a, windows: [{id: w, kind: fixed, limit: 5, every: 9h}],"
                + " earlyResets: [{at: 2h, window: w}]}",
            "{kind: steady, rate: 600/h}");

    Counts counts = run(reset, (_, now) -> now < Span.HOUR || now > 5 * Span.HOUR ? 0 : -1);

    assertThat(counts.resumes).isEqualTo(1);
    assertThat(counts.worstResumeMillis).isBetween(3 * Span.HOUR, 3 * Span.HOUR + 60_000);
  }

  @Test
  void earlyResetOfWhatIsNotSpent_isNoReturn() {
    Scenario reset =
        scenario(
            "{id: a, windows: [{id: w, kind: fixed, limit: 5, every: 9h}],"
                + " earlyResets: [{at: 2h, window: w}]}",
            "{kind: steady, rate: 600/h}");

    assertThat(run(reset, (_, _) -> -1).resumes).isZero();
  }

  @Test
  void workers_waitForTheirAnswers() {
    Scenario workers =
        scenario(
            "{id: a, windows: [{id: w, kind: fixed, limit: 99999, every: 5h}]}",
            "{kind: concurrent, workers: 10, pause: 10s, takes: 50s, sessions: 10}");

    assertThat(run(workers, (_, _) -> 0).served).isBetween(5_990L, 6_000L);
  }

  @Test
  void oracle_isNeverRefused_andTurnsNobodyAwayWithQuota() {
    Counts oracle = Trial.run(SCARCE, List.of(), 2).getOrDefault(Trial.ORACLE, new Counts());

    assertThat(oracle.served).isEqualTo(2 * 80);
    assertThat(oracle.refusals).isZero();
    assertThat(oracle.turnedAwayWithQuota).isZero();
  }

  @Test
  void sameSeeds_giveTheSameTable_andOthersAnother() {
    Map<String, Counts> one = Trial.run(SCARCE, Strategists.all(), 1);
    Map<String, Counts> again = Trial.run(SCARCE, Strategists.all(), 1);
    Map<String, Counts> more = Trial.run(SCARCE, Strategists.all(), 2);

    assertThat(Sheet.ofScenario(again)).isEqualTo(Sheet.ofScenario(one));
    assertThat(Sheet.ofScenario(more)).isNotEqualTo(Sheet.ofScenario(one));
  }
}
