package io.quotakeeper.ledger;

import static io.quotakeeper.ledger.Scene.FIVE_HOURS;
import static io.quotakeeper.ledger.Scene.WEEKLY;
import static io.quotakeeper.ledger.Scene.after;
import static io.quotakeeper.ledger.Scene.availability;
import static io.quotakeeper.ledger.Scene.header;
import static io.quotakeeper.ledger.Scene.left;
import static io.quotakeeper.ledger.Scene.polled;
import static io.quotakeeper.ledger.Scene.polledWithLag;
import static io.quotakeeper.ledger.Scene.reading;
import static io.quotakeeper.ledger.Scene.seen;
import static io.quotakeeper.ledger.Scene.stated;
import static io.quotakeeper.ledger.Scene.time;
import static io.quotakeeper.quota.Amount.cap;
import static io.quotakeeper.quota.Amount.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotakeeper.quota.Evidence;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Scope;
import io.quotakeeper.quota.Unit;
import io.quotakeeper.quota.Window;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which windows there are after answers of quota calls. */
class PollRulesTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private static Reading five(double share) {
    return left(FIVE_HOURS, share, "15:00");
  }

  @Test
  void availability_repeated_keepsItsAgeYoung() {
    OwnerState state =
        after(
            availability("12:00", reading(FIVE_HOURS, unknown())),
            availability("12:20", reading(FIVE_HOURS, unknown())));
    assertThat(state.windows().firstEntry().getValue().provenance().asOf())
        .isEqualTo(time("12:20"));
  }

  @Test
  void poll_ofAnotherCallOfTheChain_replacesItsWindowsAtOnce() {
    OwnerState state =
        after(
            polled(seen("12:00"), "summary", five(0.4), left(WEEKLY, 0.5)),
            polled(seen("12:05"), "models", five(0.3)));
    assertThat(state.windows()).containsOnlyKeys(FIVE_HOURS);
  }

  @Test
  void poll_ofAnotherChain_leavesWindowsAlone() {
    Evidence credits =
        new Evidence.Polled(
            seen("12:05"), "credits", "credits", List.of(left(WEEKLY, 1)), false, Duration.ZERO);
    assertThat(after(polled("12:00", five(0.4)), credits).windows())
        .containsOnlyKeys(FIVE_HOURS, WEEKLY);
  }

  @Test
  void window_silentInTwoPolls_stays_andInThree_goes() {
    Evidence[] polls = {
      polled("12:00", five(0.4), left(WEEKLY, 0.5)),
      polled("12:05", five(0.4)),
      polled("12:10", five(0.4)),
      polled("12:15", five(0.4))
    };
    assertThat(after(polls[0], polls[1], polls[2]).windows()).containsKey(WEEKLY);
    assertThat(after(polls).windows()).containsOnlyKeys(FIVE_HOURS);
  }

  @Test
  void window_mentionedBetweenSilences_isCountedFromNothing() {
    Evidence both = polled("12:12", five(0.4), left(WEEKLY, 0.5));
    OwnerState state =
        after(
            polled("12:00", five(0.4), left(WEEKLY, 0.5)),
            polled("12:05", five(0.4)),
            polled("12:10", five(0.4)),
            both,
            polled("12:15", five(0.4)),
            polled("12:20", five(0.4)));
    assertThat(state.windows()).containsKey(WEEKLY);
  }

  @Test
  void window_thatHeadersTellOfToo_goesWhenPollsNoLongerMentionIt() {
    OwnerState state =
        after(
            polled("12:00", five(0.4), left(WEEKLY, 0.5)),
            header("12:01", left(WEEKLY, 0.4)),
            polled("12:05", five(0.4)),
            polled("12:10", five(0.4)),
            polled("12:15", five(0.4)));
    assertThat(state.windows()).containsOnlyKeys(FIVE_HOURS);
  }

  @Test
  void window_ofHeadersAlone_staysWhateverPollsSay() {
    OwnerState state =
        after(
            header("12:01", left(WEEKLY, 0.4)),
            polled(seen("12:05"), "summary", five(0.4)),
            polled(seen("12:10"), "models", five(0.4)),
            polled("12:15", five(0.4)),
            polled("12:20", five(0.4)));
    assertThat(state.windows()).containsKey(WEEKLY);
  }

  @Test
  void latePoll_ofTheChain_neitherAddsNorTakesWindows() {
    OwnerState inOrder = after(polled(seen("12:05"), "summary", five(0.4)));
    OwnerState late =
        after(
            polled(seen("12:05"), "summary", five(0.4)),
            polled(seen(Scene.ANNA, "12:00", "12:06"), "models", left(WEEKLY, 0.5)));
    assertThat(late).isEqualTo(inOrder);
  }

  @Test
  void poll_withLag_isNotLateBecauseOfIt() {
    OwnerState state =
        after(
            polled(seen("12:00"), "summary", left(WEEKLY, 0.5)),
            polledWithLag("12:05", HOUR, five(0.4)));
    assertThat(state.windows()).containsOnlyKeys(FIVE_HOURS);
  }

  @Test
  void statement_withoutAWindow_takesItBack_butNotThatOfAnotherAccount() {
    Evidence ofBen =
        new Evidence.Stated(
            seen(Scene.BEN, "12:00", "12:00"),
            List.of(reading(new Window(Scope.account(), "rpd", Unit.REQUESTS), cap(7))));
    OwnerState state =
        after(
            ofBen,
            stated("12:00", reading(FIVE_HOURS, cap(9)), reading(WEEKLY, cap(99))),
            stated("12:05", reading(FIVE_HOURS, cap(9))));
    assertThat(state.windows().keySet()).extracting(Window::id).containsExactly("rpd", "5h");
  }

  @Test
  void poll_withNothingInIt_isRecordedWithoutHarm() {
    assertThat(after(polled("12:00")).isEmpty()).isTrue();
    assertThat(after(polled("12:00", five(0.4)), polled("12:05")).windows())
        .containsKey(FIVE_HOURS);
  }

  @Test
  void window_mentionedByWordThatIsNoNews_isCountedFromNothing() {
    OwnerState state =
        after(
            polled("12:00", five(0.4), left(WEEKLY, 0.5)),
            polled("12:05", five(0.4)),
            polled("12:10", five(0.4)),
            polled("12:12", five(0.4), reading(WEEKLY, unknown())),
            polled("12:15", five(0.4)),
            polled("12:20", five(0.4)));
    assertThat(state.windows()).containsKey(WEEKLY);
  }
}
