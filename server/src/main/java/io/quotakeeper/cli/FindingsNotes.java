package io.quotakeeper.cli;

import io.quotakeeper.quota.AccountId;
import io.quotakeeper.replay.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a simulation cannot know, in plain sentences. */
final class FindingsNotes {

  private static final int MOST_NAMED = 5;

  private FindingsNotes() {}

  /** Sentences, the one that always holds first. */
  static List<String> of(Findings findings) {
    List<String> notes = new ArrayList<>();
    Findings.Gaps gaps = findings.gaps();
    notes.add(
        "How a request would have ended at another account is reckoned from what is recorded of"
            + " that account, and every reading counts as known when it came. Requests that found"
            + " no account are not recorded.");
    note(notes, gaps.unleased(), "without a lease: what they took and their sessions are unknown");
    if (gaps.withoutSession() > gaps.unleased()) {
      note(notes, gaps.withoutSession() - gaps.unleased(), "with a lease, of no session");
    }
    note(notes, gaps.unended(), "of which no end is recorded");
    note(notes, gaps.otherPools(), "of pools that the configuration does not have, left aside");
    if (gaps.unusable() > 0) {
      notes.add(
          counted(gaps.unusable(), "recorded reply", "recorded replies") + " cannot be read.");
    }
    if (!gaps.unpriced().isEmpty()) {
      notes.add(
          "What a request takes of "
              + gaps.unpriced().stream().sorted().collect(Collectors.joining(", "))
              + " is not known; what is left of it is taken as recorded until it is.");
    }
    if (!gaps.strangers().isEmpty()) {
      notes.add("Accounts that the configuration does not have, left aside: " + named(gaps));
    }
    return notes;
  }

  private static void note(List<String> notes, long number, String what) {
    if (number > 0) {
      notes.add(counted(number, "request", "requests") + " " + what + ".");
    }
  }

  private static String counted(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  private static String named(Findings.Gaps gaps) {
    List<String> ids = gaps.strangers().stream().map(AccountId::value).sorted().toList();
    String named = ids.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return ids.size() > MOST_NAMED
        ? named + " and " + (ids.size() - MOST_NAMED) + " more."
        : named + ".";
  }
}
