package io.quotakeeper.replay;

import io.quotakeeper.engine.LeaseRequest;
import io.quotakeeper.providers.Context;
import io.quotakeeper.providers.Reply;
import io.quotakeeper.quota.Reading;
import io.quotakeeper.quota.Sighting;
import io.quotakeeper.quota.Unit;
import java.util.List;
import java.util.Map;

/** One thing that was recorded. */
public sealed interface Happening {

  /** Whose it was, and when. */
  Sighting sighting();

  /**
   * A provider answered.
   *
   * @param sighting to whom, and when
   * @param context what the request said
   * @param reply the answer
   * @param lease the name of the lease whose request it answers, empty if of none
   */
  record Replied(Sighting sighting, Context context, Reply reply, String lease)
      implements Happening {}

  /**
   * An operator stated limits.
   *
   * @param sighting of whom, and when
   * @param limits in place of all that were stated before
   */
  record Stated(Sighting sighting, List<Reading> limits) implements Happening {
    /** Copies the list. */
    public Stated {
      limits = List.copyOf(limits);
    }
  }

  /**
   * An account was handed out.
   *
   * @param sighting which, and when
   * @param lease its name
   * @param request for what
   */
  record Leased(Sighting sighting, String lease, LeaseRequest request) implements Happening {}

  /**
   * A lease ended.
   *
   * @param sighting whose it was, and when
   * @param lease its name
   * @param sent whether its request was sent, as far as anybody told
   * @param usage what that took, by unit, as far as it was told
   */
  record Ended(Sighting sighting, String lease, boolean sent, Map<Unit, Double> usage)
      implements Happening {
    /** Copies the map. */
    public Ended {
      usage = Map.copyOf(usage);
    }
  }
}
