package io.quotakeeper.ledger;

import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.after;
import static io.quotakeeper.ledger.Scene.metered;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.seen;
import static io.quotakeeper.ledger.Scene.time;
import static io.quotakeeper.quota.Amount.counted;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Amount;
import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who wins, of evidence on one window. */
class FusionTest {

  /**
   * Each line: the evidence in the order in which it comes in, and what holds at 12:30, from which
   * source. Evidence is a kind, the time at which it was sent, an amount, and its reset unless that
   * is 15:00. Amounts: a share, left of a limit, a balance in dollars, a cap without use.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          newer poll, down                  | poll 12:00 90%; poll 12:05 40%            | 40%         | POLLED
          newer poll, up                    | poll 12:00 40%; poll 12:05 90%            | 90%         | POLLED
          late poll, lower                  | poll 12:05 90%; poll 12:00 40%            | 90%         | POLLED
          late poll, higher                 | poll 12:05 40%; poll 12:00 90%            | 40%         | POLLED
          slow poll, higher                 | poll 12:05 40%; slow 12:00 90%            | 40%         | POLLED
          zero over full                    | poll 12:00 100%; poll 12:05 0%            | 0%          | POLLED
          header over older poll            | poll 12:00 90%; header 12:05 40%          | 40%         | OBSERVED
          header, then older poll           | header 12:05 40%; poll 12:00 90%          | 40%         | OBSERVED
          poll over older header            | header 12:00 40%; poll 12:05 90%          | 90%         | POLLED
          poll, then older header           | poll 12:05 90%; header 12:00 40%          | 90%         | POLLED
          lag makes a poll older            | header 12:00 40%; lagged 12:05 90%        | 40%         | OBSERVED
          lag, the other way round          | lagged 12:05 90%; header 12:00 40%        | 40%         | OBSERVED
          with its lag still newer          | poll 11:00 90%; lagged 12:05 40%          | 40%         | POLLED
          availability over a value         | poll 12:00 40%; exists 12:05 100%         | 40%         | POLLED
          a value over availability         | exists 12:00 100%; poll 12:05 40%         | 40%         | POLLED
          availability alone is no quota    | exists 12:00 100%                         | unknown     | POLLED
          availability over not entitled    | poll 12:00 none; exists 12:05 100%        | none        | POLLED
          availability over a cap           | poll 12:00 cap9; exists 12:05 100%        | cap9        | POLLED
          availability, the period is over  | poll 12:00 40% 12:04; exists 12:05 100%   | unknown     | POLLED
          unknown over a value that holds   | poll 12:00 40%; poll 12:05 unknown        | 40%         | POLLED
          cap over a value that holds       | poll 12:00 40%; poll 12:05 cap9           | 40%         | POLLED
          unknown over unlimited            | poll 12:00 unlimited; poll 12:05 unknown  | unlimited   | POLLED
          unknown, the period is over       | full 12:00 40% 12:04; poll 12:05 unknown  | unknown     | POLLED
          unknown, the period not yet over  | full 12:00 40% 12:06; poll 12:05 unknown  | 100%        | COMPUTED
          value over unknown                | poll 12:00 unknown; poll 12:05 40%        | 40%         | POLLED
          unlimited over a value            | poll 12:00 40%; poll 12:05 unlimited      | unlimited   | POLLED
          not entitled over unlimited       | poll 12:00 unlimited; header 12:05 none   | none        | OBSERVED
          a value over not entitled         | poll 12:00 none; poll 12:05 40%           | 40%         | POLLED
          provider over stated              | stated 12:00 cap9; poll 12:05 40%         | 40%         | POLLED
          stated, then an older header      | stated 12:05 cap9; header 12:00 40%       | 40%         | OBSERVED
          stated over provider              | poll 12:00 40%; stated 12:05 cap9         | 40%         | POLLED
          a provider's cap over stated      | stated 12:00 cap9; poll 12:05 cap5        | cap5        | POLLED
          provider says nothing, over stated| stated 12:00 cap9; poll 12:05 unknown     | cap9        | STATED
          stated over who says nothing      | poll 12:00 unknown; stated 12:05 cap9     | cap9        | STATED
          stated anew                       | stated 12:00 cap9; stated 12:05 cap5      | cap5        | STATED
          metering subtracts                | poll 12:00 10/10; meter 12:01 1; meter 12:02 2     | 7/10  | POLLED
          metering in the other order       | poll 12:00 10/10; meter 12:02 2; meter 12:01 1     | 7/10  | POLLED
          metering of what a poll has seen  | poll 12:05 8/10; meter 12:01 2            | 8/10        | POLLED
          a newer value forgets metering    | poll 12:00 10/10; meter 12:01 5; poll 12:05 9/10   | 9/10  | POLLED
          an older value does not           | poll 12:00 10/10; meter 12:01 5; poll 11:55 9/10   | 5/10  | POLLED
          unknown does not                  | poll 12:00 10/10; meter 12:01 5; poll 12:05 unknown| 5/10  | POLLED
          a cap does not                    | poll 12:00 cap10; meter 12:01 5; poll 12:05 cap10  | 5/10  | METERED
          metering goes below zero          | poll 12:00 1/10; meter 12:01 3            | -2/10       | POLLED
          metering of a balance             | poll 12:00 $10; meter 12:01 3             | $7          | POLLED
          metering cannot touch a share     | poll 12:00 40%; meter 12:01 3             | 40%         | POLLED
          metering of what has no limit     | poll 12:00 unlimited; meter 12:01 3       | unlimited   | POLLED
          metering of a stated limit        | stated 12:00 cap9; meter 12:01 3          | 6/9         | METERED
          stated anew within its period     | stated 12:00 cap9; meter 12:01 3; stated 12:05 cap10 | 7/10 | METERED
          stated anew after its reset       | stated 12:00 cap9 12:04; meter 12:01 3; stated 12:05 cap9 | cap9 | STATED
          metering with nothing to meter    | meter 12:01 3; poll 12:02 10/10           | 10/10       | POLLED
          """)
  void evidence_comesIn_theStrongerHolds(
      String rule, String evidence, String holds, Source source) {
    List<Evidence> all =
        Arrays.stream(evidence.split(";", -1)).map(e -> evidence(e.strip())).toList();
    QuotaState known = after(all).windows().get(FIVE_HOURS);
    assertThat(known).as(rule).isNotNull();
    Instant end = time("12:30");
    assertThat(known.at(end, Scene.FRESHNESS).amount()).isEqualTo(amount(holds));
    assertThat(known.sourceAt(end)).isEqualTo(source);
  }

  private static Evidence evidence(String text) {
    String[] words = text.split(" ", -1);
    String sent = words[1];
    if (words[0].equals("meter")) {
      return metered(sent, Double.parseDouble(words[2]));
    }
    String resets = words.length > 3 ? words[3] : "15:00";
    Reading reading = reading(FIVE_HOURS, amount(words[2]), resets);
    return switch (words[0]) {
      case "poll" -> polled(sent, reading);
      case "full" -> polled(sent, Scene.refilling(FIVE_HOURS, amount(words[2]), resets));
      case "slow" -> polled(seen(Scene.ANNA, sent, "12:20"), "usage", reading);
      case "lagged" -> Scene.polledWithLag(sent, Duration.ofHours(1), reading);
      case "exists" -> Scene.availability(sent, reading(FIVE_HOURS, amount(words[2])));
      case "header" -> Scene.header(sent, reading);
      case "stated" -> Scene.stated(sent, reading);
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Amount amount(String text) {
    return switch (text) {
      case "unknown" -> Amount.unknown();
      case "unlimited" -> Amount.unlimited();
      case "none" -> Amount.notEntitled();
      case String t when t.endsWith("%") -> Amount.share(number(t.replace("%", "")) / 100);
      case String t when t.startsWith("cap") -> Amount.cap(number(t.substring(3)));
      case String t when t.startsWith("$") -> Amount.balance(number(t.substring(1)));
      default -> counted(number(text.split("/", -1)[0]), number(text.split("/", -1)[1]));
    };
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  @Test
  void poll_sentWithAnother_butReceivedLater_isTheNewer() {
    Evidence later =
        polled(seen(Scene.ANNA, "12:00", "12:02"), "usage", Scene.left(FIVE_HOURS, 0.4));
    Evidence sooner =
        polled(seen(Scene.ANNA, "12:00", "12:01"), "usage", Scene.left(FIVE_HOURS, 0.9));
    assertThat(after(later, sooner)).isEqualTo(after(sooner, later));
    assertThat(after(later, sooner)).isEqualTo(after(later));
  }

  @Test
  void metering_ofOtherUnitOrSubject_changesNothing() {
    Window tokens = new Window(Scene.FLASH, "5h", Unit.TOKENS);
    Window slow = new Window(Scene.SLOW, "5h", Unit.REQUESTS);
    Evidence poll =
        polled(
            "12:00",
            reading(tokens, counted(10, 10)),
            reading(slow, counted(10, 10)),
            reading(FIVE_HOURS, counted(10, 10)));
    OwnerState state = after(poll, metered("12:01", 3));
    assertThat(state.windows().values())
        .extracting(known -> known.metering().total())
        .containsExactly(3.0, 0.0, 0.0);
  }

  @Test
  void metering_ofModel_countsAgainstItsGroupAndTheAccount() {
    OwnerState state =
        after(
            polled(
                "12:00",
                reading(Scene.OF_GROUP, counted(10, 10)),
                reading(Scene.OF_ACCOUNT, counted(10, 10))),
            metered("12:01", 3));
    assertThat(state.windows().values())
        .extracting(known -> known.metering().total())
        .containsOnly(3.0);
  }
}
