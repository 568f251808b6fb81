package io.quotakeeper.cli;

import io.quotakeeper.cli.Table.Column;
import io.quotakeeper.quota.AccountId;
import io.quotakeeper.replay.Difference;
import io.quotakeeper.replay.Findings;
import io.quotakeeper.select.Reason;
import io.quotakeeper.select.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a simulation found, for people. */
final class FindingsText {

  private static final String RECORDED = "as recorded";

  /** More kinds of windows are shown only where all is wanted. */
  private static final int MOST_WINDOWS = 4;

  private final Look look;
  private final boolean wide;

  FindingsText(Look look, boolean wide) {
    this.look = look;
    this.wide = wide;
  }

  List<String> lines(Findings findings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        findings
            .span()
            .map(it ->
                "Recorded from " + Amounts.instant(it.from()) + " to " + Amounts.instant(it.to()))
            .orElse("Nothing is recorded of these accounts."));
    for (Findings.OfPool pool : findings.pools()) {
      lines.add("");
      lines.add(Plain.line("Pool " + pool.pool() + ": " + requests(pool)));
      if (pool.requests() > 0) {
        lines.addAll(choices(pool).lines(look));
      }
      if (!pool.lapsed().isEmpty()) {
        lines.add("");
        lines.add("Left unused at resets, on average:");
        lines.addAll(lapsed(pool).lines(look));
      }
      for (Findings.OfStrategy strategy : pool.strategies()) {
        lines.addAll(differences(strategy));
      }
    }
    lines.add("");
    FindingsNotes.of(findings).forEach(note -> lines.add(Plain.line(note)));
    return lines;
  }

  private static String requests(Findings.OfPool pool) {
    long sessions = pool.recorded().sessions();
    String of = sessions == 0 ? "" : " of " + sessions + (sessions == 1 ? " session" : " sessions");
    return switch ((int) Math.min(pool.requests(), 2)) {
      case 0 -> "no requests";
      case 1 -> "1 request" + of;
      default -> pool.requests() + " requests" + of;
    };
  }

  private static Table choices(Findings.OfPool pool) {
    Table table =
        new Table(
            Stream.of("STRATEGY", "ELSEWHERE", "REFUSED", "AVOIDED", "NEW", "NONE LEFT", "MOVES")
                .map(Column::whole)
                .toList());
    Findings.Counts recorded = pool.recorded();
    table.add(
        List.of(
            Cell.of(RECORDED),
            Cell.NONE,
            number(recorded.refusals()),
            Cell.NONE,
            Cell.NONE,
            Cell.NONE,
            moves(recorded)));
    for (Findings.OfStrategy it : pool.strategies()) {
      table.add(
          List.of(
              Cell.of(it.strategy().word()),
              number(it.elsewhere()),
              number(it.counts().refusals()),
              number(it.avoided()),
              number(it.added()),
              number(it.counts().noneLeft()),
              moves(it.counts())));
    }
    return table;
  }

  private static Cell moves(Findings.Counts counts) {
    return counts.sessions() == 0 ? Cell.NONE : number(counts.moves());
  }

  private static Cell number(long number) {
    return Cell.of(Long.toString(number));
  }

  private Table lapsed(Findings.OfPool pool) {
    List<Findings.Lapsed> shown =
        pool.lapsed().stream().limit(wide ? Long.MAX_VALUE : MOST_WINDOWS).toList();
    List<Column> columns = new ArrayList<>(List.of(Column.whole("STRATEGY")));
    shown.forEach(it -> columns.add(new Column(Plain.line(it.window()), 8)));
    Table table = new Table(columns);
    table.add(row("periods", shown, it -> Long.toString(it.periods())));
    table.add(row(RECORDED, shown, it -> Amounts.percent(it.recorded())));
    for (Findings.OfStrategy of : pool.strategies()) {
      table.add(row(of.strategy().word(), shown, it -> share(it.strategies(), of.strategy())));
    }
    return table;
  }

  private static String share(Map<Strategy, Double> shares, Strategy strategy) {
    return Amounts.percent(shares.getOrDefault(strategy, 0.0));
  }

  private static List<Cell> row(
      String head, List<Findings.Lapsed> shown, Function<Findings.Lapsed, String> text) {
    return Stream.concat(Stream.of(Cell.of(head)), shown.stream().map(text).map(Cell::of)).toList();
  }

  private static List<String> differences(Findings.OfStrategy strategy) {
    if (strategy.differences().isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("First to differ with " + strategy.strategy().word() + ":");
    strategy.differences().forEach(it -> lines.add(Plain.line("  " + sentence(it))));
    return lines;
  }

  private static String sentence(Difference it) {
    String model = it.model().isEmpty() ? "" : " " + it.model();
    String chosen = it.chosen().map(AccountId::value).orElse("no account");
    boolean isSame = it.chosen().filter(it.recorded()::equals).isPresent();
    String where =
        isSame
            ? "again " + chosen
            : chosen + " instead of " + it.recorded() + ": " + it.why() + passedOver(it);
    return Amounts.instant(it.at()) + model + " " + where + effect(it.effect());
  }

  private static String passedOver(Difference it) {
    return it.passedOver().map(passed -> "; " + it.recorded() + " " + standing(passed)).orElse("");
  }

  private static String standing(Difference.PassedOver passed) {
    return passed.reason() == Reason.RANKED_LOWER
        ? "had " + Amounts.percent(passed.headroom()) + " left"
        : "was passed over (" + passed.reason().word() + ", " + passed.detail() + ")";
  }

  private static String effect(Difference.Effect effect) {
    return switch (effect) {
      case NONE -> "";
      case AVOIDED -> "; its refusal would have been avoided";
      case REFUSED -> "; it would have been refused";
      case NONE_LEFT -> "; it would have been turned away";
    };
  }
}
